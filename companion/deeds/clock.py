"""Tells the hour, the date, the day of the week, and how many days there are until a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from companion.deeds.clock_asking import Lacking, answered, lacking
from companion.deeds.clock_grammar import DaysUntil, TellDate, TellTime, TimeUntil, read_clock, read_elsewhere
from companion.deeds.clock_guess import guess_clock, surely_of_the_clock
from companion.deeds.country import country_of
from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.durations import clock_in_words, left_in_words
from companion.deeds.local_time import seconds_between
from companion.memory.receipts import Receipt
from companion.text.calendar_words import MONTHS, WEEKDAYS, weekday
from companion.text.number_words import in_words


class ClockDeed(Deed):
    """Only tells: its receipts are shown and not kept."""

    name = "clock"
    can = "tell you the time, the date, and how many days there are until another"

    whole_lines = True

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        country = country_of(now.tzinfo)
        if asked is not None and isinstance(asked.about, Lacking):
            return answered(asked.about, line, now, country) or read_clock(line, now, country)
        return lacking(line) or read_clock(line, now, country)

    def read_loosely(self, line: str, now: datetime) -> Request | None:
        """As `Deed.read_loosely`."""
        return guess_clock(line, now, country_of(now.tzinfo))

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return surely_of_the_clock(line, now)

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """“and in Tokyo?”"""
        return read_elsewhere(line) if isinstance(before, TellTime) else None

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case TellTime(place, zone):
                return _time_told(now, place, zone)
            case TimeUntil(moment):
                said = left_in_words(timedelta(seconds=seconds_between(now, moment)))
                return Done(
                    f"{said.capitalize()} until {clock_in_words(moment.hour, moment.minute)}.", said, moment, kept=False
                )
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


def _time_told(now: datetime, place: str, zone: str) -> Done:
    there = now.astimezone(ZoneInfo(zone)) if zone else now
    said = clock_in_words(there.hour, there.minute)
    if not place:
        return Done(f"It's {said}.", said, now, kept=False)
    day = "" if there.date() == now.date() else f" on {weekday(there)}"
    return Done(f"It's {said}{day} in {place}.", f"{place}, {said}", kept=False)


def _year(day: date, today: date) -> str:
    return f", {day.year}" if day.year != today.year else ""


def _date_said(day: date, part: str, today: date) -> str:
    if part == "month":
        return f"It's {MONTHS[day.month - 1]}."
    if part == "year":
        return f"It's {day.year}."
    if part == "week":
        return f"It's week {day.isocalendar().week}."
    away = (day - today).days
    named = {0: "Today is", 1: "Tomorrow is", -1: "Yesterday was"}.get(away, "That is" if away > 0 else "That was")
    return f"{named} {in_full(day)}{_year(day, today)}."


def _until_said(day: date, unit: str, called: str, today: date) -> str:
    days = (day - today).days
    if days < 0:
        weeks, rest = divmod(-days, 7) if unit == "week" else (0, -days)
        count = " and ".join(_some(number, name) for number, name in ((weeks, "week"), (rest, "day")) if number)
        return f"{count.capitalize()} since {in_full(day)}{_year(day, today)}."
    named = called if called.lower() != "tomorrow" else ""
    name = (named if named.startswith("the ") else named[:1].upper() + named[1:]) or in_full(day)
    if days == 0:
        return f"{name} is today."
    if unit == "week" and days >= 7:
        weeks, rest = divmod(days, 7)
        also = f" and {_some(rest, 'day')}" if rest else ""
        return f"{_some(weeks, 'week').capitalize()}{also} until {name}."
    return f"{_some(days, 'day').capitalize()} until {name}."


def _some(count: int, unit: str) -> str:
    return f"{in_words(count)} {unit}{'s' * (count != 1)}"
