"""Replaces the memory by a backup or, with `--repair`, by what can be read of a damaged one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from companion.commands.opened_memory import asker
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import find_key
from companion.memory.repair import repair
from companion.memory.restoring import restore

HELP = "replace the memory by a backup, or repair a damaged memory"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the file, `--repair`, `--yes` and `--as-it-was`."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a backup, from backups/ or `backup --out`")
    parser.add_argument(
        "--repair", action="store_true", help="without a backup: save what can be read of a damaged memory"
    )
    parser.add_argument(
        "--as-it-was", action="store_true", help="bring back also what was forgotten since the backup was made"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs the command; returns 0. Raises CompanionError."""
    if args.repair == (args.file is not None):
        raise CompanionError(
            "Name a backup to restore, such as one that `companion backup --list` shows, or give --repair."
        )
    if environment.memory_file.exists() and not args.repair and not args.yes:
        raise CompanionError(
            f"{args.file} would take the place of the present memory, which would be kept in {environment.home / 'backups'}; "
            "add --yes if you mean it."
        )
    return _repair(environment) if args.repair else _restore(args, environment)


def _restore(args: argparse.Namespace, environment: Environment) -> int:
    restored = restore(environment, args.file, os.environ, asker(), args.as_it_was)
    print(f"Restored, with {restored.messages} messages.", file=sys.stderr)
    if restored.kept is not None:
        print(f"What was here before is in {restored.kept}.", file=sys.stderr)
    return 0


def _repair(environment: Environment) -> int:
    if not environment.memory_file.exists():
        raise CompanionError("There is no memory here to repair.")
    key = find_key(environment, os.environ, asker())
    try:
        repaired = repair(environment, key)
    finally:
        key.wipe()
    print(f"{repaired.messages} messages are saved, {repaired.from_copies} of them from a backup.", file=sys.stderr)
    for lost in repaired.lost:
        print(f"Could not be read: {lost}.", file=sys.stderr)
    print(f"The file as it was is kept as {repaired.kept}.", file=sys.stderr)
    return 0
