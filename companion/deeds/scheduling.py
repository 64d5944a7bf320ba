"""Makes of a spoken time the one moment that is kept, or the one question that is asked about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from companion.deeds.clock import ordinal
from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.durations import clock_in_words
from companion.deeds.moment_words import day_in_words, moment_in_words, rule_parts
from companion.deeds.spoken_times.clock import ClockTime
from companion.deeds.spoken_times.days import Days, DaySpan
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.repetitions import WITHIN_A_DAY, Repetition, without_hour
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.text.calendar_words import WEEKDAYS


@dataclass(frozen=True)
class Schedule(Request):
    """Something is to fall due; what is None was not said."""

    time: SpokenTime | None
    text: str | None
    choices: tuple[datetime, ...] = ()
    """The moments that she has asked about."""
    moves: int | None = None
    """The due time that is to be moved."""


@dataclass(frozen=True)
class Planned:
    """When something falls due first, and its rule if it comes again."""

    at: datetime
    rule: str = ""
    shifted: bool = False
    """The clocks leave out the hour that was asked for."""


@dataclass(frozen=True)
class Unclear:
    """What must be asked first, and the moments between which the answer chooses."""

    question: str
    choices: tuple[datetime, ...] = ()


_FILLER = re.compile(
    r"(?:[\s,.!?;:-]|\b(?:at|in|on|the|for|please|make|it|that|one|let's|say|i|mean|meant|think|want|would|like"
    r"|better|ok|okay|then|"
    r"yes|no|nope|sorry|actually|rather|instead|well|um|uh|oh|of|course|sharp|o'clock|to|be|do|said|not|wait"
    r"|should|change|will|but|"
    r"guess|probably|maybe|about|around|by|next|coming)\b)*",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:the )?(?:first|former|earlier|sooner|earliest)(?: one| time| day| of (?:them|those|the two))?", re.I
)
_LAST = re.compile(r"(?:the )?(?:second|latter|later|last|other)(?: one| time| day| of (?:them|those|the two))?", re.I)
_HALF = re.compile(
    r"(?:the )?(?:in the )?(?P<part>morning|afternoon|evening|night|noon|a\.? ?m|p\.? ?m)\.?(?: one| please)?|"
    r"(?:at )?(?P<night>night)",
    re.I,
)


def planned(time: SpokenTime | None, now: datetime, usually: str = "", when: str = "When?") -> Planned | Unclear:
    """When it falls due; `when`: what she asks if nothing tells."""
    if time is None:
        return Unclear(when)
    found = time.moments(now, usually)
    if found.missing:
        no_day = "There's no such day. Which day do you mean?"
        return Unclear({"time": when, "hour": "At what time?", "day": no_day}[found.missing])
    if found.over:
        return Unclear("That has passed already. When shall it be?")
    if found.plain is None:
        choices = tuple(sorted(found.at))
        return Unclear(which_moment(choices, now, bool(time.repeats)), choices)
    rule = time.rule()
    if rule and not rule.startswith(WITHIN_A_DAY):
        minute = _minute(time, found.plain)
        rule += f";BYHOUR={minute // 60};BYMINUTE={minute % 60};BYSECOND=0"
    return Planned(found.plain, rule, found.shifted)


def chosen(time: SpokenTime | None, choices: tuple[datetime, ...], line: str, now: datetime) -> SpokenTime | None:
    """The time after the answer in `line`; None when it is no answer."""
    if choices and (one := _picked(choices, line)) is not None:
        return _fixed(time, one)
    times = find_times(line, now, country_of(now.tzinfo), bare=True)
    if not times or not _FILLER.fullmatch(times[0].without(line)):
        return None
    answer = times[0]
    left = tuple(one for one in choices if _agrees(one, answer))
    if len(left) == 1 and len(choices) > 1:
        return _fixed(time, left[0])
    return time.corrected(answer) if time is not None else answer


def correction(line: str, now: datetime) -> SpokenTime | None:
    """The time in “no, at nine” or “make it half past”; None when the line says anything else."""
    times = find_times(line, now, country_of(now.tzinfo), bare=True)
    if not times or times[-1].only_length:
        return None
    if len(times) == 1 and re.search(r"\bnot[ ,]*$", line[: times[0].spans[0][0]], re.IGNORECASE):
        return None  # “not tonight”
    before = line
    for one in reversed(times):
        before = one.without(before)
    return (
        times[-1]
        if _FILLER.fullmatch(before) and (len(times) == 1 or re.search(r"\b(?:not|said)\b", line, re.I))
        else None
    )


def as_spoken(at: datetime, rule: str = "") -> SpokenTime:
    """The time of something that is kept, to be changed by what is said."""
    clock = ClockTime((at.hour * 60 + at.minute,))
    if not rule:
        return SpokenTime(days=Days((DaySpan(at.date(), at.date()),)), clock=clock)
    until = rule_parts(rule).get("UNTIL", "")
    often = re.sub(r";UNTIL=[^;]*", "", without_hour(rule))
    return SpokenTime(clock=clock, repeats=Repetition(often), until=date.fromisoformat(until[:8]) if until else None)


def half_of(at: datetime) -> str:
    """The part of the day that a corrected hour is meant in."""
    return "morning" if at.hour < 12 else "evening" if at.hour >= 17 else "afternoon"


def _picked(choices: tuple[datetime, ...], line: str) -> datetime | None:
    if _FIRST.fullmatch(line):
        return choices[0]
    if _LAST.fullmatch(line):
        return choices[-1]
    found = _HALF.fullmatch(line)
    if not found:
        return None
    part = (found["part"] or found["night"]).lower().replace(".", "").replace(" ", "")
    left = [one for one in choices if (one.hour < 12) == (part in ("morning", "am"))]
    return left[0] if len(left) == 1 else None


def _agrees(one: datetime, answer: SpokenTime) -> bool:
    """Whether the moment is among those that the answer can mean."""
    if answer.days and not any(span.first <= one.date() <= span.last for span in answer.days.readings):
        return False
    if answer.clock and (one.hour * 60 + one.minute) not in answer.clock.at:
        return False
    morning = {"morning": True, "afternoon": False, "evening": False, "night": False}.get(answer.part)
    return morning is None or (one.hour < 12) == morning


def _fixed(time: SpokenTime | None, at: datetime) -> SpokenTime:
    clock = ClockTime((at.hour * 60 + at.minute,), time.clock.ends if time and time.clock else ())
    if time is not None and time.repeats:
        return replace(time, clock=clock, part="")
    return replace(time or SpokenTime(), days=Days((DaySpan(at.date(), at.date()),)), clock=clock, part="")


def _minute(time: SpokenTime, at: datetime) -> int:
    """The minute of the day that a repetition has, also when the clocks have moved its first time."""
    if time.clock and at.hour * 60 + at.minute not in time.clock.at and len(time.clock.at) == 1:
        return time.clock.at[0] % 1440
    return at.hour * 60 + at.minute


def which_moment(moments: tuple[datetime, ...], now: datetime, repeats: bool) -> str:
    """“At 9 o'clock in the morning or at 9 o'clock in the evening?”"""
    days = list(dict.fromkeys(moment.date() for moment in moments))
    clocks = list(dict.fromkeys(clock_in_words(moment.hour, moment.minute) for moment in moments))
    if repeats or len(days) == 1:
        words = [f"at {clock}" for clock in clocks]
    elif len(clocks) == 1 and clocks[0] == "midnight":
        words = [moment_in_words(moment, now) for moment in moments]
    elif len({day.weekday() for day in days}) == 1:
        words = [f"on {WEEKDAYS[day.weekday()]} the {ordinal(day.day)}" for day in days]
    elif len(clocks) == 1 or len(moments) > 2:
        words = [day_in_words(day, now.date()) for day in days]
    else:
        words = [moment_in_words(moment, now) for moment in moments]
    asked = " or ".join(words[:2])
    return f"{asked[:1].upper()}{asked[1:]}?"
