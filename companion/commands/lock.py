"""Makes the memory ask for its passphrase from now on, or changes the passphrase with `--change`."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Mapping

from companion.environment import Environment
from companion.errors import LockedError
from companion.memory.keys import VARIABLE, needs_passphrase
from companion.memory.locking import change_passphrase, keep_under_passphrase, request_lock

HELP = "lock the memory: its passphrase is needed from now on, also in a window that is open"
NEW_VARIABLE = "COMPANION_NEW_PASSPHRASE"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares `--change`."""
    parser.add_argument(
        "--change", action="store_true", help="choose another passphrase; existing copies stay readable"
    )


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs the command; returns 0. Raises CompanionError."""
    if args.change:
        change_passphrase(environment, passphrase("Your passphrase: ", os.environ), _chosen(NEW_VARIABLE))
        print(
            "The passphrase is changed. A copy of the old memory.key.toml still opens with the old one.",
            file=sys.stderr,
        )
        return 0
    if needs_passphrase(environment, {}) == "existing":
        keep_under_passphrase(environment, "")
    else:
        keep_under_passphrase(environment, _chosen(VARIABLE))
    request_lock(environment.home)
    print("Locked: the passphrase is needed from now on, also by a window that is open.", file=sys.stderr)
    return 0


def passphrase(question: str, environ: Mapping[str, str]) -> str:
    """Returns the passphrase from the environment variable, else asks for it. Raises LockedError without a terminal."""
    given = environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise LockedError(f"A passphrase is needed; set {VARIABLE}, or run this where it can ask you for it.")
    return getpass.getpass(question)


def _chosen(variable: str) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    return chosen(variable)


def chosen(variable: str) -> str:
    """Asks twice for a new passphrase. Raises LockedError without a terminal, or when the answers differ."""
    if not sys.stdin.isatty():
        raise LockedError(f"A new passphrase is needed; set {variable}, or run this where it can ask you for it.")
    new = getpass.getpass("Choose a passphrase; without it nobody, you included, can open your memory: ")
    if getpass.getpass("The same passphrase once more: ") != new:
        raise LockedError("The two passphrases were not the same; try again.")
    return new
