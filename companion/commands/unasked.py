"""Lists what she may ask you of herself, drops it, and lists what she has said unasked: `companion unasked`.

The JSON of what she may ask: {"message", "question", "due", "until", "text"}; of what was said: {"kind", "at", "message",
"dismissed"}. Times are local, ISO; `message` is the id of your line that it rests on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.deeds.local_time import local_zone
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.unasked.bringing_up import LooseEnds, OpenEnd

HELP = "list what she may ask you by herself, drop it, and see what she has said unasked"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, what she may ask is listed."""
    parser.set_defaults(action="list", json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser(
        "list", help="list what she may ask about: your plans and what was to happen, those due first"
    )
    said = actions.add_parser("said", help="list what she has said unasked, the oldest first")
    for each in (listing, said):
        each.add_argument("--json", action="store_true", help="print one JSON object a line")
    dropping = actions.add_parser("drop", help="have her never ask about one of these")
    dropping.add_argument("message", type=number, help="the number that `list` shows")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "list"
    if not environment.memory_file.exists():
        if action == "drop":
            raise CompanionError("There is nothing she could ask: nothing has been said yet.")
        print(_EMPTY, file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        _ACTIONS[action](args, memory, LooseEnds(memory, environment.now, local_zone))
    return 0


_EMPTY = "There is nothing she means to ask."


def _list(args: argparse.Namespace, _memory: Memory, ends: LooseEnds) -> None:
    found = ends.all()
    for one in found:
        line = f"{one.source.id:>6}  from {one.end.due:%Y-%m-%d %H:%M}  {one.end.question}  “{one.source.text}”"
        print(json.dumps(_as_json(one), ensure_ascii=False) if args.json else harmless(line))
    if not found:
        print(_EMPTY, file=sys.stderr)


def _as_json(one: OpenEnd) -> dict[str, Any]:
    return {
        "message": one.source.id,
        "question": one.end.question,
        "due": one.end.due.isoformat(timespec="minutes"),
        "until": one.end.ends.isoformat(timespec="minutes"),
        "text": one.source.text,
    }


def _said(args: argparse.Namespace, memory: Memory, _ends: LooseEnds) -> None:
    for one in memory.unasked.all():
        row = {"kind": one.kind, "at": one.at.isoformat(timespec="seconds"), "message": one.message}
        words = f"{one.at:%Y-%m-%d %H:%M}  {one.kind}{'  (not wanted)' if one.dismissed else ''}"
        print(json.dumps(row | {"dismissed": one.dismissed}) if args.json else words)


def _drop(args: argparse.Namespace, _memory: Memory, ends: LooseEnds) -> None:
    print(f"She won't ask: {harmless(' '.join(ends.drop(args.message)))}", file=sys.stderr)


_ACTIONS: dict[str, Callable[[argparse.Namespace, Memory, LooseEnds], None]] = {
    "list": _list,
    "said": _said,
    "drop": _drop,
}
