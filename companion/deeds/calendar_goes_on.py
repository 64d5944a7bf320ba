"""Reads what goes on with the event just put in, or the day just asked about: “and lunch on Friday at noon”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.calendar_grammar import AskCalendar, PutIn, title_of
from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.scheduling import as_spoken
from companion.deeds.spoken_times.finding import find_times

_DAY_AFTER = re.compile(
    r"(?:(?:and|what about|how about|what's on|anything) )*(?:on )?(?:the )?(?:day after(?: that)?|next day|following day)",
    re.IGNORECASE,
)


def goes_on(line: str, now: datetime, before: Request) -> Request | None:
    """What the line asks of the calendar with what was asked before; None when it leaves that."""
    if isinstance(before, AskCalendar) and before.time is not None and _DAY_AFTER.fullmatch(line.strip(" ?.!")):
        window = before.time.window(now)
        day = window[0] + timedelta(days=1) if window is not None else None
        return AskCalendar("days", replace(as_spoken(day), clock=None)) if day is not None else None
    if not isinstance(before, PutIn):
        return None
    times = find_times(line, now, country_of(now.tzinfo))
    title = title_of(times[0].without(line)) if times else ""
    return PutIn(times[0], title) if title and len(times) == 1 and times[0].clock else None
