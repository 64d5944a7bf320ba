"""Finds the period that a text names (“last Tuesday”, “in spring”, “on 3 November”), given when it was said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.text.calendar_words import MONTHS, SEASONS, WEEKDAYS
from companion.text.number_words import COUNTS, alternatives

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Period:
    """A stretch of time that a text names."""

    first: datetime
    last: datetime
    """The first moment after it."""
    start: int
    """Index in the text where its words begin."""
    end: int
    """Index one past their end."""


def period_in(text: str, now: datetime) -> Period | None:
    """The first period that the text names, or None; never one that begins after `now`."""
    for pattern, span in _FORMS:
        for match in pattern.finditer(text):
            if _VERB.search(text[match.start() : match.end() + 12]):
                continue
            try:
                first, last = span(match, now)
            except (ValueError, OverflowError):  # the 31st of February, a million weeks ago
                continue
            if first <= now:
                return Period(first, last, match.start(), match.end())
    return None


_VERB = re.compile(
    r"\bmay (?:be|have|not|well|also|still|just|need|help|take|make|mean|come|go|get|seem|want|even|never|turn)\b"
)
"""“May” before such a word is the verb, not the month."""
_DAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_MONTHS["sept"] = 9
_FEASTS = {
    "christmas": (12, 24, 3),
    "new year's eve": (12, 31, 1),
    "new year": (12, 31, 2),
    "halloween": (10, 31, 1),
    "valentine's day": (2, 14, 1),
}
"""Month, day and number of days of the feasts that have a fixed date."""
_COUNTS = COUNTS | {"a few": 3}

_DAY = "|".join(_DAYS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNT = r"\d{1,3}|" + alternatives(_COUNTS)
_PARTS = {"morning": (4, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (18, 29)}
"""From and to, in hours of the day; wider than `PARTS_OF_DAY`, for nobody remembers to the minute. A night ends at five."""


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _tomorrow(now: datetime) -> datetime:
    return _midnight(now) + timedelta(days=1)


def _days(first: datetime, count: int = 1) -> Span:
    return _midnight(first), _midnight(first) + timedelta(days=count)


def _month(year: int, month: int, months: int = 1) -> Span:
    past = year * 12 + month - 1 + months
    return datetime(year, month, 1), datetime(past // 12, past % 12 + 1, 1)


def _this_week(now: datetime) -> datetime:
    return _midnight(now) - timedelta(days=now.weekday())


def _iso(match: re.Match[str], _now: datetime) -> Span:
    return _days(datetime.fromisoformat(match[0]))


def _part_of_today(match: re.Match[str], now: datetime) -> Span:
    from_hour, to_hour = _PARTS[match["part"].lower()]
    day = _midnight(now)
    if match["day"].lower() in ("yesterday", "last"):
        day -= timedelta(days=1)
    return day + timedelta(hours=from_hour), day + timedelta(hours=to_hour)


def _near_day(match: re.Match[str], now: datetime) -> Span:
    back = {"today": 0, "yesterday": 1, "the day before yesterday": 2, "the other day": 7}[match[0].lower()]
    return (_midnight(now) - timedelta(days=back), _midnight(now)) if back == 7 else _days(now - timedelta(days=back))


def _weekday(match: re.Match[str], now: datetime) -> Span:
    """The last such weekday before today; “last Tuesday”, said on a Wednesday, includes the one before as well."""
    back = (now.weekday() - _DAYS[match["day"].lower()] - 1) % 7 + 1
    first, last = _days(now - timedelta(days=back))
    if (match["last"] or "").lower() == "last" and back < 3:
        first -= timedelta(days=7)  # both of them
    return first, last


def _weekend(match: re.Match[str], now: datetime) -> Span:
    saturday = _this_week(now) - timedelta(days=2)
    if match["which"].lower() == "this":
        saturday += timedelta(days=7)
    return _days(saturday, 2)


def _last_unit(match: re.Match[str], now: datetime) -> Span:
    back = 0 if match["which"].lower() == "this" else 1
    unit = match["unit"].lower()
    if unit == "week":
        return _days(_this_week(now) - timedelta(days=7 * back), 7)
    if unit == "month":
        past = now.year * 12 + now.month - 1 - back
        return _month(past // 12, past % 12 + 1)
    return _month(now.year - back, 1, 12)


def _ago(match: re.Match[str], now: datetime) -> Span:
    """“Two weeks ago”, with 0.6 of a unit on either side: nobody counts exactly. Days are exact."""
    count = _count(match["count"])
    unit = match["unit"].lower()
    if unit == "day":
        return _days(now - timedelta(days=count))
    length = {"week": 7, "month": 30, "year": 365}[unit]
    middle = now - timedelta(days=count * length)
    spare = timedelta(days=length * 0.6)
    return _midnight(middle - spare), min(_midnight(middle + spare), _tomorrow(now))


def _past_units(match: re.Match[str], now: datetime) -> Span:
    count = _count(match["count"]) if match["count"] else 1
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"].lower()]
    return _midnight(now - timedelta(days=count * days)), _tomorrow(now)


def _lately(_match: re.Match[str], now: datetime) -> Span:
    return _midnight(now - timedelta(days=30)), _tomorrow(now)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _date(match: re.Match[str], now: datetime) -> Span:
    """A day of a month; without a year, the latest one in the past."""
    month, day = _MONTHS[match["month"].lower()], int(match["date"])
    return _days(datetime(int(match["year"]), month, day) if match["year"] else _latest(month, day, now))


def _latest(month: int, day: int, now: datetime) -> datetime:
    """The latest such day in the past; the last 29th of February may be eight years ago."""
    for year in range(now.year, now.year - 9, -1):
        if day <= calendar.monthrange(year, month)[1] and datetime(year, month, day) <= now:
            return datetime(year, month, day)
    raise ValueError(f"There is no {day} {month}.")


def _feast(match: re.Match[str], now: datetime) -> Span:
    month, day, days = _FEASTS[match["feast"].lower()]
    return _days(datetime(int(match["year"]), month, day) if match["year"] else _latest(month, day, now), days)


def _whole_month(match: re.Match[str], now: datetime) -> Span:
    month = _MONTHS[match["month"].lower()]
    if match["year"]:
        return _month(int(match["year"]), month)
    last = (match["last"] or "").lower().startswith("last")
    year = now.year if month < now.month or (month == now.month and not last) else now.year - 1
    return _month(year, month)


def _season(match: re.Match[str], now: datetime) -> Span:
    month = SEASONS[match["season"].lower()]
    if match["year"]:
        return _month(int(match["year"]), month, 3)
    first, last = _month(now.year, month, 3)
    if first > now or ((match["last"] or "").lower().startswith("last") and last > now):
        first, last = _month(now.year - 1, month, 3)
    return first, last


def _year(match: re.Match[str], _now: datetime) -> Span:
    return _month(int(match["year"]), 1, 12)


def _until_now(span: Callable[[re.Match[str], datetime], Span]) -> Callable[[re.Match[str], datetime], Span]:
    """“Since March”: from its beginning until now."""
    return lambda match, now: (span(match, now)[0], _tomorrow(now))


def _form(pattern: str, span: Callable[[re.Match[str], datetime], Span]) -> tuple[re.Pattern[str], Callable[..., Span]]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), span


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF = rf"(?:,?\s+(?:of\s+)?{_YEAR})?"
_TH = r"(?:st|nd|rd|th)?"
_FORMS = (
    _form(r"(?:19|20)\d\d-\d\d-\d\d", _iso),
    _form(rf"(?:on\s+)?(?:the\s+)?(?P<date>\d{{1,2}}){_TH}\s+(?:of\s+)?(?P<month>{_MONTH})\.?{_OF}", _date),
    _form(rf"(?:on\s+)?(?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<date>\d{{1,2}}){_TH}{_OF}", _date),
    _form(r"(?P<day>this|yesterday|last)\s+(?P<part>morning|afternoon|evening|night)", _part_of_today),
    _form(r"(?P<day>to)(?P<part>night)", _part_of_today),
    _form(rf"(?:last\s+)?(?P<feast>{'|'.join(_FEASTS)}){_OF}", _feast),
    _form(r"the day before yesterday|the other day|yesterday|today", _near_day),
    _form(r"lately|these days|nowadays|at the moment|currently", _lately),
    _form(rf"(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+ago", _ago),
    _form(
        rf"(?:in|over|during)?\s*the\s+(?:last|past)\s+(?:(?P<count>{_COUNT})\s+)?(?P<unit>day|week|month|year)s?",
        _past_units,
    ),
    _form(r"(?P<which>last|this|over the|at the)\s+weekend", _weekend),
    _form(r"(?P<which>last|this)\s+(?P<unit>week|month|year)", _last_unit),
    _form(rf"(?P<last>last|this past|on|this)\s+(?P<day>{_DAY})", _weekday),
    _form(
        rf"(?:back\s+)?(?P<last>last|in|during|this)\s+(?:early\s+|late\s+)?(?P<month>{_MONTH}){_OF}",
        _whole_month,
    ),
    _form(rf"(?P<last>since)\s+(?P<month>{_MONTH}){_OF}", _until_now(_whole_month)),
    _form(rf"since\s+{_YEAR}", _until_now(_year)),
    _form(rf"(?P<last>)(?P<month>{_MONTH})\s+{_YEAR}", _whole_month),
    _form(rf"(?:back\s+)?(?P<last>last|in|during|this)\s+(?:the\s+)?(?P<season>{'|'.join(SEASONS)}){_OF}", _season),
    _form(rf"(?P<last>)(?P<season>{'|'.join(SEASONS)})\s+(?:of\s+)?{_YEAR}", _season),
    _form(rf"(?:back\s+)?(?:in|during|of)\s+{_YEAR}", _year),
)
"""The most exact first."""
