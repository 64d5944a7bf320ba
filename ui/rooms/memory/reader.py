"""Reads facts and people from memory as a page to show. Runs in the background."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.parts.engine_api import Now
from ui.parts.rows import FactRow, PersonRow, SourceRow
from ui.parts.words import plain, short_day, since

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Memory
    from companion.memory.fact import Fact, Person, Quote, Subject

_QUOTE = 160
"""Characters of a quote that are shown; all of it is in its message."""

GROUPS: dict[Subject, str] = {
    "you": "You",
    "person": "People",
    "place": "Places",
    "habit": "Habits",
    "wish": "Wishes",
    "shared": "The two of you",
    "boundary": "Boundaries",
}


@dataclass(frozen=True)
class FactQuery:
    """What to show."""

    group: Subject = "you"
    person: int = 0
    """The id of the person whose page it is; 0 for none."""
    words: str = ""
    """Words to search for in all groups; empty for no search."""


@dataclass(frozen=True)
class FactPage:
    """The answer to a query."""

    query: FactQuery
    tabs: list[dict[str, Any]]
    """For each group that has any facts: id, title, count."""
    facts: Sequence[FactRow]
    people: Sequence[PersonRow]
    person: PersonRow | None
    """The person whose page it is."""


class FactReader:
    """Reads the facts of an open memory."""

    def __init__(self, memory: Memory, now: Now) -> None:
        """`now` gives the current time."""
        self.facts, self._now = memory.facts, now

    def page(self, wanted: FactQuery) -> FactPage:
        """Answer a query."""
        everything, people = self.facts.list(), self.facts.people()
        who = next((person for person in people if person.id == wanted.person), None)
        met = people if wanted.group == "person" and not who and not wanted.words else []
        return FactPage(
            wanted,
            _tabs(everything, people),
            [self._fact_row(fact) for fact in self._chosen(wanted, who, everything)],
            [_person_row(person) for person in met],
            _person_row(who) if who is not None else None,
        )

    def _chosen(self, wanted: FactQuery, who: Person | None, everything: Sequence[Fact]) -> list[Fact]:
        if wanted.words:
            found = self.facts.search(wanted.words)
            return sorted(found, key=lambda fact: list(GROUPS).index(fact.subject))
        if who is not None:
            chosen = [fact for fact in everything if fact.person is not None and fact.person.id == who.id]
        else:
            chosen = [fact for fact in everything if fact.subject == wanted.group]
            if wanted.group == "person":
                chosen = [fact for fact in chosen if fact.person is None]
        return sorted(chosen, key=lambda fact: (fact.pinned, fact.told), reverse=True)

    def _fact_row(self, fact: Fact) -> FactRow:
        quotes = [self._quote(quote) for quote in fact.quotes]
        past = [self._earlier(each) for each in self.facts.history(fact.id)]
        text, times = plain(fact.text), self._times(fact)
        spoken = [text, "pinned" if fact.pinned else "", times, *(f"“{quote.text}”, {quote.when}" for quote in quotes)]
        return FactRow(
            id=fact.id,
            group=GROUPS[fact.subject],
            text=text,
            times=times,
            pinned=fact.pinned,
            quotes=[dataclasses.asdict(quote) for quote in quotes],
            written="" if quotes else f"written by you, {short_day(fact.told, self._now())}",
            earlier=past,
            spoken=". ".join(part.rstrip(".") for part in spoken if part) + ".",
        )

    def _quote(self, quote: Quote) -> SourceRow:
        text = " ".join(plain(quote.text).split())
        return SourceRow(
            quote.message,
            short_day(quote.at, self._now()),
            text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…",
        )

    def _earlier(self, fact: Fact) -> dict[str, Any]:
        quote = self._quote(fact.quotes[-1]) if fact.quotes else SourceRow(0, "", "")
        return {**dataclasses.asdict(quote), "was": plain(fact.text), "times": self._times(fact)}

    def _times(self, fact: Fact) -> str:
        year = self._now().year
        parts = [f"since {since(fact.since, year)}" if fact.since else ""]
        parts.append(f"until {since(fact.until, year)}" if fact.until else "")
        return ", ".join(part for part in parts if part)


def _person_row(person: Person) -> PersonRow:
    name, relation = plain(person.name), plain(person.relation)
    return PersonRow(person.id, name, "" if relation == name else relation, person.facts)


def _tabs(facts: Sequence[Fact], people: Sequence[Person]) -> list[dict[str, Any]]:
    counts = {group: sum(fact.subject == group for fact in facts) for group in GROUPS}
    counts["person"] = len(people) or counts["person"]
    shown = [group for group in GROUPS if counts[group] or group in ("you", "person")]
    return [{"id": group, "title": GROUPS[group], "count": counts[group]} for group in shown]
