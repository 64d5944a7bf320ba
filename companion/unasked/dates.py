"""Finds the birthdays and anniversaries of today in what the user told, and what she says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from companion.memory.fact import Fact
from companion.text.calendar_words import MONTHS

_SLOTS = frozenset({"birthday", "anniversary", "wedding anniversary", "name day"})
_DAY = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d{{1,2}})", re.IGNORECASE
)
_WHOSE = re.compile(r"^(Your .+?'s|Your|[A-Z][\w-]+'s) (birthday|wedding anniversary|anniversary|name day) is\b")


@dataclass(frozen=True)
class DayThatMatters:
    """A birthday or the like that is today."""

    text: str
    """“It's your sister Nora's birthday today, you told me.”"""
    source: int
    """The message that told it."""
    words: str
    """The fact, to be checked for what is not to be spoken of."""


def days_that_matter(facts: Iterable[Fact], today: date) -> list[DayThatMatters]:
    """Those of today, of facts that hold and whose words the user said; the user's own first."""
    found = [
        DayThatMatters(_words(fact, whose[1], whose[2]), fact.quotes[-1].message, fact.text)
        for fact in facts
        if fact.slot in _SLOTS and fact.current and fact.quotes and fact.quotes[-1].at.date() != today
        if _is_today(fact.text, today) and (whose := _WHOSE.match(fact.text)) is not None
    ]
    return sorted(found, key=lambda one: not one.text.startswith("Happy"))


def _words(fact: Fact, whose: str, what: str) -> str:
    if fact.subject == "you" and what == "birthday" and whose == "Your":
        return "Happy birthday."
    named = whose[0].lower() + whose[1:] if whose.startswith("Your") else whose
    return f"It's {named} {what} today, you told me."


def _is_today(text: str, today: date) -> bool:
    for found in _DAY.finditer(text):
        day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        if (int(day), month.capitalize()) == (today.day, MONTHS[today.month - 1]):
            return True
    return False
