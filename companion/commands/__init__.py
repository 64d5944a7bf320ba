"""Holds one module for each command: `HELP`, `arguments(parser)` and `run(args, environment) -> exit code`.

Data goes to stdout (with `--json`, one object a line), sentences for people and progress to stderr.
A command raises one of `errors.KNOWN` for an environment error; `__main__` prints its sentence and exits with 1.
"""
