"""Lists, searches, adds, corrects, forgets and exports what she remembers: `companion memory`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args

from companion.commands.exporting import export_to
from companion.commands.known import write_json, write_markdown
from companion.commands.opened_memory import asker, opened_memory
from companion.commands.terminal import harmless, number
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.fact import Fact, Person, Subject
from companion.memory.forgetting import Forgotten
from companion.memory.kept_of_lines import stay_in_words
from companion.remembering import extract_facts

HELP = "read, search, add, correct, forget and export what she remembers"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list facts, pinned ones first")
    listing.add_argument("--subject", choices=get_args(Subject), help="only facts about this")
    listing.add_argument("--person", metavar="NAME", help="only facts about this person")
    listing.add_argument("--all", action="store_true", help="also facts that are no longer true")
    _json(listing)
    _json(actions.add_parser("people", help="list the people she knows of"))
    finding = actions.add_parser("search", help="find facts with these words, and the messages she would recall")
    finding.add_argument("words", nargs="+", metavar="WORD", help="a word, or a question in words")
    finding.add_argument("--limit", type=number, default=20, metavar="N", help="show at most N of each (default 20)")
    _json(finding)
    adding = actions.add_parser("add", help="add a fact in your words")
    adding.add_argument("text", nargs="+", metavar="TEXT", help="such as: my sister lives in Porto")
    adding.add_argument(
        "--subject", choices=get_args(Subject), help="what it is about (default: worked out from its words)"
    )
    _json(adding)
    editing = actions.add_parser("edit", help="reword a fact")
    editing.add_argument("id", type=number, metavar="ID", help="its number in `companion memory list`")
    editing.add_argument("text", nargs="+", metavar="TEXT", help="how the fact should read")
    _json(editing)
    pinning = actions.add_parser("pin", help="keep a fact before her in every conversation")
    pinning.add_argument("id", type=number, metavar="ID", help="its number in `companion memory list`")
    pinning.add_argument("--off", action="store_true", help="unpin it")
    _forgetting(actions.add_parser("forget", help="forget something for good, in every index, backup and log"))
    exporting = actions.add_parser("export", help="write facts with their quotes, and the day summaries, to a file")
    exporting.add_argument("--format", choices=("md", "json"), default="md", help="Markdown (default) or JSON")
    exporting.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: the terminal)")
    actions.add_parser("catch-up", help="do now the work that otherwise waits until nobody talks")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def _forgetting(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "id", type=number, nargs="?", help="a fact, with the earlier facts it replaced and the lines that told them"
    )
    what.add_argument("--message", type=number, metavar="ID", help="one line of a conversation")
    what.add_argument("--conversation", type=number, metavar="ID", help="a whole conversation")
    what.add_argument("--person", metavar="NAME", help="all facts about this person")
    what.add_argument(
        "--from", dest="first", type=_moment, metavar="DATE", help="everything said from this date or time"
    )
    parser.add_argument(
        "--to", dest="last", type=_moment, metavar="DATE", help="up to and including this one (default: now)"
    )
    parser.add_argument("--words", action="store_true", help="with --person: also every line that mentions the name")
    parser.add_argument(
        "--keep-lines", action="store_true", help="with a fact: leave the lines that told it, which may be recalled"
    )
    parser.add_argument(
        "--kept",
        action="store_true",
        help="also what these lines asked to be kept: reminders, notes, letters and so on",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    if args.action == "catch-up":
        from companion.commands.catch_up import catch_up  # here: it imports the LLM

        pieces = catch_up(environment, asker())
        print(f"Worked through: {_some(pieces, 'piece')}." if pieces else "Nothing was left to do.", file=sys.stderr)
        return 0
    if not environment.memory_file.exists() and args.action != "add":
        return _nothing_yet(args)
    with opened_memory(environment, extract_facts) as memory:
        _ACTIONS[args.action](args, environment, memory)
    return 0


def _nothing_yet(args: argparse.Namespace) -> int:
    """Answers where there is no memory file yet: read-only commands do not create one."""
    if args.action in ("edit", "pin", "forget"):
        raise CompanionError("She remembers nothing yet: nothing has been said.")
    print("She remembers nothing yet.", file=sys.stderr)
    return 0


def _list(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    person = _person(memory, args.person).id if args.person is not None else None
    facts = memory.facts.list(args.subject, person, current=not args.all)
    for fact in facts:
        _print(args, fact, _line(fact))
    if not facts:
        print("She knows nothing of that yet.", file=sys.stderr)


def _line(fact: Fact) -> str:
    notes = [f"since {fact.since}" if fact.since else "", f"until {fact.until}" if fact.until else ""]
    notes += ["pinned" if fact.pinned else "", "over" if not fact.current and not fact.until else ""]
    told = ", ".join(note for note in notes if note)
    return f"{fact.id:>6}  {fact.told:%Y-%m-%d}  {fact.subject:<8}  {fact.text}" + (f"  ({told})" if told else "")


def _people(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    for person in memory.facts.people():
        _print(args, person, f"{person.id:>6}  {person.facts:>4}  {person.name}  {person.relation}".rstrip())


def _search(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    words = " ".join(args.words)
    facts = memory.facts.search(words, args.limit)
    for fact in facts:
        _print(args, fact, _line(fact), kind="fact")
    _by_meaning_too(environment, memory)
    said = memory.recall.recall(words, args.limit)
    for each in said:
        who = "You" if each.speaker == "you" else environment.settings.her_name
        line = f"{each.message:>6}  {each.when:%Y-%m-%d}  {each.score:.2f}      {who}: {' '.join(each.text.split())}"
        _print(args, each, line, kind="recollection")
    print(f"{_some(len(facts), 'fact')}, {_some(len(said), 'recollection')}", file=sys.stderr)


def _by_meaning_too(environment: Environment, memory: Memory) -> None:
    """Lets the search find by meaning too, if the model for it is installed."""
    from companion.runtime.model_choice import (
        ModelChoice,  # here: they import the models, which the other actions do not need
    )
    from models.store import ModelStore

    memory.recall.use_embedder(ModelChoice(ModelStore(environment.models)).embedder(environment))


def _add(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    fact = memory.facts.add(" ".join(args.text), args.subject)
    _print(args, fact, _line(fact))


def _edit(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    fact = memory.facts.edit(args.id, " ".join(args.text))
    _print(args, fact, _line(fact))


def _pin(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    fact = memory.facts.fact(args.id)
    if not (fact.current or args.off):
        raise CompanionError(f"Fact {fact.id} is over; only what is so now can be pinned.")
    memory.facts.pin(fact.id, not args.off)
    print(f"{harmless(fact.text)} {'No longer pinned.' if args.off else 'Pinned.'}", file=sys.stderr)


def _forget(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    what, do = _wanted(args, environment, memory)
    if not args.yes and not _agreed(what):
        return print("Nothing is forgotten.", file=sys.stderr)
    forgotten = do()
    for copy in memory.forgetting.make_final(forgotten):
        print(copy.why, file=sys.stderr)
    print(f"Forgotten for good: {_counted(forgotten)}.", file=sys.stderr)
    if forgotten.stays:
        print(harmless(stay_in_words(forgotten.stays)), file=sys.stderr)
    return None


def _wanted(args: argparse.Namespace, environment: Environment, memory: Memory) -> tuple[str, Callable[[], Forgotten]]:
    """Returns in words what would be forgotten, and how to do it. Raises CompanionError when there is no such thing."""
    forgetting = memory.forgetting
    if args.message is not None:
        message = memory.message(args.message)
        return f"“{_short(message.text)}”", lambda: forgetting.message(message.id, args.kept)
    if args.conversation is not None:
        talk = memory.conversation(args.conversation)
        named = f"the conversation of {talk.started:%Y-%m-%d %H:%M} ({_some(talk.messages, 'line')})"
        return named, lambda: forgetting.conversation(talk.id, args.kept)
    if args.person is not None:
        person = _person(memory, args.person)
        lines = " and every line that says that name" if args.words else "; the lines that say that name stay"
        named = f"all that is known of {person.name} ({_some(person.facts, 'fact')}){lines}"
        return named, lambda: forgetting.person(person.id, args.words, args.kept)
    if args.first is not None:
        last = _end(args.last, environment.now())
        return f"everything said from {args.first[0]} to {last}", lambda: forgetting.period(
            args.first[0], last, args.kept
        )
    fact = memory.facts.fact(args.id)
    words = not args.keep_lines
    return _named(fact, args.keep_lines), lambda: forgetting.fact(fact.id, True, words, args.kept)


def _named(fact: Fact, keep_lines: bool) -> str:
    """The fact, and what becomes of the lines that told it."""
    lines = len({quote.message for quote in fact.quotes})
    if not lines:
        return f"“{_short(fact.text)}”"
    told = f"the {_some(lines, 'line')} that told it" if lines > 1 else "the line that told it"
    stay = "stays" if lines == 1 else "stay"
    return (
        f"“{_short(fact.text)}” ({told} {stay} and may be recalled)"
        if keep_lines
        else f"“{_short(fact.text)}” and {told}"
    )


def _end(last: tuple[datetime, datetime] | None, now: datetime) -> datetime:
    return now if last is None else last[1]


def _agreed(what: str) -> bool:
    """Asks whether the user means it. Raises CompanionError without a terminal."""
    if not sys.stdin.isatty():
        raise CompanionError(f"{harmless(what)} would be gone for good; add --yes if you mean it.")
    return input(f"Forget {harmless(what)} for good? [y/N] ").strip().lower() in ("y", "yes")


def _counted(forgotten: Forgotten) -> str:
    counts = {"line": len(forgotten.messages), "fact": len(forgotten.facts)}
    return " and ".join(_some(count, word) for word, count in counts.items() if count) or "it"


def _some(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _person(memory: Memory, name: str) -> Person:
    """Finds a person by name, relation, both, or number. Raises CompanionError for none, or more than one."""
    wanted = " ".join(re.findall(r"\w[\w’'-]*", name.casefold()))
    people = memory.facts.people()
    ways: tuple[Callable[[Person], set[str]], ...] = (
        lambda one: {f"{one.id} {one.name} {one.relation}".strip(), f"{one.id} {one.name}", str(one.id)},
        lambda one: {f"{one.name} {one.relation}", f"{one.relation} {one.name}", f"my {one.relation} {one.name}"},
        lambda one: {one.name},
        lambda one: {one.relation, f"my {one.relation}"},
    )
    found: list[Person] = []
    for way in ways:
        found = found or [one for one in people if wanted in {words.casefold() for words in way(one)}]
    if len(found) == 1:
        return found[0]
    named = ", ".join(f"{one.id} {one.name}" + (f" ({one.relation})" if one.relation else "") for one in found)
    why = (
        f"There are several: {named}; name one of these."
        if found
        else "`companion memory people` shows whom she knows."
    )
    raise CompanionError(f"She does not know which “{harmless(name)}” is meant. {why}")


def _export(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    write = write_json if args.format == "json" else write_markdown
    export_to(args.out, lambda out: write(memory, out, environment.now()))


def _print(args: argparse.Namespace, thing: Any, line: str, kind: str = "") -> None:
    if args.json:
        named = {"kind": kind} if kind else {}
        print(json.dumps({**named, **dataclasses.asdict(thing)}, ensure_ascii=False, default=datetime.isoformat))
    else:
        print(harmless(line))


def _short(text: str, letters: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def _moment(text: str) -> tuple[datetime, datetime]:
    """Reads a date, or a date with a time; returns its first and its last moment."""
    try:
        if len(text) > len("2026-03-02"):
            at = datetime.fromisoformat(text).replace(tzinfo=None)
            return at, at
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a date like 2026-03-02, or 2026-03-02T21:30: {text}") from error
    return datetime.combine(day, time.min), datetime.combine(day, time.max)


_ACTIONS: dict[str, Callable[[argparse.Namespace, Environment, Memory], None]] = {
    "list": _list,
    "people": _people,
    "search": _search,
    "add": _add,
    "edit": _edit,
    "pin": _pin,
    "forget": _forget,
    "export": _export,
}
