"""Finds what the calendar has between two moments: each event as often as it happens then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.rrule import rrulestr

from companion.deeds.local_time import zone_named
from companion.deeds.spoken_times.pieces import on_the_wall
from companion.memory.calendar import CalendarEvent

USUAL_LENGTH = timedelta(hours=1)
"""What is taken for the length of an event whose end nobody said."""
MOST = 2000
"""An event is not looked up more often than this in one stretch."""


@dataclass(frozen=True)
class Happening:
    """One time that an event happens, in the zone of the person who asks."""

    event: CalendarEvent
    begins: datetime
    ends: datetime

    @property
    def whole_days(self) -> bool:
        """Whether it has no hour."""
        return self.event.whole_days


def happenings(events: Iterable[CalendarEvent], first: datetime, last: datetime) -> list[Happening]:
    """All that happens between the two moments, if only in part, the earliest first."""
    found = [one for event in events for one in _of(event, first, last)]
    return sorted(found, key=lambda one: (one.begins, one.event.id))


def next_happening(event: CalendarEvent, now: datetime) -> Happening | None:
    """The next time that an event happens, or the one that goes on now; None when it is over."""
    if not event.recurrence:
        one = _happening(event, event.begins, now.tzinfo)
        return one if one.ends > now else None
    return next(iter(happenings([event], now, now + timedelta(days=366 * 5))), None)


def _of(event: CalendarEvent, first: datetime, last: datetime) -> Iterator[Happening]:
    for begins in _beginnings(event, first, last):
        one = _happening(event, begins, first.tzinfo)
        if one.begins < last and (one.ends > first or one.begins == one.ends >= first):
            yield one


def _beginnings(event: CalendarEvent, first: datetime, last: datetime) -> Iterator[datetime | date]:
    if not event.recurrence:
        yield event.begins
        return
    start = event.begins if isinstance(event.begins, datetime) else datetime.combine(event.begins, time())
    length = _happening(event, event.begins, first.tzinfo)
    before = first.replace(tzinfo=None) - (length.ends - length.begins) - timedelta(days=2)
    rule = rrulestr(event.recurrence, dtstart=start)
    for number, wall in enumerate(rule.xafter(max(before, start), inc=True)):
        if number > MOST or wall > last.replace(tzinfo=None) + timedelta(days=2):
            return
        begins = wall if isinstance(event.begins, datetime) else wall.date()
        if begins.isoformat() not in event.except_on:
            yield begins


def _happening(event: CalendarEvent, begins: datetime | date, here: tzinfo | None) -> Happening:
    if not isinstance(begins, datetime):
        assert not isinstance(event.begins, datetime)
        days = event.ends - event.begins if event.ends and not isinstance(event.ends, datetime) else timedelta()
        midnight = datetime.combine(begins, time())
        ends = datetime.combine(begins + days + timedelta(days=1), time())
        return Happening(event, on_the_wall(midnight, here), on_the_wall(ends, here))
    assert isinstance(event.begins, datetime)
    length = event.ends - event.begins if isinstance(event.ends, datetime) else USUAL_LENGTH
    zone = zone_named(event.zone)
    return Happening(
        event, on_the_wall(begins, zone).astimezone(here), on_the_wall(begins + length, zone).astimezone(here)
    )
