"""Reads the days that a line names: “tomorrow”, “next Friday”, “the twenty-third”, “3rd of March”, “in two weeks”, “next week”."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from companion.deeds.spoken_times.feasts import FEAST, feast
from companion.deeds.spoken_times.lengths import lengths
from companion.deeds.spoken_times.pieces import NUMBER, Length, Piece, every
from companion.text.calendar_words import MONTH, WEEKDAY
from companion.text.number_words import SPOKEN_ORDINAL, number_of

_DAYS, _MONTHS = WEEKDAY.split("|"), MONTH.split("|")
_SHORT_DAYS = r"mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
_SHORT_MONTHS = r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)\b|{SPOKEN_ORDINAL})"
_A_MONTH = rf"(?:{MONTH}|(?:{_SHORT_MONTHS})\b\.?)"
_YEAR = r"(?:,? (?P<year>20\d\d)\b)?"


@dataclass(frozen=True)
class DaySpan:
    """The days from `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@dataclass(frozen=True)
class Days:
    """What may be meant by the words for a day, the likelier first; nothing, if there is no such day (“31 April”)."""

    readings: tuple[DaySpan, ...]
    weekday: int | None = None
    """It was named by its weekday only; 0 is Monday."""
    day_of_month: int | None = None
    yearly: bool = False
    """Whether month and day were named and no year."""


_NEXT_WORD = (
    r"(?=$| ?[.,;:!?)]| (?:at|to|by|from|until|till|and|or|in|for|around|about|before|after|please|i|we|that"
    r"|every|each|on|then|"
    r"instead|noon|midday|midnight|half|quarter|\d)\b)"
)
_BEFORE = r"(?:on |by |for |until |till |from |before |after |starting |since )"
_COUNTED = r"(?:days?|weeks?|months?|years?|fortnights?)"
_PATTERNS = {
    "near": r"(?P<word>(?:the )?day after tomorrow|today|tonight|tomorrow|tomorow|tommorow|tommorrow|tmrw|tmw)(?!'s| never)\b",
    "week on": (
        rf"(?:(?P<n>{NUMBER}|an?) (?P<what>weeks?|fortnights?) (?:on |from |after )?(?P<word>today|tomorrow|{WEEKDAY})|"
        rf"(?P<day>today|tomorrow|{WEEKDAY}) (?P<more>week|fortnight))\b"
    ),
    "weekday": (
        rf"(?:on |by |for )?(?:the )?(?P<which>this coming|coming|following|this|next)? ?(?P<day>{WEEKDAY})"
        rf"(?P<after> after next)?"
        r"(?!'s|s)\b"
    ),
    "weekday of week": rf"(?:on )?(?:the )?(?P<which>this|next) week,? (?:on )?(?P<day>{WEEKDAY})(?!'s|s)\b",
    "short weekday": rf"(?:on|this|next|by) (?P<day>{_SHORT_DAYS})\b|(?<!\w)(?P<alone>tues?|weds?|thurs?|fri)\b(?= at| \d)",
    "day month": rf"(?:the )?(?P<d>{ORDINAL}|\d{{1,2}}\b\.?) (?:of )?(?P<month>{_A_MONTH}){_YEAR}(?![\w'])",
    "month day": rf"(?P<month>{_A_MONTH}) (?:the )?(?P<d>{ORDINAL}|\d{{1,2}}(?![\d:.]\d|\d| ?[ap]m)){_YEAR}",
    "ordinal": rf"(?:(?P<pre>{_BEFORE})?the |{_BEFORE})(?P<d>{ORDINAL})(?: of (?P<of>this|next|the) month|{_NEXT_WORD})",
    "iso": r"(?P<year>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",
    "figures": r"(?<![\d./])(?P<d>\d{1,2})(?P<mark>[./])(?P<m>\d{1,2})(?:(?P=mark)(?P<year>(?:20)?\d\d)|"
    r"(?P<none>\.)?)(?![\d/%])",
    "ahead": rf"(?:in |within )(?P<length>[^.,;!?]*?\b{_COUNTED})(?:'s?)?(?: time)?\b",
    "from now": rf"(?P<length>(?:{NUMBER}|an?|a couple of|a few) {_COUNTED}) from (?:now|today)\b",
    "span": (
        r"(?:in |during |over |on |at )?(?P<which>this|next|the coming|the) (?P<what>week(?:end)?|month|year)"
        r"(?P<after> after next)?\b"
    ),
    "month": rf"(?:in|during|this|next) (?P<month>{MONTH}){_YEAR}(?! ?\d)\b",
    "around": (
        rf"(?P<n>{NUMBER}|the|an?) (?P<what>days?|weeks?) (?P<way>before|after) "
        rf"(?:the )?(?P<feast>{FEAST}|tomorrow|{WEEKDAY})(?!')\b"
    ),
    "feast": rf"(?:on |at |by )?(?:the )?(?P<feast>{FEAST})(?!')\b",
    "end": r"(?:at |by )?(?:the )?end of (?P<which>the|this|next) (?P<what>week|month|year)\b",
}
_COMPILED = {name: re.compile(rf"(?<![\w./-])(?P<x>{pattern})") for name, pattern in _PATTERNS.items()}


def days(line: str, today: date, country: str = "") -> Iterator[Piece[Days]]:
    """Every day and stretch of days that the readable line names; `country`: whose holidays are meant (“GB”)."""
    for name, pattern in _COMPILED.items():
        yield from every(pattern, line, lambda found, name=name: _read(name, found, today, country))  # type: ignore[misc]


def _read(name: str, found: re.Match[str], today: date, country: str) -> Days | None:
    try:
        match name:
            case "near":
                return _one(_near(found["word"], today))
            case "week on":
                return _week_on(found, today)
            case "weekday":
                return _weekday(found, today)
            case "weekday of week":
                ahead = 7 * (found["which"] == "next") + _DAYS.index(found["day"]) - today.weekday()
                return _one(today + timedelta(days=ahead))
            case "short weekday":
                word = found["day"] or found["alone"]
                return _coming(next(n for n, day in enumerate(_DAYS) if day.startswith(word[:3])), today)
            case "day month" | "month day":
                return _dated(_month_number(found["month"]), number_of(found["d"].rstrip(".")), found["year"], today)
            case "ordinal":
                return _ordinal(number_of(found["d"]), found["of"], today)
            case "iso":
                return _one(date(int(found["year"]), int(found["m"]), int(found["d"])))
            case "figures":
                return _figures(found, today)
            case "feast" | "around":
                return _feast(found, name, today, country)
            case _:
                return _stretch(name, found, today)
    except (ValueError, OverflowError):  # a 31st of April, a year 10000
        return Days(()) if name in ("day month", "month day", "iso") else None


def _one(day: date) -> Days:
    return Days((DaySpan(day, day),))


def _near(word: str, today: date) -> date:
    ahead = 2 if "after" in word else 0 if word in ("today", "tonight") else 1
    return today + timedelta(days=ahead)


def _coming(number: int, today: date, more: int = 0) -> Days:
    """The next such weekday; on that weekday itself, today may be meant as well."""
    ahead = (number - today.weekday()) % 7
    spans = [today + timedelta(days=ahead + more)] if ahead else [today + timedelta(7), today]
    return Days(tuple(DaySpan(day, day) for day in spans), weekday=number)


def _weekday(found: re.Match[str], today: date) -> Days:
    """“next Friday” is the Friday of next week; when this week's is still to come, that may be meant as well."""
    number = _DAYS.index(found["day"])
    coming = today + timedelta(days=(number - today.weekday()) % 7 or 7)
    if found["after"]:
        monday = today - timedelta(days=today.weekday())
        return _one(monday + timedelta(days=14 + number))
    if found["which"] not in ("next", "this"):
        return _coming(number, today) if not found["which"] else _one(coming)
    if found["which"] == "this":
        return _one(today + timedelta(days=(number - today.weekday()) % 7))
    next_week = today + timedelta(days=7 - today.weekday() + number)
    readings = (next_week,) if next_week == coming else (next_week, coming)
    return Days(tuple(DaySpan(day, day) for day in readings), weekday=number)


def _week_on(found: re.Match[str], today: date) -> Days:
    word = found["word"] or found["day"]
    weeks = _count(found["n"]) if found["n"] else 1
    more = 7 * weeks * (2 if "fortnight" in (found["what"] or found["more"]) else 1)
    base = _near(word, today) if word in ("today", "tomorrow") else _coming(_DAYS.index(word), today).readings[0].first
    return _one(base + timedelta(days=more))


def _month_number(word: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word.rstrip(".")[:3]))


def _dated(month: int, day: int, year: str | None, today: date) -> Days:
    if year:
        return _one(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    for number in range(today.year, today.year + 9):
        if (month, day) != (2, 29) or isleap(number):
            at = date(number, month, day)
            if at >= today:
                return Days((DaySpan(at, at),), yearly=True)
    raise ValueError("no such day")


def _ordinal(day: int, of: str | None, today: date) -> Days | None:
    """The next such day of a month."""
    if not 1 <= day <= 31:
        return None
    month = today.replace(day=1)
    for _ in range(12):
        following = Length(months=1).on(month)
        if day <= (following - month).days and not (of == "next" and month == today.replace(day=1)):
            at = month.replace(day=day)
            if at >= today:
                return Days((DaySpan(at, at),), day_of_month=day)
        month = following
    return None


def _figures(found: re.Match[str], today: date) -> Days | None:
    """“3/12” may be the third of December or the twelfth of March; with dots the day comes first."""
    first, second, year = int(found["d"]), int(found["m"]), found["year"]
    if found["mark"] == "." and not (year or found["none"]):
        return None
    orders = [(second, first)] if found["mark"] == "." else [(second, first), (first, second)]
    spans = [_dated(month, day, year, today).readings[0] for month, day in orders if month <= 12 and day <= 31]
    return Days(tuple(dict.fromkeys(spans)), yearly=not year) if spans else None


def _count(words: str) -> int:
    return 1 if words in ("a", "an", "the") else number_of(words)


def _feast(found: re.Match[str], name: str, today: date, country: str) -> Days | None:
    word = found["feast"]
    if word == "tomorrow":
        day: date | None = _near(word, today)
    elif word in _DAYS:
        day = _coming(_DAYS.index(word), today).readings[0].first
    else:
        day = feast(word, today, country)
    if day is None or name == "feast":
        return _one(day) if day else None
    away = _count(found["n"]) * (7 if "week" in found["what"] else 1) * (-1 if found["way"] == "before" else 1)
    return _one(day + timedelta(days=away))


def _stretch(name: str, found: re.Match[str], today: date) -> Days | None:
    if name in ("ahead", "from now"):
        whole = [piece for piece in lengths(found["length"]) if piece.end - piece.start == len(found["length"])]
        return _one(whole[0].value.on(today)) if whole and not whole[0].value.seconds else None
    if name == "month":
        first = _dated(_month_number(found["month"]), 1, found["year"], today.replace(day=1)).readings[0].first
        return Days((DaySpan(first, Length(months=1).on(first) - timedelta(days=1)),))
    span = _span(found["what"], found["which"] == "next", bool(found.groupdict().get("after")), today)
    if name == "end":
        end = span.last - timedelta(days=2 if found["what"] == "week" else 0)
        return _one(end)
    return Days((span,)) if found["which"] != "the" or found["what"] in ("weekend", "week") else None


def _span(what: str, following: bool, after_next: bool, today: date) -> DaySpan:
    steps = following + after_next + (after_next and not following)
    if what.startswith("week"):
        monday = today + timedelta(days=7 * steps - today.weekday())
        return DaySpan(monday + timedelta(days=5 if what == "weekend" else 0), monday + timedelta(days=6))
    months = 1 if what == "month" else 12
    begun = today.replace(day=1) if what == "month" else today.replace(month=1, day=1)
    first = Length(months=months * steps).on(begun)
    return DaySpan(first, Length(months=months).on(first) - timedelta(days=1))
