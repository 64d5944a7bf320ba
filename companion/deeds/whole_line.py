"""Completes what was read in a part of a line by the rest of it: the hour that would be asked for, the half of the day it is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from companion.deeds.asked_times import after_time
from companion.deeds.calendar_grammar import PutIn
from companion.deeds.country import country_of
from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.reminder_grammar import OF_WHAT
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.days import Days, DaySpan
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

Read = Request | DeedQuestion


_ITSELF = re.compile(r"(?:a |the |another )?reminder(?:[, ]+please)?", re.IGNORECASE)
"""“Reminder, please, for Thursday at two” does not say of what."""
_TILL = re.compile(r"\b(?:till?|until|through|up to)\b", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(r"[ ,]*(?:to|[-–])[ ]*(?:the )?", re.IGNORECASE)
_THE_OTHER = re.compile(r"[ ,]*and (?P<what>(?:the|my|a|an|his|her|our) [\w' -]+?)(?: at)? ?", re.IGNORECASE)
_THING = re.compile(r"(?:the|my|a|an|his|her|our)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\balarms\b", re.IGNORECASE)


def completed(deed: Deed, request: Read, text: str, now: datetime) -> list[Read]:
    """With the hour or the words that she would ask for although another part of the line has them, and with all its alarms."""
    if deed.name == "alarm" and isinstance(request, Schedule) and _SEVERAL.search(text):
        return [request, *(more for more in deed.guess_also(text, now) if more != request)]
    if isinstance(request, PutIn):
        return [_on_all_days(request, text, now)]
    whole = _with_its_half(_with_the_rest(deed, request, text, now), text, now)
    if isinstance(whole, Schedule) and deed.name == "reminder" and (two := _two(whole, text, now)):
        return two
    if isinstance(whole, Schedule) and deed.name == "reminder" and _ITSELF.fullmatch(whole.text or ""):
        return [DeedQuestion("reminder", OF_WHAT, replace(whole, text=None))]
    return [whole]


def _two(request: Schedule, text: str, now: datetime) -> list[Read]:
    """Two reminders, where the line tells two things and the hour of each; empty where it does not."""
    time, said = request.time, request.text or ""
    clocks = [one for one in find_times(text, now, country_of(now.tzinfo), bare=True) if one.clock]
    if time is None or time.clock is None or request.moves is not None or len(clocks) != 2 or " and " not in said:
        return []
    first, second = clocks
    between = _THE_OTHER.fullmatch(text[first.spans[-1][1] : second.spans[0][0]])
    one, _, other = said.partition(" and ")
    if between is None or not other.startswith(between["what"]) or first.clock != time.clock:
        return []
    verb, _, thing = one.partition(" ")
    what = f"{verb} {between['what']}" if _THING.match(thing) and not _THING.match(verb) else between["what"]
    return [
        replace(request, text=one, time=replace(time, clock=first.clock)),
        replace(request, text=what, time=replace(time, clock=second.clock, part=second.part or time.part)),
    ]


def _on_all_days(request: PutIn, text: str, now: datetime) -> PutIn:
    """With the last day too that the line names: “away from the twentieth to the twenty-third”."""
    time = request.time
    if time is None or not time.days or time.clock or time.repeats or len(time.days.readings) != 1:
        return request
    words = _TILL.sub("to", text)
    times = find_times(words, now, country_of(now.tzinfo))
    for one, other in pairwise(times):
        between = words[one.spans[-1][1] : other.spans[0][0]]
        plain = not (one.clock or other.clock or one.repeats or other.repeats)
        if plain and one.days and other.days and _BETWEEN_DAYS.fullmatch(between):
            span = _span(one.days, other.days)
            days = Days((span,)) if span is not None and time.days.readings[0] == one.days.readings[0] else None
            return replace(request, time=replace(time, days=days), whole_days=True) if days is not None else request
    return request


def _span(first: Days, last: Days) -> DaySpan | None:
    """From one day to the other; “the twelfth to the fifteenth of January” begins in January."""
    begins, ends = first.readings[0].first, last.readings[0].last
    if first.day_of_month is not None and last.day_of_month is None and first.day_of_month < ends.day:
        begins = ends.replace(day=first.day_of_month)
    if ends < begins and last.weekday is not None:
        ends += timedelta(days=7)
    return DaySpan(begins, ends) if begins < ends else None


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
