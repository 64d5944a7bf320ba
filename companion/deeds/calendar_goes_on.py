"""Reads what goes on with the event just put in, or the day just asked about: “and lunch on Friday at noon”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.calendar_grammar import AskCalendar, PutIn, title_of
from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.scheduling import as_spoken
from companion.deeds.spoken_times.days import Days, DaySpan
from companion.deeds.spoken_times.finding import find_times

_DAY_AFTER = re.compile(
    r"(?:(?:and|about|what about|how about|what's on|anything) )*(?:on )?(?:the )?(?:day after(?: that)?|next day|following day)",
    re.IGNORECASE,
)


_WEEK_AFTER = re.compile(
    r"(?:(?:and|what about|how about|what's on|anything) )*(?:on )?(?:(?:the )?week after(?: that| next)?"
    r"|the (?:next|following) week|next week)",
    re.IGNORECASE,
)


def goes_on(line: str, now: datetime, before: Request) -> Request | None:
    """What the line asks of the calendar with what was asked before; None when it leaves that."""
    if isinstance(before, AskCalendar) and before.time is not None and _DAY_AFTER.fullmatch(line.strip(" ?.!")):
        window = before.time.window(now)
        day = window[0] + timedelta(days=1) if window is not None else None
        return AskCalendar("days", replace(as_spoken(day), clock=None)) if day is not None else None
    if isinstance(before, AskCalendar) and before.time is not None and _WEEK_AFTER.fullmatch(line.strip(" ?.!")):
        window = before.time.window(now)
        return _week_after(window[0], now) if window is not None else None
    if not isinstance(before, PutIn):
        return None
    times = find_times(line, now, country_of(now.tzinfo))
    title = title_of(times[0].without(line)) if times else ""
    return PutIn(times[0], title) if title and len(times) == 1 and times[0].clock else None


def _week_after(first: datetime, now: datetime) -> AskCalendar:
    """What is on in the week, Monday to Sunday, after the one in which that day is."""
    monday = first.date() - timedelta(days=first.weekday()) + timedelta(days=7)
    week = Days((DaySpan(monday, monday + timedelta(days=6)),))
    return AskCalendar("days", replace(as_spoken(first), clock=None, days=week))
