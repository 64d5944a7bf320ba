"""Knows at which hours things usually happen, and says what is in the calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from companion.deeds.calendar_days import Happening
from companion.deeds.durations import clock_in_words
from companion.deeds.local_time import in_zone, zone_named
from companion.deeds.moment_words import day_in_words, moment_in_words
from companion.deeds.scheduling import as_spoken
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.calendar import CalendarEvent, wall
from companion.memory.due_times import zone_name

_EVENING = re.compile(
    r"\b(?:dinner|supper|drinks?|party|film|movie|cinema|concert|theat(?:re|er)|panto|pub|gig|opera|play|show|date night|bar|choir|"
    r"book club|quiz|disco|ball|dance|evening|match)\b",
    re.I,
)
_MORNING = re.compile(
    r"\b(?:breakfast|school run|morning|sunrise|flight|train|airport|gym|run|jog|swim|yoga|mass|church)\b", re.I
)
_WHOLE_DAY = re.compile(
    r"\b(?:birthday|anniversary|holidays?|vacation|day off|days off|bank holiday|name day|wedding anniversary|leave|deadline|bins?|"
    r"festival|trip|conference|away)\b",
    re.I,
)


def usual_part(title: str, time: SpokenTime | None) -> str:
    """The part of the day that is meant by an hour which can be before noon and after it; empty when she must ask."""
    if time is None or time.clock is None or len(time.clock.at) < 2 or time.part:
        return ""
    hour = time.clock.at[0] // 60
    if _EVENING.search(title) and hour >= 5:
        return "evening"
    if _MORNING.search(title):
        return "morning"
    if hour in (6, 7):
        return "evening"
    return "morning" if hour in (9, 10, 11) else "afternoon" if hour < 6 else ""


def whole_day_event(title: str) -> bool:
    """Whether such a thing usually lasts the whole day."""
    return bool(_WHOLE_DAY.search(title))


def end_in_words(one: Happening) -> str:
    """The hour at which it ends."""
    return clock_in_words(one.ends.hour, one.ends.minute)


def happening_in_words(one: Happening, now: datetime, with_day: bool) -> str:
    """“dinner with Maeve, on Friday at 7:30 in the evening”."""
    ends = isinstance(one.event.ends, datetime)
    until = f" until {end_in_words(one)}" if ends else ""
    if one.whole_days:
        when = day_in_words(one.begins.date(), now.date()) if with_day else "the whole day"
    elif with_day:
        when = moment_in_words(one.begins, now)
    else:
        when = f"{'from' if ends else 'at'} {clock_in_words(one.begins.hour, one.begins.minute)}"
    place = f" ({one.event.place})" if one.event.place else ""
    return f"{one.event.title}{place}, {when}{until}"


def begins_at(event: CalendarEvent, now: datetime) -> datetime:
    """When it begins first, as the clocks here show it."""
    if not isinstance(event.begins, datetime):
        return datetime(event.begins.year, event.begins.month, event.begins.day, tzinfo=now.tzinfo)
    return in_zone(event.begins.replace(tzinfo=zone_named(event.zone)).astimezone(UTC), event.zone).astimezone(
        now.tzinfo
    )


def days_of(event: CalendarEvent) -> SpokenTime:
    """The days of an event that has no hour."""
    begins = datetime(event.begins.year, event.begins.month, event.begins.day)
    return replace(as_spoken(begins), clock=None)


def length_of(event: CalendarEvent) -> timedelta | None:
    """How long it lasts, if that was said."""
    return event.ends - event.begins if event.ends is not None else None


def on_whole_days(title: str, time: SpokenTime, now: datetime) -> CalendarEvent:
    """An event without an hour, on the days that the time names."""
    assert time.days is not None
    span = time.days.readings[0]
    last = None if span.single else span.last
    return CalendarEvent(title, span.first, last, zone_name(now), time.rule())


def as_it_was(event: CalendarEvent) -> dict[str, object]:
    """What undoing puts back."""
    return {
        "id": event.id,
        "title": event.title,
        "begins": event.begins.isoformat(),
        "ends": event.ends.isoformat() if event.ends is not None else "",
        "zone": event.zone,
        "recurrence": event.recurrence,
        "except_on": list(event.except_on),
    }


def as_before(event: CalendarEvent, before: Mapping[str, Any]) -> CalendarEvent:
    """The event as `as_it_was` has kept it."""
    return replace(
        event,
        title=before.get("title", event.title),
        begins=wall(before["begins"]),
        ends=wall(before["ends"]) if before["ends"] else None,
        zone=before["zone"],
        recurrence=before["recurrence"],
        except_on=tuple(before["except_on"]),
    )


def beginning_of(one: Happening) -> str:
    """The beginning of this time that an event happens, as the calendar keeps it."""
    begins = one.begins.astimezone(zone_named(one.event.zone)).replace(tzinfo=None)
    return one.begins.date().isoformat() if one.whole_days else begins.isoformat()


def days_named(time: SpokenTime | None, window: tuple[datetime, datetime] | None, now: datetime) -> str:
    """“this evening”, “on Thursday evening”, “from today to Sunday”."""
    if time is None or window is None:
        return "in the next seven days"
    first, last = max(window[0].date(), now.date()), (window[1] - timedelta(seconds=1)).date()
    if first == last or time.days is None or time.days.readings[-1].single:
        day = day_in_words(first, now.date())
        part = "" if not time.part else f" {time.part}" if day != "today" else ""
        return (
            f"this {time.part}"
            if time.part in ("morning", "afternoon", "evening") and day == "today"
            else ("tonight" if day == "today" and time.part else f"{day}{part}")
        )
    return days_in_words(first, last, now.date())


def days_in_words(first: date, last: date, today: date) -> str:
    """“from Friday to Sunday the 13th of December”; of one day as `day_in_words`."""
    if first == last:
        return day_in_words(first, today)
    return f"from {day_in_words(first, today).removeprefix('on ')} to {day_in_words(last, today).removeprefix('on ')}"


def its_days(event: CalendarEvent, now: datetime) -> str:
    """On which days an event without an hour is: “from Friday to Sunday”."""
    first = begins_at(event, now).date()
    last = event.ends if event.ends is not None and not isinstance(event.ends, datetime) else first
    return days_in_words(first, last, now.date())
