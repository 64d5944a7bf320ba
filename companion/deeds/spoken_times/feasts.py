"""Finds the day of a feast or a public holiday: by the country's calendar, and by a small table of days that everybody names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import SU, relativedelta

from companion.text.number_words import alternatives


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _sunday(month: int, number: int) -> Callable[[int], date]:
    return lambda year: date(year, month, 1) + relativedelta(weekday=SU(number))


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


_TABLE: dict[str, Callable[[int], date]] = {
    "new year's eve": _fixed(12, 31),
    "new years eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "new year's": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "epiphany": _fixed(1, 6),
    "valentine's day": _fixed(2, 14),
    "valentines day": _fixed(2, 14),
    "valentine's": _fixed(2, 14),
    "saint patrick's day": _fixed(3, 17),
    "st patrick's day": _fixed(3, 17),
    "paddy's day": _fixed(3, 17),
    "stephen's day": _fixed(12, 26),
    "stephens day": _fixed(12, 26),
    "april fools' day": _fixed(4, 1),
    "april fool's day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "mothering sunday": _from_easter(-21),
    "mother's day": _sunday(5, 2),
    "mothers day": _sunday(5, 2),
    "father's day": _sunday(6, 3),
    "fathers day": _sunday(6, 3),
    "halloween": _fixed(10, 31),
    "bonfire night": _fixed(11, 5),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "xmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "shrove tuesday": _from_easter(-47),
    "pancake day": _from_easter(-47),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "whit monday": _from_easter(50),
    "pentecost": _from_easter(49),
}
"""Christian and customary days, the same in every year of the Gregorian calendar or counted from Easter."""
_PUBLIC = (
    "thanksgiving day", "thanksgiving", "independence day", "labor day", "labour day", "memorial day", "veterans day",
    "columbus day", "presidents day", "martin luther king day", "martin luther king jr day", "juneteenth",
    "spring bank holiday", "summer bank holiday", "canada day", "victoria day", "australia day", "anzac day",
    "german unity day", "national day", "bastille day", "republic day", "remembrance day", "diwali", "eid",
)  # fmt: skip
"""Days that the calendars of countries know, as people call them."""
_CALLED = {
    "presidents day": "washington's birthday",
    "bastille day": "fête nationale",
    "thanksgiving": "thanksgiving day",
    "martin luther king": "martin luther king jr",
}
FEAST = alternatives(re.escape(name).replace(r"\ ", " ") for name in (*_TABLE, *_PUBLIC))


def feast(name: str, today: date, country: str = "") -> date | None:
    """The next day of that name, today included; None if neither the table nor the calendar of a country knows it."""
    if name.startswith("mother") and country in ("GB", "IE"):
        name = "mothering sunday"
    if name in _TABLE:
        return next(day for year in (today.year, today.year + 1) if (day := _TABLE[name](year)) >= today)
    for code in dict.fromkeys(filter(None, (country, "US", "GB"))):
        found = [day for day, called in public_holidays(code, today.year) if day >= today and _same(name, called)]
        if found:
            return min(found)
    return None


@cache
def public_holidays(country: str, year: int) -> tuple[tuple[date, str], ...]:
    """The public holidays of that year and the next with their English names; none for a country without a calendar."""
    if country not in holidays.list_supported_countries(include_aliases=False):
        return ()
    languages = holidays.list_localized_countries(include_aliases=False).get(country, [])
    language = next((one for one in ("en_US", "en_GB", "en") if one in languages), None)
    calendar = holidays.country_holidays(country, years=(year, year + 1), language=language)
    return tuple(sorted((day, one) for day, names in calendar.items() for one in names.split("; ")))


def _same(name: str, called: str) -> bool:
    wanted = _plain(_CALLED.get(name, name))
    has = _plain(called)
    return has == wanted or (name == "eid" and has.startswith("eid"))


def _plain(name: str) -> str:
    return name.lower().replace("’", "'").replace("'", "").replace(".", "").replace("labour", "labor").strip()
