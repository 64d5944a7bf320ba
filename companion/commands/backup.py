"""Makes an encrypted backup of the memory: in the data folder or, with `--out`, in a file to keep elsewhere; or lists backups."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from companion.commands.lock import chosen
from companion.commands.opened_memory import opened_memory
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.key_file import read_key_file
from companion.memory.keys import key_file_path
from companion.memory.restoring import COPY_VARIABLE, export_copy

HELP = "make an encrypted backup of the memory, or list the backups"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares `--out`, `--passphrase` and `--list`."""
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write a backup to keep elsewhere, with FILE.key.toml beside it"
    )
    parser.add_argument("--passphrase", action="store_true", help="give that backup a passphrase of its own")
    parser.add_argument("--list", action="store_true", help="list the backups, newest first")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs the command; returns 0. Raises CompanionError."""
    if not environment.memory_file.exists():
        raise CompanionError("There is no memory here yet; it is made when you first talk.")
    if args.passphrase and args.out is None:
        raise CompanionError(
            "Only a backup to keep elsewhere can have a passphrase of its own; say where it goes with --out FILE."
        )
    with opened_memory(environment) as memory:
        if args.list:
            _list(args, memory)
        elif args.out is None:
            _report(args, memory.backups.make(), "A copy is in {}; it opens as the memory does.")
        else:
            _write_outside(args, environment, memory)
    return 0


def _list(args: argparse.Namespace, memory: Memory) -> None:
    backups = memory.backups.list()
    if not backups:
        print("There are no backups yet; `companion backup` makes one, and one is made each day.", file=sys.stderr)
    for backup in backups:
        if args.json:
            found = {"file": str(backup.path), "made": backup.made.isoformat(timespec="seconds"), "bytes": backup.size}
            print(json.dumps(found, ensure_ascii=False))
        else:
            print(f"{backup.made:%Y-%m-%d %H:%M}  {backup.size / 1e6:8.1f} MB  {backup.path}")


def _write_outside(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    new = (os.environ.get(COPY_VARIABLE) or chosen(COPY_VARIABLE)) if args.passphrase else None
    export_copy(environment, memory.database, args.out, new)
    file = read_key_file(key_file_path(environment))
    if new is not None:
        how = "it opens with its own passphrase, anywhere"
    elif file is not None and file.kept == "keyring":
        how = "it opens only where this computer's keyring is; with --passphrase it would open anywhere"
    else:
        how = "it opens with the memory's passphrase, anywhere"
    _report(args, args.out, f"A copy is in {{}}, and {args.out.name}.key.toml belongs to it; {how}.")


def _report(args: argparse.Namespace, path: Path, sentence: str) -> None:
    if args.json:
        print(json.dumps({"file": str(path), "bytes": path.stat().st_size}, ensure_ascii=False))
    print(sentence.format(path), file=sys.stderr)
