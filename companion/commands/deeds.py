"""Does what a sentence asks for, and lists, undoes and shows what she has done: `companion deeds`.

The JSON of a receipt: {"id", "deed", "text", "when", "undo", "done", "undone", "message"}; of what `do` says: {"said"}, and before
it each receipt; of a due time: {"id", "kind", "text", "due", "recurrence", "length_s", "left_s", "state"}; of a thing on a list:
{"list", "id", "text", "ticked", "made"}; of a note: {"id", "text", "made"}. Times are local, ISO.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.deeds.deeds import Deeds, all_deeds
from companion.deeds.local_time import with_zone
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt

HELP = "set timers and the like, and list and undo what she has done"
NO_DEED = 'She knows no deed like that; `companion deeds do "What can you do?"` tells which there are.'

_NOTHING = {
    "list": "She has done nothing yet.",
    "due": "Nothing is waiting.",
    "lists": "There are no lists yet.",
    "notes": "There are no notes yet.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, the receipts are listed."""
    parser.set_defaults(action="list", all=False, json=False, limit=20)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser(
        "list", help="list what waits and what she has done, the newest first, with their numbers"
    )
    listing.add_argument("--all", action="store_true", help="also what was undone")
    listing.add_argument("--limit", type=number, default=20, metavar="N", help="show at most N (default 20)")
    doing = actions.add_parser("do", help="do what this sentence asks for, as if it were said to her")
    doing.add_argument("text", nargs="+", metavar="TEXT", help="such as: set a timer for ten minutes")
    undoing = actions.add_parser("undo", help="undo what a receipt stands for")
    undoing.add_argument("id", type=number, metavar="ID", help="the receipt's number in `companion deeds list`")
    stopping = actions.add_parser("stop", help="stop a timer, an alarm or a reminder that waits")
    stopping.add_argument("id", type=number, help="its number in `companion deeds due`")
    due = actions.add_parser("due", help="list the timers and whatever else waits for its time")
    lists = actions.add_parser("lists", help="list what is on your lists")
    notes = actions.add_parser("notes", help="list your notes, the newest first")
    for each in (listing, doing, undoing, stopping, due, lists, notes):
        each.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "list"
    if action in _NOTHING and not environment.memory_file.exists():
        print(_NOTHING[action], file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        known = all_deeds(memory, remembering=lambda: environment.settings.remembering)
        deeds = Deeds(memory, with_zone(environment.now), known)
        deeds.off = lambda: environment.settings.deeds_off
        _ACTIONS[action](args, memory, deeds, environment.settings.her_name)
    return 0


def as_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as it is printed."""
    return {
        "id": receipt.id,
        "deed": receipt.deed,
        "text": receipt.text,
        "when": receipt.happens.isoformat(timespec="seconds") if receipt.happens else "",
        "undo": receipt.undoable,
        "done": receipt.done,
        "undone": receipt.undone,
        "message": receipt.message,
    }


def due_as_json(one: DueTime, due: datetime) -> dict[str, Any]:
    """The due time as it is printed; `due` is its local time."""
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.text,
        "due": due.replace(tzinfo=None).isoformat(timespec="seconds"),
        "recurrence": one.recurrence,
        "length_s": _seconds(one.length),
        "left_s": _seconds(one.left),
        "state": one.state,
    }


def _seconds(span: timedelta | None) -> float | None:
    return span.total_seconds() if span is not None else None


def _list(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    receipts = memory.receipts.list(args.limit, undone=args.all)
    waiting = [] if args.json else memory.due_times.list()
    if waiting:
        print("Waiting (`companion deeds stop NUMBER` stops one):")
        _due(args, memory, deeds, her_name)
    if receipts and not args.json:
        print("Done (`companion deeds undo NUMBER` undoes one):")
    for receipt in receipts:
        _print(args, receipt)
    if not receipts and not waiting:
        print(_NOTHING["list"], file=sys.stderr)


def _do(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    reading = deeds.read(" ".join(args.text), her_name)
    if reading is None:
        raise CompanionError(NO_DEED)
    answer = deeds.carry_out(reading)
    for receipt in answer.receipts:
        if args.json:
            _print(args, receipt)
    print(json.dumps({"said": answer.said}, ensure_ascii=False) if args.json else harmless(answer.said))


def _undo(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    said = deeds.undo(args.id)
    if args.json:
        _print(args, memory.receipts.receipt(args.id))
    print(json.dumps({"said": said}, ensure_ascii=False) if args.json else harmless(said))


def _stop(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    answer = deeds.stop(args.id)
    for receipt in answer.receipts:
        if args.json:
            _print(args, receipt)
    print(json.dumps({"said": answer.said}, ensure_ascii=False) if args.json else harmless(answer.said))


def _due(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    waiting = memory.due_times.list()
    for one in waiting:
        due = deeds.local(one.due)
        if args.json:
            print(json.dumps(due_as_json(one, due), ensure_ascii=False))
        else:
            paused = (
                f"  (paused, {timedelta(seconds=round((one.left or timedelta()).total_seconds()))} left)"
                if one.state == "paused"
                else ""
            )
            print(harmless(f"{one.id:>6}  {one.kind:<9} {due:%Y-%m-%d %H:%M:%S}  {one.text}{paused}".rstrip()))
    if not waiting:
        print(_NOTHING["due"], file=sys.stderr)


def _lists(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    lists = memory.lists.all()
    for kept in lists:
        if not args.json:
            print(harmless(f"{kept.name}{'' if kept.items else '  (empty)'}"))
        for item in kept.items:
            if args.json:
                row = {"list": kept.name, "id": item.id, "text": item.text, "ticked": item.ticked, "made": item.made}
                print(json.dumps(row, ensure_ascii=False, default=datetime.isoformat))
            else:
                print(harmless(f"  [{'x' if item.ticked else ' '}] {item.text}"))
    if not lists:
        print(_NOTHING["lists"], file=sys.stderr)


def _notes(args: argparse.Namespace, memory: Memory, deeds: Deeds, her_name: str) -> None:
    notes = memory.notes.all()
    for note in notes:
        if args.json:
            row = {"id": note.id, "text": note.text, "made": note.made}
            print(json.dumps(row, ensure_ascii=False, default=datetime.isoformat))
        else:
            print(harmless(f"{note.id:>6}  {note.made:%Y-%m-%d %H:%M}  {note.text}"))
    if not notes:
        print(_NOTHING["notes"], file=sys.stderr)


def _print(args: argparse.Namespace, receipt: Receipt) -> None:
    if args.json:
        print(json.dumps(as_json(receipt), ensure_ascii=False, default=datetime.isoformat))
        return
    when = f"  {receipt.happens:%Y-%m-%d %H:%M}" if receipt.happens else ""
    undone = "  (undone)" if receipt.undone else "" if receipt.undoable else "  (no undo)"
    print(harmless(f"{receipt.id:>6}  {receipt.done:%Y-%m-%d %H:%M}  {receipt.deed:<9}{when}  {receipt.text}{undone}"))


_ACTIONS: dict[str, Callable[[argparse.Namespace, Memory, Deeds, str], None]] = {
    "list": _list,
    "do": _do,
    "undo": _undo,
    "stop": _stop,
    "due": _due,
    "lists": _lists,
    "notes": _notes,
}
