"""Notices what no single line says: a name said often, one not heard for long, one that is new. Counted, so it can't be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from companion.memory import Message
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


def noticed(
    lines: Sequence[Message],
    people: Sequence[str],
    day: date,
    last_saying: Callable[[str], Message | None],
    known_for: timedelta,
    forbidden: Sequence[str] = (),
) -> list[Noticed]:
    """What she notices of these people in the user's lines of a day, the most telling first, one thing of a person.

    `last_saying(name)`: the last line with that name before the day. `known_for`: how long before that day the first line was said.
    """
    found: list[Noticed] = []
    for name in people:
        naming = [one for one in lines if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", one.text)]
        if not naming or mentioned(forbidden, " ".join([name, *(one.text for one in naming)])):
            continue
        before = last_saying(name)
        if before is not None and day - before.at.date() >= LONG:
            found.append(Noticed("again", {"name": name, "day": _dated(before.at.date(), day)}, (before, naming[0])))
        elif len(naming) >= OFTEN and len(naming) < len(_COUNTS):
            found.append(Noticed("named", {"name": name, "count": _COUNTS[len(naming)]}, tuple(naming)))
        elif before is None and known_for >= LONG:
            found.append(Noticed("new", {"name": name}, (naming[0],)))
    order = ("again", "named", "new")
    return sorted(found, key=lambda one: order.index(one.kind))


def _dated(then: date, day: date) -> str:
    """“3 March”, with the year if it is another."""
    return f"{then.day} {MONTHS[then.month - 1]}" + (f" {then.year}" if then.year != day.year else "")
