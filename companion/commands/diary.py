"""Reads her diary, says why a line stands there, and discards lines: `companion diary`.

The JSON of a line: {"id", "day", "text", "by", "made", "sources": [{"message", "conversation", "text", "at"}]}; `by` is `mind` when
the language model wrote it, `form` when code filled a written form. Of what she may ask: {"id", "question", "message",
"not_before", "made", "asked"}. Times are local, ISO.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.diary import DiaryLine
from companion.memory.forgetting import Forgotten
from companion.memory.to_ask import QuestionToAsk

HELP = "read her diary, see what each line rests on, and discard lines"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, the diary is listed."""
    parser.set_defaults(action="list", json=False, questions=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="list the lines, the newest day first")
    listing.add_argument("--questions", action="store_true", help="instead, what she may ask next time")
    showing = actions.add_parser("show", help="a line, with what you said that it rests on")
    showing.add_argument("id", type=number, metavar="ID", help="its number in `companion diary list`")
    for each in (listing, showing):
        each.add_argument("--json", action="store_true", help="print one JSON object a line")
    discarding = actions.add_parser("discard", help="remove a line for good, from every copy too")
    which = discarding.add_mutually_exclusive_group(required=True)
    which.add_argument("id", type=number, nargs="?", metavar="ID", help="its number in `companion diary list`")
    which.add_argument("--question", type=number, metavar="ID", help="something she may ask")
    which.add_argument("--all", action="store_true", help="every line")
    discarding.add_argument("--yes", action="store_true", help="do not ask first")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "list"
    if not environment.memory_file.exists():
        if action != "list":
            raise CompanionError("She has no diary yet: nothing has been said.")
        print(_EMPTY, file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        _ACTIONS[action](args, memory)
    return 0


_EMPTY = "There is nothing in her diary yet; she writes it while nobody talks, or with `companion memory catch-up`."


def line_as_json(line: DiaryLine) -> dict[str, Any]:
    """The line as it is printed."""
    return {
        "id": line.id, "day": line.day.isoformat(), "text": line.text, "by": line.by,
        "made": line.made.isoformat(timespec="seconds"),
        "sources": [
            {"message": one.id, "conversation": one.conversation, "text": one.text, "at": one.at.isoformat(timespec="seconds")}
            for one in line.sources
        ],
    }  # fmt: skip


def _list(args: argparse.Namespace, memory: Memory) -> None:
    if args.questions:
        return _list_questions(args, memory)
    lines = memory.diary.list()
    for line in lines:
        text = json.dumps(line_as_json(line), ensure_ascii=False)
        print(text if args.json else harmless(f"{line.id:>6}  {line.day}  {line.text}"))
    if not lines:
        print(_EMPTY, file=sys.stderr)
    return None


def _list_questions(args: argparse.Namespace, memory: Memory) -> None:
    questions = memory.to_ask.list()
    for one in questions:
        asked = "  (asked)" if one.asked else ""
        line = harmless(f"{one.id:>6}  {one.not_before}  {one.question}{asked}")
        print(json.dumps(_question_as_json(one), ensure_ascii=False) if args.json else line)
    if not questions:
        print("There is nothing she means to ask.", file=sys.stderr)


def _question_as_json(one: QuestionToAsk) -> dict[str, Any]:
    return {
        "id": one.id, "question": one.question, "message": one.message.id, "not_before": one.not_before.isoformat(),
        "made": one.made.isoformat(timespec="seconds"), "asked": one.asked.isoformat(timespec="seconds") if one.asked else None,
    }  # fmt: skip


def _show(args: argparse.Namespace, memory: Memory) -> None:
    line = memory.diary.line(args.id)
    if args.json:
        return print(json.dumps(line_as_json(line), ensure_ascii=False))
    how = "her language model wrote it" if line.by == "mind" else "a written form, filled with your words"
    print(harmless(f"{line.day}  {line.text}\n\nWritten {line.made:%Y-%m-%d %H:%M}; {how}. It rests on what you said:"))
    for one in line.sources:
        print(harmless(f"{one.id:>6}  {one.at:%Y-%m-%d %H:%M}  {' '.join(one.text.split())}"))
    return None


def _discard(args: argparse.Namespace, memory: Memory) -> None:
    what, do = _wanted(args, memory)
    if not args.yes and not _agreed(what):
        return print("Nothing is discarded.", file=sys.stderr)
    for copy in memory.forgetting.make_final(do()):
        print(copy.why, file=sys.stderr)
    print("Discarded for good; what you said stays.", file=sys.stderr)
    return None


def _wanted(args: argparse.Namespace, memory: Memory) -> tuple[str, Callable[[], Forgotten]]:
    if args.question is not None:
        return "that question", lambda: memory.forgetting.question(args.question)
    if args.all:
        return "her whole diary", memory.forgetting.diary
    line = memory.diary.line(args.id)
    return f"“{line.text}”", lambda: memory.forgetting.diary(line.id)


def _agreed(what: str) -> bool:
    """Asks whether the user means it. Raises CompanionError without a terminal."""
    if not sys.stdin.isatty():
        raise CompanionError(f"{harmless(what)} would be gone for good; add --yes if you mean it.")
    return input(f"Discard {harmless(what)} for good? [y/N] ").strip().lower() in ("y", "yes")


_ACTIONS: dict[str, Callable[[argparse.Namespace, Memory], None]] = {"list": _list, "show": _show, "discard": _discard}
