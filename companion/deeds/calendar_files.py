"""Reads and writes the calendar as .ics files (RFC 5545), by the library icalendar; a file may come from anybody.

Of a file only events are read, not its alarms and tasks; what cannot be kept is counted and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import prod
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr
from icalendar import Calendar as IcsCalendar
from icalendar import Event as IcsEvent
from icalendar import vRecur

from companion.errors import CompanionError
from companion.memory.calendar import Calendar, CalendarEvent
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
_ONE_OF = " moved from "
"""Between the name of an event that comes again and the time of it that was moved."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Imported:
    """What became of a file: how many events are new, changed, the same as before, and left out."""

    added: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    """No beginning, a year that cannot be, a rule that cannot be kept, or beyond the most that are read."""


def import_events(calendar: Calendar, data: bytes, here: tzinfo | None) -> Imported:
    """Keep the events of a file; one that came before is changed. Raises CompanionError when it is no calendar."""
    found = list(read_events(data, here))
    counts = {"added": 0, "changed": 0, "same": 0, "left_out": sum(one is None for one in found)}
    for event in found:
        if event is not None:
            counts[_keep(calendar, event)] += 1
    return Imported(**counts)


def read_events(data: bytes, here: tzinfo | None) -> Iterator[CalendarEvent | None]:
    """The events of a file, None for one that cannot be kept. Raises CompanionError when it is no calendar."""
    if len(data) > LARGEST:
        raise CompanionError(f"The file is larger than {LARGEST // 1_000_000} MB; export a part of the calendar.")
    try:
        calendars = IcsCalendar.from_ical(data, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise CompanionError("The file is no calendar (.ics); export it again from the other program.") from error
    if not calendars:
        raise CompanionError("The file is no calendar (.ics); export it again from the other program.")
    parts = [part for one in calendars for part in one.walk("VEVENT")]
    read = [_event(part, here) for part in parts[:MOST_EVENTS]]
    moved: dict[str, set[str]] = {}
    for event in filter(None, read):
        uid, _, then = event.uid.rpartition(_ONE_OF)
        moved.setdefault(uid, set()).add(then)
    for one in read:
        gone = moved.get(one.uid, set()) if one is not None else set()
        yield replace(one, except_on=tuple(sorted({*one.except_on, *gone}))) if one is not None else None
    yield from [None] * len(parts[MOST_EVENTS:])


def write_events(calendar: Calendar) -> bytes:
    """All that is in the calendar, as a file."""
    written = IcsCalendar()
    written.add("prodid", "-//companion//calendar//EN")
    written.add("version", "2.0")
    for event in calendar.events():
        written.add_component(_ics(event))
    written.add_missing_timezones()
    return bytes(written.to_ical())


def _keep(calendar: Calendar, event: CalendarEvent) -> str:
    before = calendar.with_uid(event.uid)
    if before is None:
        calendar.add(event)
        return "added"
    now = replace(event, id=before.id, message=before.message)
    if now == before:
        return "same"
    calendar.change(now)
    return "changed"


def _event(part: Any, here: tzinfo | None) -> CalendarEvent | None:
    try:
        return _read(part, here)
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError):
        return None  # a property that no calendar writes so


def _read(part: Any, here: tzinfo | None) -> CalendarEvent | None:
    if str(part.get("STATUS", "")).upper() == "CANCELLED":
        return None
    begins = part.decoded("DTSTART")
    zone = _zone_of(begins, here)
    ends = (
        part.decoded("DTEND") if "DTEND" in part else begins + part.decoded("DURATION") if "DURATION" in part else None
    )
    rule = _rule(part, begins, zone)
    if rule is None or any(one.year not in _YEARS for one in (begins, ends) if one is not None):
        return None
    first = _on_wall(begins, zone)
    title = _text(part, "SUMMARY") or "(no title)"
    uid = _text(part, "UID") or f"{title} {first.isoformat()}"
    if "RECURRENCE-ID" in part:
        uid = f"{uid}{_ONE_OF}{_on_wall(part.decoded('RECURRENCE-ID'), zone).isoformat()}"
    return CalendarEvent(
        title,
        first,
        _end(first, ends, zone),
        zone,
        rule,
        tuple(sorted(_exceptions(part, zone))),
        _text(part, "LOCATION"),
        _text(part, "DESCRIPTION"),
        uid,
    )


def _text(part: Any, name: str) -> str:
    return _CONTROL.sub("", str(part.get(name, "")))[:_LONGEST].strip()


def _zone_of(begins: datetime | date, here: tzinfo | None) -> str:
    """The zone an event is counted in: its own if that has a name, else the one here."""
    key = str(getattr(getattr(begins, "tzinfo", None), "key", ""))
    return key if key in available_timezones() and key != "UTC" else zone_name(datetime(2026, 1, 1, tzinfo=here))


def _on_wall(moment: datetime | date, zone: str) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo is not None else moment
    return local.replace(tzinfo=None, microsecond=0)


def _end(first: datetime | date, ends: datetime | date | None, zone: str) -> datetime | date | None:
    """The end as it is kept; in the file, whole days end with the day after the last."""
    if ends is None:
        return None
    last = _on_wall(ends, zone)
    if not isinstance(first, datetime):
        day = last.date() if isinstance(last, datetime) else last - timedelta(days=1)
        return day if day > first else None
    return last if isinstance(last, datetime) and last > first else None


def _rule(part: Any, begins: datetime | date, zone: str) -> str | None:
    """The rule as it is kept, its last day in local time; None when it cannot be kept."""
    if "RRULE" not in part:
        return ""
    rules = part["RRULE"]
    if isinstance(rules, list):
        return None
    parts: dict[str, Any] = dict(rules)
    until = parts.pop("UNTIL", None)
    rule = str(vRecur(parts).to_ical().decode())  # type: ignore[no-untyped-call]
    if until:
        last = _on_wall(until[0], zone)
        rule += f";UNTIL={last:%Y%m%dT%H%M%S}" if isinstance(last, datetime) else f";UNTIL={last:%Y%m%d}T235959"
    if not _OFTEN.search(rule) or not _countable(parts):
        return None
    first = _on_wall(begins, zone)
    start = first if isinstance(first, datetime) else datetime(first.year, first.month, first.day)
    found = rrulestr(rule, dtstart=start)  # raises ValueError for a rule that cannot be
    return rule if next(iter(found), None) is not None else None


def _countable(parts: dict[str, Any]) -> bool:
    """Whether the times of a rule can be counted: an interval of nothing never gets on, every second takes for ever."""
    each = prod(len(parts.get(name, [0])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return all(int(step) > 0 for step in parts.get("INTERVAL", [1])) and each <= _MOST_A_DAY


def _exceptions(part: Any, zone: str) -> Iterator[str]:
    given = part.get("EXDATE", [])
    for dates in given if isinstance(given, list) else [given]:
        for one in dates.dts:
            yield _on_wall(one.dt, zone).isoformat()


def _ics(event: CalendarEvent) -> IcsEvent:
    written = IcsEvent()
    written.add("uid", event.uid)
    written.add("summary", event.title)
    written.add("dtstamp", datetime.now(UTC))
    written.add("dtstart", _in_zone(event.begins, event.zone))
    if event.ends is not None:
        ends = event.ends if isinstance(event.ends, datetime) else event.ends + timedelta(days=1)
        written.add("dtend", _in_zone(ends, event.zone))
    if event.recurrence:
        written.add("rrule", vRecur.from_ical(_rule_in_utc(event)))
    for one in event.except_on:
        written.add(
            "exdate", _in_zone(datetime.fromisoformat(one) if "T" in one else date.fromisoformat(one), event.zone)
        )
    for name, text in (("location", event.place), ("description", event.notes)):
        if text:
            written.add(name, text)
    return written


def _in_zone(moment: datetime | date, zone: str) -> datetime | date:
    return moment.replace(tzinfo=ZoneInfo(zone)) if isinstance(moment, datetime) else moment


def _rule_in_utc(event: CalendarEvent) -> str:
    """The rule with its end in UTC, as the standard asks beside a beginning that has a zone; a day for whole days."""
    found = re.search(r"UNTIL=(\d{8})T?(\d{6})?", event.recurrence)
    if not found:
        return event.recurrence
    if event.whole_days:
        return event.recurrence.replace(found[0], f"UNTIL={found[1]}")
    last = datetime.strptime(f"{found[1]}{found[2] or '235959'}", "%Y%m%d%H%M%S").replace(tzinfo=ZoneInfo(event.zone))
    return event.recurrence.replace(found[0], f"UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}")
