"""Finds the last day of a name that is over: last Friday, the last fifth of March, the last Easter."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from companion.deeds.spoken_times.feasts import FEAST
from companion.deeds.spoken_times.finding import find_times
from companion.text.calendar_words import WEEKDAYS

FEASTS = re.compile(rf"\b{FEAST}\b", re.IGNORECASE)
"""Finds the name of a feast."""


def last_feast(words: str, now: datetime, country: str) -> date | None:
    """The last such feast before today: Easter is on another day each year."""
    last, start = None, now - timedelta(days=400)
    while (times := find_times(words, start, country)) and times[0].days and times[0].days.readings:
        day = times[0].days.readings[0].first
        if day >= now.date():
            break
        last, start = day, datetime.combine(day + timedelta(days=1), now.timetz())
    return last


def last_weekday(found: re.Match[str], today: date) -> date:
    """The day of “last Friday”."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(found["weekday"].capitalize()) - 1) % 7 + 1)


def before_today(day: date, today: date, monthly: bool) -> date | None:
    """The last such day that is over."""
    if monthly:
        month = today.replace(day=1) - timedelta(days=1)
        return month.replace(day=day.day) if day.day <= month.day else None
    try:
        return day.replace(year=today.year if day.replace(year=today.year) <= today else today.year - 1)
    except ValueError:
        return None
