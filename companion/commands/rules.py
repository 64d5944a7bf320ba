"""Lists, adds, undoes and forgets the rules that she has been told: `companion rules`.

The JSON of a rule: {"id", "text", "scope", "until", "told", "quote", "message", "in_force", "ended", "replaced_by"}; `in_force` is
whether it holds at this hour and no newer one contradicts it. Times are local, ISO.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.environment import Environment
from companion.memory import Memory
from companion.remembering.rule_commands import RuleCommands
from companion.told_rules.rule import ToldRule
from companion.told_rules.wording import as_sentence, state

HELP = "read, add, undo and forget the rules she was told about how to be"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, the rules are listed."""
    parser.set_defaults(action="list", all=False, json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="list the rules, the newest first")
    listing.add_argument(
        "--all", action="store_true", help="also those that were ended or replaced, or whose time is over"
    )
    adding = actions.add_parser("add", help="tell her how to be, in your words")
    adding.add_argument("text", nargs="+", metavar="TEXT", help="such as: be blunter in the morning")
    undoing = actions.add_parser("undo", help="end a rule, as if it had not been told; or put an ended one back")
    undoing.add_argument("id", type=number, metavar="ID", help="its number in `companion rules list`")
    for each in (listing, adding, undoing):
        each.add_argument("--json", action="store_true", help="print one JSON object a line")
    forgetting = actions.add_parser("forget", help="remove a rule for good, from every copy too")
    forgetting.add_argument("id", type=number, metavar="ID", help="its number in `companion rules list`")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "list"
    if action == "list" and not environment.memory_file.exists():
        print("She has been told nothing about how to be.", file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        _ACTIONS[action](args, environment, memory)
    return 0


def as_json(rule: ToldRule, in_force: Iterable[ToldRule]) -> dict[str, Any]:
    """The rule as it is printed and exported; `in_force`: the rules that hold now."""
    return {
        "id": rule.id,
        "text": as_sentence(rule),
        "scope": rule.scope.in_words() or "always",
        "until": rule.scope.until,
        "told": rule.told,
        "quote": rule.quote,
        "message": rule.message,
        "in_force": any(one.id == rule.id for one in in_force),
        "ended": rule.ended,
        "replaced_by": rule.replaced_by,
    }


def _list(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    rules = memory.rules.list(ended=args.all)
    _print(args, memory, rules, environment.now())
    if not rules:
        print("She has been told nothing about how to be.", file=sys.stderr)


def _add(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    outcome = RuleCommands(memory, environment.now).add(" ".join(args.text))
    _print(args, memory, outcome.made, environment.now())


def _undo(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    outcome = RuleCommands(memory, environment.now).undo(args.id)
    _print(args, memory, (*outcome.made, *outcome.ended), environment.now())


def _forget(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    for copy in memory.forgetting.make_final(memory.forgetting.rule(args.id)):
        print(copy.why, file=sys.stderr)
    print("Forgotten for good.", file=sys.stderr)


def _print(args: argparse.Namespace, memory: Memory, rules: Iterable[ToldRule], now: datetime) -> None:
    holding = memory.rules.in_force()
    for rule in rules:
        if args.json:
            print(json.dumps(as_json(rule, holding), ensure_ascii=False, default=datetime.isoformat))
        else:
            print(
                harmless(f"{rule.id:>6}  {rule.told:%Y-%m-%d}  {as_sentence(rule)}{_note(rule, now)}  “{rule.quote}”")
            )


def _note(rule: ToldRule, now: datetime) -> str:
    over = state(rule, now, "{:%Y-%m-%d}".format, str(rule.replaced_by))
    return f"  ({over})" if over else ""


_ACTIONS: dict[str, Callable[[argparse.Namespace, Environment, Memory], None]] = {
    "list": _list,
    "add": _add,
    "undo": _undo,
    "forget": _forget,
}
