"""Greets the user when she is opened: written words by the hour and by how long they were away, and none after a short while."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from companion.courtesy import Wording
from companion.text.calendar_words import DAY_BEGINS, part_of_day
from companion.text.capital import capital
from companion.text.number_words import in_words
from companion.text.sentences import split

SOONEST = timedelta(minutes=55)
"""Who comes back sooner, an hour as people say it, has hardly been away."""
GENTLE = "gentle"
"""How she greets somebody who told of something grave lately: she is there, and asks for no story."""
_LIKE_GENTLE = "thoughtful"
_SAME_DAY = timedelta(hours=12)
_NIGHT = timedelta(hours=4)
"""As much of a night as makes a new day of the morning after it."""
_EARLY = 7
_HALF_MONTH = 15
_AGO = re.compile(r"(?:\w+ ){1,4}ago today\b", re.IGNORECASE)
"""What tells by itself how long it is ago."""
_MONTH = 30.44
_YEAR = 365.25


def away(last: datetime, now: datetime) -> str:
    """How long nobody talked, as a table of greetings.toml; empty after a short while, and when the clock was set back."""
    gone = now - last
    if gone < SOONEST:
        return ""
    days = (_day(now) - _day(last)).days
    if days == 0 or gone < _NIGHT or (gone < _SAME_DAY and part_of_day(now) != "morning"):
        return "hours"
    if days == 1:
        return "overnight" if part_of_day(now) == "morning" else "yesterday"
    limits = (("days", 11), ("weeks", 56), ("months", 340))
    return next((name for name, most in limits if days < most), "year")


def span(days: int) -> str:
    """“three days”, “two weeks”, “nearly a year”: said as people say it, never longer than it was by more than a fifth."""
    if days < 11:
        return "a week" if days == 7 else f"{in_words(days)} days" if days > 1 else "a day"
    if days < 25:
        return f"nearly {_weeks(days)}" if days % 7 > 4 else _weeks(days)
    if days < 56:
        return "nearly a month" if days < 28 else "about a month" if days < 38 else _weeks(days)
    if days < 340:
        months = round(days / _MONTH)
        return f"about {in_words(months)} months"
    if days < 365:
        return "nearly a year"
    years = int(days / _YEAR + 0.05)
    if years < 2:
        return "a year" if days < 365 + 2 * _HALF_MONTH else "more than a year"
    return f"{in_words(years)} years"


def greeting(
    last: datetime,
    now: datetime,
    temperament: str,
    wording: Wording,
    remembering: bool = True,
    brought: str = "",
    greeted: Sequence[str] = (),
) -> str:
    """What she says first; empty after a short while, and when the rules in force permit none of it.

    `last`: when anybody talked; it is not told unless `remembering`. `brought`: what she says besides, in place
    of other words; left out when the rules in force don't permit it. `greeted`: her greetings so far, of which none is
    said again while there are others.
    """
    kind = away(last, now)
    if not kind:
        return ""
    words = span((_day(now) - _day(last)).days)
    gentle = temperament == GENTLE
    begins = wording.choose([_table()["hour"][_hour(now)][_LIKE_GENTLE if gentle else temperament]])
    if not remembering:
        return begins
    long_away = [f"It's been {words}."] if kind in ("weeks", "months", "year") and not _AGO.match(brought) else []
    if brought and wording.permits(sentences := [*filter(None, [begins]), *long_away, *split(brought)]):
        return " ".join(sentences)
    every = [
        one.replace("{span}", words).replace("{Span}", capital(words))
        for one in (_table()["gentle"]["say"] if gentle else _table()["away"][kind][temperament])
    ]
    known = {_unnamed(one, wording.name) for one in greeted}
    new = [one for one in every if f"{_unnamed(begins, wording.name)} {one.replace('{name}', '')}".strip() not in known]
    ends = wording.choose([new or every])
    whole = f"{begins} {ends}".strip()
    return whole if wording.permits([part for part in (begins, ends) if part]) else begins or ends


def _day(moment: datetime) -> datetime:
    """The day that a moment belongs to: a night belongs to the evening before it."""
    return (moment - timedelta(hours=DAY_BEGINS)).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def _hour(now: datetime) -> str:
    part = part_of_day(now)
    return "early" if part == "morning" and now.hour < _EARLY else part


def _weeks(days: int) -> str:
    weeks = round(days / 7)
    return "a week" if weeks == 1 else f"{in_words(weeks)} weeks"


def _unnamed(words: str, name: str) -> str:
    return words.replace(f", {name}", "") if name else words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.unasked").joinpath("greetings.toml").read_text(encoding="utf-8"))
