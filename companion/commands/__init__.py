"""One module a command: each has `HELP`, `arguments(parser)` and `run(args, environment) -> exit code`.

Data goes to stdout (with `--json`, one object a line), human words and progress to stderr.
A command raises `errors.KNOWN` for an environment error; `__main__` prints its sentence and exits 1.
"""
