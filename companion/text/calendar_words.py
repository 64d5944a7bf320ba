"""Names the months and the days of the week, and gives a pattern of each, in lower case."""

from __future__ import annotations

from datetime import datetime, timedelta

MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # noqa: SIM905
MONTH = "|".join(MONTHS).lower()
WEEKDAY = "|".join(WEEKDAYS).lower()
"""Alternatives to be put between the brackets of a group."""

PARTS = ((22, "night"), (17, "evening"), (12, "afternoon"), (4, "morning"), (0, "night"))
"""The hours from which a part of the day lasts."""


def part_of_week(now: datetime) -> str:
    """“Tuesday evening”. A night belongs to the evening before it."""
    part = next(name for hour, name in PARTS if now.hour >= hour)
    day = now - timedelta(hours=PARTS[-2][0])
    return f"{WEEKDAYS[day.weekday()]} {part}"
