"""Names the months, the days of the week and the parts of a day, and gives patterns of them, in lower case.

`strftime` names them in the computer's language once there is a window; all her words are English.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # noqa: SIM905
MONTH = "|".join(MONTHS).lower()
WEEKDAY = "|".join(WEEKDAYS).lower()
"""Alternatives to be put between the brackets of a group."""

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each, on the northern hemisphere."""
PARTS_OF_DAY = {"morning": (5, 12), "afternoon": (12, 17), "evening": (17, 22), "night": (22, 5)}
"""The hours from which and to which each lasts."""
NAMED_HOURS = {
    "noon": 720, "midday": 720, "midnight": 0, "lunch": 780, "lunchtime": 780, "dinner": 1170, "supper": 1170, "breakfast": 540,
    "bedtime": 1350,
}  # fmt: skip
"""Minutes after midnight."""
DAY_BEGINS = PARTS_OF_DAY["night"][1]
"""The hour up to which it is still the evening before for somebody who is up."""


def weekday(day: date) -> str:
    """“Tuesday”."""
    return WEEKDAYS[day.weekday()]


def dated(day: date) -> str:
    """“3 March 2026”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def part_of_day(now: datetime) -> str:
    """“evening”."""
    return next((part for part, (first, last) in PARTS_OF_DAY.items() if first <= now.hour < last), "night")


def part_of_week(now: datetime) -> str:
    """“Tuesday evening”. A night belongs to the evening before it."""
    return f"{weekday(now - timedelta(hours=DAY_BEGINS))} {part_of_day(now)}"
