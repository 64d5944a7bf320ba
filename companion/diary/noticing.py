"""Notices what no single line says: a name said often, one not heard for long, one that is new. Counted, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from companion.memory import Message
from companion.memory.diary import day_of, loose
from companion.text.calendar_words import MONTHS
from companion.text.topics import mentioned

OFTEN = 3
"""From so many lines with the same name on she notices it."""
LONG = timedelta(days=14)
_COUNTS = ("", "", "", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Noticed:
    """Something she noticed, for a written form."""

    kind: Literal["named", "again", "new"]
    words: dict[str, str]
    """What fills the form."""
    sources: tuple[Message, ...]


@dataclass(frozen=True)
class Before:
    """What was said before the day."""

    last_saying: Callable[[str, bool], Message | None]
    """The last line with a name; `True`: also with what may be the name in other capitals or without its accents."""
    known_for: timedelta
    """How long before that day the first line was said."""
    told_of: Callable[[str], bool] = lambda _name: False
    """Whether something is known of somebody of that name from before, be it by no line."""


def noticed(
    lines: Sequence[Message],
    people: Sequence[str],
    day: date,
    before: Before,
    others: Sequence[Message] = (),
    forbidden: Sequence[str] = (),
) -> list[Noticed]:
    """What she notices of these people in the user's lines of a day, the most telling first, one thing of a person.

    `others`: the user's other lines of that day, which she has read before or leaves alone. Whoever may be named in them she
    does not count, nor whoever may be somebody else (“Amy Winehouse”, “amy”): what she writes must be so.
    """
    found = [one for name in people if (one := _of(name, lines, people, day, before, others, forbidden)) is not None]
    order = ("again", "named", "new")
    return sorted(found, key=lambda one: order.index(one.kind))


def _of(
    name: str,
    lines: Sequence[Message],
    people: Sequence[str],
    day: date,
    before: Before,
    others: Sequence[Message],
    forbidden: Sequence[str],
) -> Noticed | None:
    naming = [one for one in lines if _times(name, one.text)]
    if not naming or mentioned(forbidden, " ".join([name, *(one.text for one in naming)])):
        return None
    if any(_may_be(name, one.text) for one in others) or any(_is_unsure(name, one.text, people) for one in lines):
        return None
    last, count = before.last_saying(name, False), sum(_times(name, one.text) for one in naming)
    sure = last == before.last_saying(name, True)
    if sure and last is not None and day - day_of(last.at) >= LONG:
        return Noticed("again", {"name": name, "day": _dated(last.at.date(), day)}, (last, naming[0]))
    if len(naming) >= OFTEN and count < len(_COUNTS):
        return Noticed("named", {"name": name, "count": _COUNTS[count]}, tuple(naming))
    if sure and last is None and before.known_for >= LONG and not before.told_of(name):
        return Noticed("new", {"name": name}, (naming[0],))
    return None


def _times(name: str, text: str) -> int:
    return len(_word(name).findall(text))


def _is_unsure(name: str, text: str, people: Sequence[str]) -> bool:
    """Whether a text may name somebody else, or this one otherwise than is counted: “Amy Winehouse”, “amy”, “Ann” in “Mary Ann”."""
    if len(_word(loose(name)).findall(loose(text))) != _times(name, text):
        return True
    longer = (other for other in people if other != name and _word(name).search(other))
    with_surname = re.search(rf"(?<!\w){re.escape(name)} (?!I\b)[A-Z]\w", text)
    return with_surname is not None or any(_word(other).search(text) for other in longer)


def _may_be(name: str, text: str) -> bool:
    return bool(_word(loose(name)).search(loose(text)))


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _dated(then: date, day: date) -> str:
    """“3 March”, with the year if it is another."""
    return f"{then.day} {MONTHS[then.month - 1]}" + (f" {then.year}" if then.year != day.year else "")
