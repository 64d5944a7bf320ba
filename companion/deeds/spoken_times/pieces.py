"""Makes a line ready to be read, and holds what is read in it: pieces that name a length, an hour, a day or a repetition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Generic, TypeVar

from dateutil.relativedelta import relativedelta

from companion.text.calendar_words import NAMED_HOURS
from companion.text.number_words import NUMBERS, SPOKEN_NUMBER, alternatives

NUMBER = rf"(?:\d{{1,4}}(?!\d)|{SPOKEN_NUMBER})"
UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|years?)\b"
HOUR_WORD = alternatives(word for word, number in NUMBERS.items() if number <= 12)
HOUR = rf"(?:\d{{1,2}}(?!\d)|(?:{HOUR_WORD})\b)"
NAMED_HOUR = alternatives(NAMED_HOURS)
_SPACES = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys('-‐‑–—_*“”"\t\n\xa0\u202f', " "))
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[-‐‑–—](?=\d)|(?<=\d[ap]m)[-‐‑–—](?=\d)")

Read = TypeVar("Read")


@dataclass(frozen=True)
class Piece(Generic[Read]):
    """Words of a line, from `start` to `end`, and what they say."""

    start: int
    end: int
    value: Read

    def overlaps(self, other: Piece[Read]) -> bool:
        """Whether a word belongs to both."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Length:
    """How long something lasts: months and days by the calendar, seconds by a clock that nobody changes."""

    months: int = 0
    days: int = 0
    seconds: float = 0

    @property
    def exact(self) -> bool:
        """Whether it is counted in hours, minutes and seconds only."""
        return not self.months and not self.days

    @property
    def elapsed(self) -> timedelta:
        """The hours, minutes and seconds of it."""
        return timedelta(seconds=self.seconds)

    def after(self, now: datetime) -> datetime:
        """The moment so long after `now`, in its zone; a day is a day of the calendar, also when the clocks change."""
        wall = now.replace(tzinfo=None) + relativedelta(months=self.months, days=self.days)
        begun = now if self.exact else on_the_wall(wall, now.tzinfo)
        return later(begun, self.seconds)

    def on(self, day: date) -> date:
        """The day so many months and days after `day`."""
        moved: date = day + relativedelta(months=self.months, days=self.days)
        return moved


def later(moment: datetime, seconds: float) -> datetime:
    """The moment so many seconds that really pass after `moment`, in the same zone."""
    return datetime.fromtimestamp(moment.timestamp() + seconds, moment.tzinfo)


def on_the_wall(wall: datetime, zone: tzinfo | None) -> datetime:
    """The moment when clocks show `wall`; in an hour that is left out, the one as long after the change (03:30)."""
    moment = wall.replace(tzinfo=zone)
    return datetime.fromtimestamp(moment.timestamp(), zone)


def readable(line: str) -> str:
    """The line in small letters, of the same length, with a space for a hyphen or a dash that is not between figures."""
    small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in line)
    return _BETWEEN_FIGURES.sub("~", small).translate(_SPACES).replace("~", "-")


def every(pattern: re.Pattern[str], line: str, read: Callable[[re.Match[str]], Read | None]) -> Iterator[Piece[Read]]:
    """The pieces where the pattern is found and can be read; a group `x` in it is the piece, else all of it."""
    for found in pattern.finditer(line):
        value = read(found)
        if value is not None:
            group = "x" if "x" in pattern.groupindex else 0
            yield Piece(found.start(group), found.end(group), value)
