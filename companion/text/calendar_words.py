"""Names the months and the days of the week, and gives a pattern of each, in lower case."""

from __future__ import annotations

MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # noqa: SIM905
MONTH = "|".join(MONTHS).lower()
WEEKDAY = "|".join(WEEKDAYS).lower()
"""Alternatives to be put between the brackets of a group."""
