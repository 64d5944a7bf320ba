"""Tells the hour, the date, the day of the week, and how many days there are until a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.durations import clock_in_words
from companion.memory.receipts import Receipt
from companion.text.calendar_words import MONTH, MONTHS, WEEKDAY, WEEKDAYS
from companion.text.number_words import in_words


@dataclass(frozen=True)
class TellTime(Request):
    """The hour."""


@dataclass(frozen=True)
class TellDate(Request):
    """The date, or one part of it, of a day."""

    day: date
    part: Literal["date", "month", "year", "week"] = "date"


@dataclass(frozen=True)
class DaysUntil(Request):
    """How many days, or weeks, until a day."""

    day: date
    unit: Literal["day", "week"] = "day"
    called: str = ""
    """What the user called the day: “Christmas”."""


_KNOW = (
    r"(?:(?:do|have) you (?:know|got|have|see|happen to know) |tell me |give me |show me |i(?:'d"
    r"| would) like to know |what about )?"
)
_TIME = re.compile(
    rf"{_KNOW}(?:what(?:'s| is|s)? (?:the )?(?:exact |right |correct |current )?(?:time|hour)(?: is it| it is"
    rf"| do you make it| do we have"
    r"| have you got| do you have)?|(?:the )?(?:exact |right |correct |current )?time|what time it is|how late"
    r" (?:is it|it is))"
    r"(?: (?:now|right now|exactly|here|by (?:the|your) clock|at the moment))*",
    re.IGNORECASE,
)
_DAY = r"today|tomorrow|yesterday|the day after tomorrow|the day before yesterday"
_DATE = re.compile(
    rf"{_KNOW}(?:"
    rf"what(?:'s| is|s)? (?:the )?(?:date|day)(?: is it| it is| are we)?(?: (?P<d1>{_DAY}))?"
    rf"|(?:what|which) (?:date|day)(?: of the week)? (?:is it|it is|is|was|will it be|are we|do we have)(?: (?P<d2>{_DAY}))?"
    rf"|what(?:'s| is|s)? (?P<d3>{_DAY})(?:'s date)?|(?:the|(?P<d4>{_DAY})'s) (?:date|day)"
    rf"|(?:what|which) (?P<part>month|year)(?: is it| it is| are we in| is this| do we have)?"
    rf"|what(?:'s| is|s)? the (?P<part2>month|year)|(?:what|which) (?P<part3>week)(?: number)?(?: of the year)?"
    rf" (?:is it|is this|are we in)"
    rf")(?: (?:now|right now|exactly|again))*",
    re.IGNORECASE,
)
_WHEN = (
    rf"(?:the )?(?:(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})"
    rf"|(?P<month2>{MONTH})(?: the)? (?P<dom2>\d{{1,2}})(?:st|nd|rd|th)?)"
)
_ON = re.compile(
    rf"{_KNOW}(?:what|which) (?:day|day of the week|weekday) (?:is|was|will|does)(?: it| it be)?(?: on)? {_WHEN}"
    rf"(?: (?:be|fall on|on))?(?: (?:this year|on))*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"{_KNOW}how (?:many (?P<unit>days|nights|sleeps|weeks)|long)(?: is it| are there| are left| have we got| do"
    rf" (?:i|we) have|'s it)?"
    rf"(?: left| to go)? (?:until|till|til|to|before) (?:{_WHEN}|(?P<weekday>{WEEKDAY})|(?P<called>christmas eve"
    rf"|christmas day|christmas"
    rf"|new year'?s eve|new year'?s day|new year|tomorrow))(?: now| then)?",
    re.IGNORECASE,
)
_CALLED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "new year": (1, 1),
}
_OFFSETS = {"today": 0, "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2}


class ClockDeed(Deed):
    """Only tells: its receipts are shown and not kept."""

    name = "clock"
    can = "tell you the time, the date, and how many days there are until another"

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if _TIME.fullmatch(line):
            return TellTime()
        if found := _DATE.fullmatch(line):
            groups = found.groupdict()
            named = next((groups[one] for one in ("d1", "d2", "d3", "d4") if groups[one]), "today").lower()
            part = next((groups[one].lower() for one in ("part", "part2", "part3") if groups[one]), "date")
            return TellDate(now.date() + timedelta(days=_OFFSETS[named]), part)  # type: ignore[arg-type]
        if found := _ON.fullmatch(line):
            day = _named_day(found, now.date(), past=" was " in line.lower())
            return TellDate(day) if day else None
        if found := _UNTIL.fullmatch(line):
            day = _named_day(found, now.date())
            unit = (found["unit"] or "days").lower()
            return DaysUntil(day, "week" if unit == "weeks" else "day", found["called"] or "") if day else None
        return None

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case TellTime():
                said = clock_in_words(now.hour, now.minute)
                return Done(f"It's {said}.", said, now, kept=False)
            case TellDate(day, part):
                return Done(_date_said(day, part, now.date()), day.isoformat(), kept=False)
            case DaysUntil(day, unit, called):
                return Done(_until_said(day, unit, called, now.date()), day.isoformat(), kept=False)
        raise AssertionError(f"not a request of the clock: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """Nothing to undo."""
        raise AssertionError("what the clock tells can't be undone")


def in_full(day: date) -> str:
    """“Monday the 2nd of March”."""
    return f"{WEEKDAYS[day.weekday()]} the {ordinal(day.day)} of {MONTHS[day.month - 1]}"


def ordinal(number: int) -> str:
    """“2nd”."""
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def _date_said(day: date, part: str, today: date) -> str:
    if part == "month":
        return f"It's {MONTHS[day.month - 1]}."
    if part == "year":
        return f"It's {day.year}."
    if part == "week":
        return f"It's week {day.isocalendar().week}."
    away = (day - today).days
    named = {0: "Today is", 1: "Tomorrow is", -1: "Yesterday was"}.get(away, "That is" if away > 0 else "That was")
    year = f", {day.year}" if day.year != today.year else ""
    return f"{named} {in_full(day)}{year}."


def _until_said(day: date, unit: str, called: str, today: date) -> str:
    days = (day - today).days
    name = called[:1].upper() + called[1:] if called and called.lower() != "tomorrow" else in_full(day)
    if days == 0:
        return f"{name} is today."
    if unit == "week" and days >= 7:
        weeks, rest = divmod(days, 7)
        also = f" and {_some(rest, 'day')}" if rest else ""
        return f"{_some(weeks, 'week').capitalize()}{also} until {name}."
    return f"{_some(days, 'day').capitalize()} until {name}."


def _some(count: int, unit: str) -> str:
    return f"{in_words(count)} {unit}{'s' * (count != 1)}"


def _named_day(found: re.Match[str], today: date, past: bool = False) -> date | None:
    """The next day with that name (the last one, for the past), or None when there is no such day."""
    groups = found.groupdict()
    called = (groups.get("called") or "").lower().replace("'", "")
    if called == "tomorrow":
        return today + timedelta(days=1)
    if weekday := (groups.get("weekday") or "").capitalize():
        return today + timedelta(days=(WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1)
    if called:
        month, day = _CALLED[called]
    else:
        month = MONTHS.index((groups["month"] or groups["month2"]).capitalize()) + 1
        day = int(groups["dom"] or groups["dom2"])
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    for year in years:  # nine, for a 29th of February
        try:
            fit = date(year, month, day)
        except ValueError:
            continue
        if (fit <= today) if past else (fit >= today):
            return fit
    return None
