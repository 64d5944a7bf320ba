"""Finds since when and until when a clause says that something is true, given the day it was said."""

from __future__ import annotations

import re
from datetime import date, timedelta

from companion.text.calendar_words import MONTH, SEASONS, WEEKDAY
from companion.text.number_words import COUNTS, alternatives

_MONTHS, _DAYS = MONTH.split("|"), WEEKDAY.split("|")
_SEASONS = SEASONS | {"christmas": 12, "easter": 4}
_NUMBERS = COUNTS | {"couple of": 2}
_NUMBER = rf"(?P<n>\d+|{alternatives(_NUMBERS)})"
_POINT = (
    rf"(?:(?:the |about |around )?(?:(?:end|beginning|middle|start) of )?(?:(?P<month>{MONTH})(?: (?:of )?(?P<of>(?:19|20)\d\d))?"
    rf"|(?P<year>(?:19|20)\d\d)|(?P<last>last|this) (?P<unit>year|month|week|{MONTH}|{'|'.join(_SEASONS)}|{WEEKDAY})"
    rf"|(?:the )?(?P<season>{'|'.join(_SEASONS)})|(?P<day>{WEEKDAY})|(?P<near>yesterday|today))\b)"
)
_AGO = re.compile(rf"\b(?:about |around |some |almost |nearly )?{_NUMBER} (?P<what>day|week|month|year)s? ago\b")
_FOR = re.compile(
    rf"\bfor (?:about |around |some |almost |nearly |over |more than )?{_NUMBER} (?P<what>day|week|month|year)s?\b"
)
_SINCE = re.compile(rf"\b(?:since|from) {_POINT}")
_HAPPENED = re.compile(rf"\b(?:in|on|at|over|during|back in)? ?{_POINT}")
_UNTIL = re.compile(rf"\b(?:until|till|'til|up to) {_POINT}")
_DAYS_IN = {"day": 1, "week": 7}


def since(clause: str, said: date, event: bool, lasted: bool = False) -> str | None:
    """Since when it is true, as an ISO day, month or year; None when it does not say.

    `event`: the clause tells what happened then (“moved in March”). `lasted`: “for six years” means up to now.
    """
    for found in (_SINCE.search(clause), _HAPPENED.search(clause) if event else None):
        if found and not re.search(r"\b(?:until|till)\s*$", clause[: found.start()]):
            return _point(found, said)
    before = _AGO.search(clause) or (_FOR.search(clause) if lasted else None)
    return _back(before, said) if before else None


def until(clause: str, said: date) -> str | None:
    """Until when it was true, if the clause says so and that is in the past."""
    found = _UNTIL.search(clause)
    point = _point(found, said) if found else None
    return point if point and point <= said.isoformat() else None


def _point(found: re.Match[str], said: date) -> str | None:
    part = found.groupdict()
    if part["month"]:
        return _month(_MONTHS.index(part["month"]) + 1, said, part["of"])
    if part["year"]:
        return part["year"]
    if part["near"]:
        return (said - timedelta(days=part["near"] == "yesterday")).isoformat()
    if part["day"]:
        return _weekday(_DAYS.index(part["day"]), said).isoformat()
    if part["season"]:
        return _month(_SEASONS[part["season"]], said, None)
    return _relative(part["last"] == "last", part["unit"], said)


def _relative(last: bool, unit: str, said: date) -> str | None:
    if unit == "year":
        return str(said.year - last)
    if unit == "month":
        return f"{(said.replace(day=1) - timedelta(days=1) if last else said):%Y-%m}"
    if unit == "week":
        return (said - timedelta(days=7 * last)).isoformat()
    if unit in _DAYS:
        return _weekday(_DAYS.index(unit), said).isoformat()
    return _month(_MONTHS.index(unit) + 1 if unit in _MONTHS else _SEASONS[unit], said, None)


def _month(number: int, said: date, year: str | None) -> str:
    """The latest such month that has begun, unless the year is given."""
    return f"{int(year) if year else said.year - (number > said.month)}-{number:02}"


def _weekday(number: int, said: date) -> date:
    return said - timedelta(days=(said.weekday() - number) % 7 or 7)


def _back(found: re.Match[str], said: date) -> str:
    number_word = found["n"]
    number = int(number_word) if number_word.isdigit() else _NUMBERS[number_word]
    if found["what"] in _DAYS_IN:
        return (said - timedelta(days=min(number, 3000) * _DAYS_IN[found["what"]])).isoformat()
    if found["what"] == "year":
        return str(max(said.year - number, 1))
    months = said.year * 12 + said.month - 1 - min(number, 1200)
    return f"{months // 12}-{months % 12 + 1:02}"
