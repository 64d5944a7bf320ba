"""Reads the command line: `companion` opens the window, `companion COMMAND …` does one thing in the terminal."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from companion.ending import end_process

if TYPE_CHECKING:
    from companion.environment import Environment

COMMANDS = (
    "chat",
    "hear",
    "initiate",
    "say",
    "piano",
    "models",
    "rehearse",
    "history",
    "memory",
    "rules",
    "calendar",
    "deeds",
    "letters",
    "diary",
    "unasked",
    "character",
    "backup",
    "restore",
    "lock",
    "unlock",
    "doctor",
    "bench",
)
"""Modules of companion.commands; each is imported only when asked for, so that all start quickly."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; exit code 0: done, 1: environment error (one sentence on stderr), 2: wrong usage."""
    multiprocessing.freeze_support()
    from companion.commands.standard_streams import guarded_streams, tell
    from companion.errors import KNOWN, OutputError

    try:
        with guarded_streams():
            return _main(argv)
    except OutputError as error:
        if not isinstance(error.__cause__, BrokenPipeError):  # a reader who has seen enough is no failure to tell
            tell(error)
        return 1
    except KNOWN as error:
        tell(error)
        return 1
    except KeyboardInterrupt:
        return 130


def _main(argv: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    choices = argparse.ArgumentParser(prog="companion", add_help=False, allow_abbrev=False)
    _common_arguments(choices)
    chosen, words = choices.parse_known_args(words)  # these may stand anywhere, even behind `history list`
    args = _parser(words).parse_args(words, namespace=chosen)
    if getattr(args, "json", False) or getattr(args, "action", "") == "export":
        from companion.commands.standard_streams import print_utf8

        print_utf8()
    return _run(args)


def _run(args: argparse.Namespace) -> int:
    from companion.diagnostics.logging_setup import start_logging
    from companion.environment import find_environment

    mind = None if args.command == "rehearse" else args.model  # there it names the new mind, beside the present one
    environment = find_environment(args.home, os.environ, seed=args.seed, mind=mind, voice=args.voice, ear=args.ear)
    with start_logging(environment, args.command or "window"):
        if args.command is None:
            return _window(environment)
        code: int = importlib.import_module(f"companion.commands.{args.command}").run(args, environment)
        return code


def _window(environment: Environment) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        from companion.errors import CompanionError

        raise CompanionError("There is no display for a window; talk in the terminal with `companion chat`.")
    from ui.__main__ import main as window

    return window(environment, [])


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Declares all commands by name but imports only the one asked for: without a command the window opens 0.4 s sooner."""
    parser = argparse.ArgumentParser(
        prog="companion",
        description="Someone to talk to, on your own computer. Without a command, it opens the window.",
    )
    _common_arguments(parser)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    asked = next((word for word in words if word in COMMANDS), None)
    helping = asked is None and not {"-h", "--help"}.isdisjoint(words)
    for name in COMMANDS:
        if not helping and asked != name:
            subparsers.add_parser(name)
            continue
        module = importlib.import_module(f"companion.commands.{name}")
        sub = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        if asked == name:
            module.arguments(sub)
    return parser


def _common_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what every command takes; an option that is not given stays unset."""
    group = parser.add_argument_group("for every command")
    group.add_argument("--home", metavar="DIR", help="data folder (or COMPANION_HOME)")
    group.add_argument("--model", metavar="ID", help="the mind for this run")
    group.add_argument("--voice", metavar="ID", help="the voice for this run")
    group.add_argument("--ear", metavar="ID", help="the ear for this run")
    group.add_argument("--seed", metavar="N", type=_seed, help="make the mind's random choices repeatable")


def _seed(text: str) -> int:
    """A whole number that the data file, too, can keep."""
    if not re.fullmatch("-?[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError("not a whole number of at most 18 digits")
    return int(text)


def run() -> NoReturn:
    """Run the program as `companion` does: with this process's arguments, and to its end."""
    end_process(main())


if __name__ == "__main__":
    run()
