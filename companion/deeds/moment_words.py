"""Says moments and repetitions in words: “tomorrow at noon”, “every weekday at 7:30 in the morning”."""

from __future__ import annotations

from datetime import date, datetime

from companion.deeds.clock import in_full, ordinal
from companion.deeds.durations import clock_in_words
from companion.deeds.spoken_times.repetitions import WEEKEND, WORKDAYS
from companion.text.calendar_words import MONTHS, WEEKDAYS
from companion.text.listing import listed
from companion.text.number_words import in_words

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = {
    "SECONDLY": "second", "MINUTELY": "minute", "HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month",
    "YEARLY": "year",
}  # fmt: skip
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def day_in_words(day: date, today: date) -> str:
    """“yesterday”, “today”, “tomorrow”, “on Wednesday”, “on Friday the 11th of December”, with the year when it is another."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return ("today", "tomorrow", "yesterday")[away]
    if abs(away) < 7:
        return f"on {WEEKDAYS[day.weekday()]}"
    return f"on {in_full(day)}{f' {day.year}' if day.year != today.year else ''}"


def moment_in_words(at: datetime, now: datetime) -> str:
    """“tomorrow at 7:30 in the morning”; midnight belongs to the day that begins with it, and says so."""
    clock = clock_in_words(at.hour, at.minute)
    if clock == "midnight":
        return f"at midnight, as {WEEKDAYS[at.weekday()]} the {ordinal(at.day)} begins"
    return f"{day_in_words(at.date(), now.date())} at {clock}"


def repetition_in_words(rule: str, first: datetime) -> str:
    """“every other Tuesday at noon”, “on the last day of every month at 9 o'clock in the morning”."""
    parts = rule_parts(rule)
    unit, step = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", 1))
    words = _how_often(parts, unit, step, first)
    if unit not in ("second", "minute", "hour"):
        words = f"{words} at {clock_in_words(first.hour, first.minute)}"
    until = parts.get("UNTIL", "")
    return f"{words}, until {in_full(date.fromisoformat(until[:8]))}" if until else words


def rule_parts(rule: str) -> dict[str, str]:
    """The parts of a repetition's rule, by name."""
    return dict(part.split("=", 1) for part in rule.split(";"))


def _how_often(parts: dict[str, str], unit: str, step: int, first: datetime) -> str:
    days = parts.get("BYDAY", "")
    if unit == "month":
        return f"{_in_month(parts, first)} of {_every(unit, step)}"
    if unit == "year":
        return f"{_every(unit, step)} on the {ordinal(first.day)} of {MONTHS[first.month - 1]}"
    if unit != "week":
        return _every(unit, step)
    names = [WEEKDAYS[_CODES.index(code)] for code in days.split(",")] if days else [WEEKDAYS[first.weekday()]]
    if step > 2:
        return f"{_every(unit, step)} on {listed(names)}"
    if days == WORKDAYS:
        return _every("weekday", step)
    return f"{_every('', step)} {'Saturday and Sunday' if days == WEEKEND else listed(names)}"


def _every(unit: str, step: int) -> str:
    if step == 1:
        return f"every {unit}".strip()
    return (
        f"every other {unit}".strip()
        if step == 2 and unit not in ("hour", "minute")
        else f"every {in_words(step)} {unit}s"
    )


def _in_month(parts: dict[str, str], first: datetime) -> str:
    if day := parts.get("BYDAY"):
        return f"on the {_NTH[int(day[:-2])]} {WEEKDAYS[_CODES.index(day[-2:])]}"
    numbers = [int(number) for number in parts.get("BYMONTHDAY", str(first.day)).split(",")]
    return "on the " + listed(["last day" if number < 0 else ordinal(number) for number in numbers])
