"""Reads a time that is told by another: “the day before”, “an hour before”, “that morning”, “half past”, “make it every week”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.asked_times import after_hour
from companion.deeds.country import country_of
from companion.deeds.scheduled_requests import put_later, span_of
from companion.deeds.scheduling import as_spoken, half_of
from companion.deeds.slot_reader import SlotReading
from companion.deeds.slot_times import length_of, time_of
from companion.deeds.spoken_times.clock import ClockTime
from companion.deeds.spoken_times.days import Days, DaySpan
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import readable
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.text.calendar_words import PARTS_OF_DAY

_DAY = timedelta(days=1)
_BEFORE = re.compile(r"(?:before(?:hand)?|earlier|ahead|in advance)", re.IGNORECASE)
_APART = re.compile(
    r"(?:(?:about|around|say|maybe) )?(?P<length>.+?) (?P<way>before(?:hand)?|earlier|ahead|in advance|after|later)\b"
    r"(?: (?:that|it|then|of (?:it|that|time)))?",
    re.IGNORECASE,
)
"""“an hour before”."""
_NEXT_TO = re.compile(
    r"(?:the )?(?P<what>day|night|evening|morning|afternoon|week|month) (?P<way>before|after|of)(?: (?:that|it))?",
    re.IGNORECASE,
)
"""“the night before”, “the morning of”."""
_THAT = re.compile(r"(?:on |in )?(?:that|the same) (?P<what>day|night|evening|morning|afternoon)", re.IGNORECASE)
_SAME = re.compile(r"\b(?:at )?the same (?:time|hour)\b|\bsame (?:time|hour)\b", re.IGNORECASE)
_HOUR_OF = {"morning": 9, "afternoon": 15, "evening": 19, "night": 20}
_EARLIER = re.compile(
    r"\b(?:earlier|sooner|forwards?|shorter|less|shave|knock|chop|cut|lop|trim|reduce|minus|down (?:by|to)"
    r"|before|take)\b",
    re.IGNORECASE,
)
_BACK_ON = re.compile(r"\b(?:back on|add|more|extra|longer|later)\b", re.IGNORECASE)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HALF_A_DAY = 720


def beside(read: SlotReading, at: datetime, now: datetime, moves: bool) -> SpokenTime | None:
    """The time that the line names, alone or beside the moment `at`; `moves`: it takes the place of that moment.

    None when it names none, or one that has passed.
    """
    words = readable(" ".join((*read.all("when"), *(read.all("repeat") if not read.all("when") else ())))).strip(
        " ,.!?"
    )
    if found := _APART.fullmatch(words):
        span = span_by(found["length"], now)
        if span is not None:
            return _fixed(put_later(at, -span if _BEFORE.fullmatch(found["way"]) else span), now)
    if (found := _NEXT_TO.fullmatch(words) or _THAT.fullmatch(words)) is not None:
        return _fixed(_near(at, found["what"].lower(), found.groupdict().get("way") or "of"), now)
    if _SAME.search(words):
        day = find_times(_SAME.sub(" ", words), now, country_of(now.tzinfo))
        time = as_spoken(at).corrected(day[0]) if len(day) == 1 and day[0].days and not day[0].clock else None
        return time if time is not None else as_spoken(at) if _SAME.fullmatch(words) else None
    time = time_of(read, now)
    if time is None or time.ahead:
        return time
    return nearest(time, at) if moves else after_hour(time, as_spoken(at))


def instead(at: datetime, rule: str, time: SpokenTime, now: datetime) -> SpokenTime | None:
    """The time of something that is at `at` and comes again by `rule`, after it was said to be at `time`; None if that is over."""
    corrected = as_spoken(at, rule).corrected(time := in_its_half(time, at))
    found = corrected.moments(now, half_of(at) if not time.part else "")
    if not found.at and not (time.days or time.repeats):
        found, corrected = time.moments(now), time  # no such hour is left that day
    if not found.at or time.ahead:
        return time if time.ahead else None
    return as_spoken(found.at[0], _on_its_day(corrected.rule(), found.at[0]) if corrected.repeats else "")


def _on_its_day(rule: str, first: datetime) -> str:
    """“every week”, of what is on a Tuesday: every Tuesday."""
    if "BYDAY" in rule or "BYMONTHDAY" in rule:
        return rule
    if rule.startswith("FREQ=WEEKLY"):
        return f"{rule};BYDAY={_DAYS[first.weekday()]}"
    return f"{rule};BYMONTHDAY={first.day}" if rule.startswith("FREQ=MONTHLY") else rule


def span_by(words: str, now: datetime) -> timedelta | None:
    """So many days, hours and minutes as the words name."""
    if (length := length_of(words)) is not None:
        return length
    times = find_times(words, now, country_of(now.tzinfo))
    one = times[0].length if len(times) == 1 and times[0].only_length else None
    return span_of(one) if one is not None and not one.months else None


def moved_by(read: SlotReading, line: str, now: datetime) -> timedelta | None:
    """By how much something is to be later; less than nothing for earlier. None where that is not said."""
    words = read.one("by") or read.one("length")
    span = span_by(re.sub(r"\b(?:earlier|later|sooner|shorter|longer)\b", "", words).strip(), now) if words else None
    if span is None:
        return None
    around = line.replace(read.one("when"), " ") if read.all("when") else line
    return -span if _EARLIER.search(around) and not _BACK_ON.search(around) else span


def in_its_half(time: SpokenTime, at: datetime) -> SpokenTime:
    """“in the morning”, said of eight that was taken for the evening's: eight in the morning; else the time as it is."""
    first, last = PARTS_OF_DAY.get(time.part, (0, 0))
    other = (at.hour * 60 + at.minute + _HALF_A_DAY) % (2 * _HALF_A_DAY)
    if time.clock is not None or time.repeats or time.ahead or not first * 60 <= other < last * 60:
        return time
    return replace(time, clock=ClockTime((other,)))


def nearest(time: SpokenTime, at: datetime) -> SpokenTime:
    """“half past”, said of half past six that is to be another time: the nearest one."""
    if time.clock is None or not time.clock.of_any_hour:
        return time
    minute, before = time.clock.at[0], at.hour * 60 + at.minute
    near = min((before // 60 * 60 + minute + 60 * step for step in (0, 1, -1)), key=lambda one: abs(one - before))
    near %= 2 * _HALF_A_DAY
    day = Days((DaySpan(at.date(), at.date()),)) if time.days is None else time.days
    return replace(time, clock=ClockTime((near,)), days=day)


def _near(at: datetime, what: str, way: str) -> datetime:
    """“the night before”: eight in the evening of the day before it."""
    days = {"week": 7, "month": 28}.get(what, 1) * {"before": -1, "after": 1, "of": 0}[way]
    day = put_later(at, days * _DAY)
    return day.replace(hour=_HOUR_OF[what], minute=0) if what in _HOUR_OF else day


def _fixed(moment: datetime, now: datetime) -> SpokenTime | None:
    return as_spoken(moment) if moment > now else None
