"""Decides when it is time to name somebody of the user's own people: after long evenings, or many in a row, alone with her."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from companion.courtesy import is_grave
from companion.memory import Message
from companion.memory.fact import Person
from companion.text.topics import mentions
from companion.unasked.flashbacks import pleasantness

LONG = timedelta(hours=2)
"""So much talk makes one evening a long one."""
MANY, SHORT = 5, timedelta(minutes=15)
"""So many evenings in a row, of at least so much talk."""
_PAUSE = timedelta(minutes=10)
"""A longer silence is no talk."""
_EVENING = 17
_MET = re.compile(
    r"\b(?:met|saw|see|seeing|visit\w*|with|dinner|lunch|coffee|drinks|came (?:over|round|by)|called|rang|phoned|texted|wrote|"
    r"party|together|friends?|colleagues?|choir|team|club|class|we|us)\b",
    re.IGNORECASE,
)
_NOT_FRIENDS = frozenset(
    (
        "doctor gp dentist vet landlord landlady therapist dog puppy cat kitten boss manager supervisor ex teacher "
        "student child baby"
    ).split()
)
_UNKIND = re.compile(
    r"\b(?:died|dead|passed|funeral|late|ex|divorc\w+|hit|hits|hurts?|abus\w+|hates?|blames?|ignores?|cheated|left me|broke up|"
    r"fight|fought|argu\w+|row|angry|drunk|addict\w*|scares?|afraid|cut (?:him|her|them) off|no contact|estranged)\b",
    re.IGNORECASE,
)


def alone_too_long(messages: Sequence[Message], people: Sequence[Person], now: datetime) -> bool:
    """Whether the last evening was long, or the last ones were many, and nobody is told of as met in them."""
    evenings = _evenings(messages)
    last = _day(now) if now.hour >= _EVENING or now.hour < 5 else _day(now) - timedelta(days=1)
    if last not in evenings and last - timedelta(days=1) in evenings:
        last -= timedelta(days=1)
    if last not in evenings or _met_somebody(messages, people, last):
        return False
    if evenings[last] > LONG:
        return True
    row = [last - timedelta(days=number) for number in range(MANY)]
    return all(evenings.get(day, timedelta()) >= SHORT and not _met_somebody(messages, people, day) for day in row)


def somebody(messages: Sequence[Message], people: Iterable[Person]) -> tuple[Person, Message] | None:
    """One of the user's people of whom every word is kind, and the last line about them; None if there is nobody."""
    found: list[tuple[Person, Message]] = []
    for person in people:
        if person.relation.lower() in _NOT_FRIENDS or not (person.name or person.relation):
            continue
        said = [one for one in messages if one.speaker == "you" and _names(person, one.text)]
        if said and not any(
            _UNKIND.search(one.text) or is_grave(one.text) or pleasantness(one.text) < -0.2 for one in said
        ):
            found.append((person, said[-1]))
    return max(found, key=lambda one: (pleasantness(one[1].text), one[1].id), default=None)


def suggestion(person: Person, number: int) -> str:
    """A light word about them; `number` chooses which."""
    who = person.name if person.name.lower() != person.relation.lower() else f"your {person.relation}"
    return (
        f"You spoke warmly of {who}. Phones work in both directions, I'm told.",
        f"You mentioned {who} a while ago. A short call might be nice for both ends of the line.",
        f"How is {who} these days? You had good things to say.",
        f"If you're looking for company with a face: you mentioned {who}.",
    )[number % 4]


def _names(person: Person, text: str) -> bool:
    return any(mentions(word, text) for word in {person.name, person.relation} if word)


def _evenings(messages: Sequence[Message]) -> dict[date, timedelta]:
    """How long was talked on each evening."""
    talked: dict[date, timedelta] = {}
    before: Message | None = None
    for one in messages:
        if one.at.hour >= _EVENING or one.at.hour < 5:
            gap = one.at - before.at if before is not None else timedelta()
            talked[_day(one.at)] = talked.get(_day(one.at), timedelta()) + (gap if gap <= _PAUSE else timedelta())
        before = one
    return talked


def _met_somebody(messages: Sequence[Message], people: Sequence[Person], day: date) -> bool:
    """Whether a line of that day tells of somebody met, or might."""
    lines = [one.text for one in messages if one.speaker == "you" and _day(one.at) == day]
    return any(_MET.search(line) and (re.search(r"\bfriends?|colleagues?|party|choir|team|club\b", line) or
               any(_names(person, line) for person in people)) for line in lines)  # fmt: skip


def _day(moment: datetime) -> date:
    return (moment - timedelta(hours=5)).date()
