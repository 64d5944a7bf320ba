"""Writes what she remembers as Markdown or JSON: facts with their quotes and dates, people, day summaries, rules.

The JSON: {"companion": "memory", "version": 1, "facts": [{"id", "subject", "person", "text", "since", "until", "told",
"pinned", "origin", "superseded_by", "quotes": [{"message", "conversation", "text", "at"}]}], "people": [{"id", "name",
"relation"}], "days": [{"conversation", "date", "title", "summary", "people", "mood"}],
"rules": [as `companion rules list --json`]}. Times are local, ISO; ids are those of
this memory and, for messages and conversations, of `companion history`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TextIO

from companion.commands.rules import as_json
from companion.memory import Memory
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import Fact, Subject
from companion.told_rules.wording import as_sentence

VERSION = 1
_PAGE = 200
_HEADINGS: dict[Subject, str] = {
    "boundary": "Boundaries",
    "you": "You",
    "person": "People",
    "place": "Places",
    "habit": "Habits",
    "wish": "Wishes",
    "shared": "The two of you",
}


def write_json(memory: Memory, out: TextIO, now: datetime) -> None:
    """Writes everything, past facts and rules too, as one object."""
    people = [{"id": each.id, "name": each.name, "relation": each.relation} for each in memory.facts.people()]
    holding = memory.rules.in_force()
    whole = {
        "companion": "memory",
        "version": VERSION,
        "facts": [_fact(fact) for fact in memory.facts.list(current=False)],
        "people": people,
        "days": [_day(day) for day in _days(memory)],
        "rules": [as_json(rule, holding) for rule in memory.rules.list()],
    }
    json.dump(whole, out, ensure_ascii=False, indent=1, default=datetime.isoformat)
    out.write("\n")


def write_markdown(memory: Memory, out: TextIO, now: datetime) -> None:
    """Writes everything for a person to read, a heading for each kind; a past fact stands below the one that replaced it."""
    facts = memory.facts.list()
    for subject, heading in _HEADINGS.items():
        chosen = [fact for fact in facts if fact.subject == subject]
        if chosen:
            out.write(f"# {heading}\n\n")
            for fact in chosen:
                _write_fact(memory, out, fact)
            out.write("\n")
    over = [fact for fact in memory.facts.list(current=False) if not fact.current and fact.superseded_by is None]
    if over:
        out.write("# Over\n\n")
        for fact in over:
            _write_fact(memory, out, fact)
        out.write("\n")
    if rules := memory.rules.list():
        out.write("# How she changed\n\n")
        for rule in rules:
            past = " (over)" if rule.over(now) else ""
            out.write(f"- {_line(as_sentence(rule))}{past}\n  - “{_line(rule.quote)}”, {rule.told:%Y-%m-%d}\n")
        out.write("\n")
    days = list(_days(memory))
    if days:
        out.write("# Days\n\n")
    for day in days:
        mood = f" ({day.mood})" if day.mood else ""
        out.write(f"## {day.date:%Y-%m-%d}: {_line(day.title)}\n\n{_line(day.summary)}{mood}\n\n")


def _write_fact(memory: Memory, out: TextIO, fact: Fact) -> None:
    out.write(f"- {_line(fact.text)}{_validity(fact)}\n")
    for quote in fact.quotes:
        out.write(f"  - “{_line(quote.text)}”, {quote.at:%Y-%m-%d}\n")
    if not fact.quotes:
        out.write(f"  - written by hand, {fact.told:%Y-%m-%d}\n")
    for before in memory.facts.history(fact.id):
        proof = "; ".join(f"“{_line(quote.text)}”, {quote.at:%Y-%m-%d}" for quote in before.quotes)
        out.write(f"  - before: {_line(before.text)}{_validity(before)}{f': {proof}' if proof else ''}\n")


def _validity(fact: Fact) -> str:
    notes = [f"since {fact.since}" if fact.since else "", f"until {fact.until}" if fact.until else ""]
    told = ", ".join(note for note in (*notes, "pinned" if fact.pinned else "") if note)
    return f" ({told})" if told else ""


def _line(text: str) -> str:
    """Puts a text on one line and escapes Markdown's marks in it."""
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>#" else c for c in text)
    return " ".join(escaped.split())


def _days(memory: Memory) -> Iterator[DaySummary]:
    """Yields all day summaries, the newest first."""
    before: int | None = None
    while page := memory.summaries.list(_PAGE, before):
        yield from page
        before = page[-1].conversation


def _fact(fact: Fact) -> dict[str, Any]:
    person = fact.person.id if fact.person is not None else None
    values = {**dataclasses.asdict(fact), "person": person}
    del values["slot"]  # how facts are told apart inside
    return values


def _day(day: DaySummary) -> dict[str, Any]:
    values = dataclasses.asdict(day)
    del values["through"]
    return values
