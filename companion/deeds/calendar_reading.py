"""Reads an .ics file (RFC 5545) by the library icalendar: its events, and the single times of them that were moved or cancelled.

A file may come from anybody: what cannot be kept is counted, and a file that is broken gives one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from math import prod
from typing import Any
from zoneinfo import available_timezones

from dateutil.rrule import rrulestr
from icalendar import Calendar as IcsCalendar
from icalendar import vRecur

from companion.deeds.local_time import hours_of, zone_named, zone_of_same_hours
from companion.errors import CompanionError
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import zone_name

LARGEST = 20_000_000
"""Bytes of a file that is read."""
MOST_EVENTS = 20_000
_LONGEST = 2000
"""Characters kept of a title, a place or notes."""
_YEARS = range(1583, 2501)
"""In which an event may lie: beyond them days can't be counted in every zone."""
_OFTEN = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b")
_MOST_A_DAY = 24
"""So often may a rule come on one day: each time before the days that are looked at must be counted through."""
_MOST_DATES = 366
"""So many single dates (RDATE) beside a rule are read."""
ALSO = " also on "
"""Between the name of an event and a single date that it has besides."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NAMED_ZONE = re.compile(r'(?<=TZID[=:])("?)/[^":;\r\n]*')
_NO_CALENDAR = "The file is no calendar (.ics); export it again from the other program."


@dataclass(frozen=True)
class FileEvent:
    """One event of a file, or one time of an event that comes again."""

    uid: str
    """Of the event in the file: the series, for one time of it."""
    event: CalendarEvent | None
    """None when it is cancelled."""
    instead_of: datetime | date | None = None
    """The time of the series that this one stands for, as the file has it."""
    sequence: int = 0
    """Of two with one name the higher one holds."""


@dataclass(frozen=True)
class FileContents:
    """What was read of a file."""

    events: tuple[FileEvent, ...]
    left_out: int
    """How many could not be kept."""


def read_file(data: bytes, here: tzinfo | None) -> FileContents:
    """The events of a file, in its order. Raises CompanionError when it is no calendar, or broken."""
    if len(data) > LARGEST:
        raise CompanionError(f"The file is larger than {LARGEST // 1_000_000} MB; export a part of the calendar.")
    calendars = _parsed(_decoded(data))
    parts = [(part, one) for one in calendars for part in one.walk("VEVENT")]
    found = [_events(part, one, here) for part, one in parts[:MOST_EVENTS]]
    left_out = sum(not events for events in found) + len(parts[MOST_EVENTS:])
    return FileContents(tuple(one for events in found for one in events), left_out)


def on_wall(moment: datetime | date, zone: str) -> datetime | date:
    """The time on the wall in the zone; a day stays a day."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(zone_named(zone)) if moment.tzinfo is not None else moment
    return local.replace(tzinfo=None, microsecond=0)


def beginning_of_series(moment: datetime | date, series: CalendarEvent) -> str:
    """A moment that the file names of a series, as `except_on` has it."""
    wall = on_wall(moment, series.zone)
    if not isinstance(series.begins, datetime):
        return (wall.date() if isinstance(wall, datetime) else wall).isoformat()
    return (wall if isinstance(wall, datetime) else datetime.combine(wall, series.begins.time())).isoformat()


def _decoded(data: bytes) -> str:
    """The text of a file of any common encoding, its line ends and the names of its zones as the library knows them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return _NAMED_ZONE.sub(_without_vendor, re.sub(r"\r\n?", "\n", text).replace("\0", ""))


def _without_vendor(found: re.Match[str]) -> str:
    """“/freeassociation.sourceforge.net/Europe/Vienna” is Europe/Vienna."""
    parts = found[0].removeprefix('"').split("/")
    tails = ("/".join(parts[first:]) for first in range(1, len(parts)))
    return found[1] + next((tail for tail in tails if tail in available_timezones()), found[0].removeprefix('"'))


def _parsed(text: str) -> list[Any]:
    if re.search(r"^BEGIN:VCALENDAR", text, re.I | re.M) and not re.search(r"^END:VCALENDAR\s*\Z", text, re.I | re.M):
        raise CompanionError("The file breaks off before its end; get it again, nothing of it was kept.")
    try:
        calendars = IcsCalendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise CompanionError(_NO_CALENDAR) from error
    if not calendars or any(not isinstance(one, IcsCalendar) for one in calendars):
        raise CompanionError(_NO_CALENDAR)
    return list(calendars)


def _events(part: Any, of: Any, here: tzinfo | None) -> list[FileEvent]:
    """The event, and its single dates; none for one that cannot be kept."""
    try:
        if _cancelled(part, of):
            return [FileEvent(_uid(part, here), None, _instead_of(part), _sequence(part))]
        event = _read(part, here)
        if event is None:
            return []
        extra = [FileEvent(one.uid, one, None, _sequence(part)) for one in _extra_dates(part, event)]
        return [FileEvent(event.uid, event, _instead_of(part), _sequence(part)), *extra]
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError):
        return []  # a property that no calendar writes so


def _cancelled(part: Any, of: Any) -> bool:
    return "CANCEL" in (str(of.get("METHOD", "")).upper(), str(part.get("STATUS", "")).upper()[:6])


def _instead_of(part: Any) -> datetime | date | None:
    found: datetime | date | None = part.decoded("RECURRENCE-ID") if "RECURRENCE-ID" in part else None
    return found


def _sequence(part: Any) -> int:
    return int(part.get("SEQUENCE", 0))


def _uid(part: Any, here: tzinfo | None) -> str:
    if uid := _text(part, "UID"):
        return uid
    begins = part.decoded("DTSTART")
    return f"{_title(part)} {on_wall(begins, _zone_of(part, begins, here)).isoformat()}"


def _title(part: Any) -> str:
    return _text(part, "SUMMARY") or "(no title)"


def _read(part: Any, here: tzinfo | None) -> CalendarEvent | None:
    begins = part.decoded("DTSTART")
    zone = _zone_of(part, begins, here)
    ends = (
        part.decoded("DTEND") if "DTEND" in part else begins + part.decoded("DURATION") if "DURATION" in part else None
    )
    rule = _rule(part, begins, zone)
    if rule is None or any(one.year not in _YEARS for one in (begins, ends) if one is not None):
        return None
    first = on_wall(begins, zone)
    event = CalendarEvent(
        _title(part),
        first,
        _end(first, ends, zone),
        zone,
        rule,
        place=_text(part, "LOCATION"),
        notes=_text(part, "DESCRIPTION"),
        uid=_uid(part, here),
    )
    if str(part.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE":
        event = _as_whole_days(event)
    gone = {beginning_of_series(one, event) for one in _dates(part, "EXDATE")}
    return replace(event, except_on=tuple(sorted(gone))) if rule else event


def _as_whole_days(event: CalendarEvent) -> CalendarEvent:
    """Outlook's whole days, which it writes from midnight to midnight; unchanged if these are none."""
    begins, ends = event.begins, event.ends
    if not isinstance(begins, datetime) or begins.time() != time():
        return event
    last = (ends - timedelta(days=1)).date() if isinstance(ends, datetime) and ends.time() == time() else begins.date()
    return replace(event, begins=begins.date(), ends=last if last > begins.date() else None)


def _text(part: Any, name: str) -> str:
    return _CONTROL.sub("", str(part.get(name, "")))[:_LONGEST].strip()


def _zone_of(part: Any, begins: datetime | date, here: tzinfo | None) -> str:
    """The zone an event is counted in: its own if that has a name, else the one here; UTC only for what comes again."""
    own, local = getattr(begins, "tzinfo", None), zone_name(datetime(2026, 1, 1, tzinfo=here))
    if own is None or not isinstance(begins, datetime):
        return local
    key = str(getattr(own, "key", ""))
    if key == "UTC":
        return key if "RRULE" in part else local
    return key if key in available_timezones() else zone_of_same_hours(hours_of(own), local)


def _end(first: datetime | date, ends: datetime | date | None, zone: str) -> datetime | date | None:
    """The end as it is kept; in the file, whole days end with the day after the last."""
    if ends is None:
        return None
    last = on_wall(ends, zone)
    if not isinstance(first, datetime):
        day = last.date() if isinstance(last, datetime) else last - timedelta(days=1)
        return day if day > first else None
    return last if isinstance(last, datetime) and last > first else None


def _rule(part: Any, begins: datetime | date, zone: str) -> str | None:
    """The rule as it is kept, its last day in local time; None when it cannot be kept."""
    if "RRULE" not in part:
        return "" if "EXRULE" not in part else None
    rules = part["RRULE"]
    if isinstance(rules, list) or "EXRULE" in part:
        return None
    parts: dict[str, Any] = dict(rules)
    until = parts.pop("UNTIL", None)
    rule = str(vRecur(parts).to_ical().decode())  # type: ignore[no-untyped-call]
    if until:
        last = on_wall(until[0], zone)
        rule += f";UNTIL={last:%Y%m%dT%H%M%S}" if isinstance(last, datetime) else f";UNTIL={last:%Y%m%d}T235959"
    if not _OFTEN.search(rule) or not _countable(parts):
        return None
    first = on_wall(begins, zone)
    start = first if isinstance(first, datetime) else datetime(first.year, first.month, first.day)
    found = rrulestr(rule, dtstart=start)  # raises ValueError for a rule that cannot be
    return rule if next(iter(found), None) is not None else None


def _countable(parts: dict[str, Any]) -> bool:
    """Whether the times of a rule can be counted: an interval of nothing never gets on, every second takes for ever."""
    each = prod(len(parts.get(name, [0])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return all(int(step) > 0 for step in parts.get("INTERVAL", [1])) and each <= _MOST_A_DAY


def _dates(part: Any, name: str) -> Iterator[datetime | date]:
    given = part.get(name, [])
    for dates in given if isinstance(given, list) else [given]:
        for one in dates.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def _extra_dates(part: Any, event: CalendarEvent) -> Iterable[CalendarEvent]:
    """The event once more on each single date (RDATE) that it has besides."""
    gone = {beginning_of_series(one, event) for one in _dates(part, "EXDATE")} | {event.begins.isoformat()}
    for moment in sorted({beginning_of_series(one, event) for one in _dates(part, "RDATE")} - gone)[:_MOST_DATES]:
        begins = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
        ends = begins + (event.ends - event.begins) if event.ends is not None else None
        yield replace(event, begins=begins, ends=ends, recurrence="", except_on=(), uid=f"{event.uid}{ALSO}{moment}")
