"""Completes what was read in a part of a line by the rest of it: the hour that would be asked for, the half of the day it is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from companion.deeds.asked_times import after_time
from companion.deeds.country import country_of
from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.reminder_grammar import OF_WHAT
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

Read = Request | DeedQuestion


_ITSELF = re.compile(r"(?:a |the |another )?reminder(?:[, ]+please)?", re.IGNORECASE)
"""“Reminder, please, for Thursday at two” does not say of what."""
_SEVERAL = re.compile(r"\balarms\b", re.IGNORECASE)


def completed(deed: Deed, request: Read, text: str, now: datetime) -> list[Read]:
    """With the hour or the words that she would ask for although another part of the line has them, and with all its alarms."""
    if deed.name == "alarm" and isinstance(request, Schedule) and _SEVERAL.search(text):
        return [request, *(more for more in deed.guess_also(text, now) if more != request)]
    whole = _with_its_half(_with_the_rest(deed, request, text, now), text, now)
    if isinstance(whole, Schedule) and deed.name == "reminder" and _ITSELF.fullmatch(whole.text or ""):
        return [DeedQuestion("reminder", OF_WHAT, replace(whole, text=None))]
    return [whole]


def _with_its_half(request: Read, text: str, now: datetime) -> Read:
    """With the half of the day that another part of the line names alone: “milking in the morning, so an alarm for ten to five”."""
    if not isinstance(request, Schedule) or request.time is None or request.choices or request.moves is not None:
        return request
    time = request.time
    if time.clock is None or len(time.clock.at) < 2 or time.part or time.repeats:
        return request
    times = find_times(text, now, country_of(now.tzinfo), bare=True)
    clocks = [one for one in times if one.clock]
    parts = {one.part for one in times if one.part and (not one.clock or one.clock.at == time.clock.at)}
    if len(clocks) > 1 or len(parts) != 1:
        return request
    return replace(request, time=replace(time, part=parts.pop()))


def _with_the_rest(deed: Deed, request: Read, text: str, now: datetime) -> Read:
    about = request.about if isinstance(request, DeedQuestion) else request
    if not isinstance(about, Schedule) or about.choices or about.moves is not None:
        return request
    asks = isinstance(request, DeedQuestion) or not _has_hour(about.time)
    whole = deed.guess(text, now) if asks else None
    if not isinstance(whole, Schedule) or not _has_hour(whole.time):
        return request
    return replace(whole, text=about.text or whole.text)


def carried(requests: Sequence[Read]) -> list[Read]:
    """With the day and its half that the first of several hours has: “wake me at seven and remind me at eight”."""
    made: list[Read] = []
    before: SpokenTime | None = None
    text = ""
    for one in requests:
        about = one.about if isinstance(one, DeedQuestion) and one.text == OF_WHAT else None
        if text and isinstance(about, Schedule) and about.time is not None and about.text is None:
            one = replace(about, text=text)
        text = one.text or "" if isinstance(one, Schedule) else ""
        if isinstance(one, Schedule) and one.time is not None and one.moves is None:
            if before is not None and one.time.clock is not None and not one.choices:
                one = replace(one, time=after_time(one.time, before))
            before = one.time if one.time is not None and one.time.clock else before
        made.append(one)
    return made


def _has_hour(time: SpokenTime | None) -> bool:
    return time is not None and bool(time.clock or time.ahead or (time.repeats and time.repeats.within_a_day))
