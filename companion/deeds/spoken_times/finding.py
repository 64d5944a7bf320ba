"""Finds what a line says of time: the words that belong together become one spoken time, in the order of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from companion.deeds.spoken_times.clock import DAY, HALF_DAY, clock_times
from companion.deeds.spoken_times.days import Days, DaySpan, days
from companion.deeds.spoken_times.lengths import lengths
from companion.deeds.spoken_times.pieces import Length, Piece, readable
from companion.deeds.spoken_times.repetitions import Repetition, repetitions
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.text.calendar_words import DAY_BEGINS

_PART = re.compile(
    r"(?<![\w'])(?:(?P<lead>(?:first thing |late |early |later )?(?:in the |for the |this |at )?)"
    r"(?P<part>morning|afternoon|evening|night)|first thing(?! in| this))(?!'s|s)\b"
)
_AFTER_DAY = re.compile(r"(?:today|tomorrow|day|\d{1,2}|\d(?:st|nd|rd|th)|eve) $")
_AHEAD = re.compile(r"(?:in|within|after) $")
_FROM_NOW = re.compile(r" (?:from now|from right now|time\b|'s time)")
_FOR = re.compile(r"(?:for|lasting) (?:the next |another |about |around |exactly )?$")
_SMALL = (
    r"at|on|in|of|the|for|and|from|by|about|around|exactly|sharp|starting|beginning|until|till|til|up to|like|say|"
    r"(?:any|some) ?time"
)
_JOINT = re.compile(rf"[\s,]*(?:(?:{_SMALL})\b[\s,]*){{0,2}}")
_LEADING = re.compile(
    r"(?:\b(?:at|on|in|by|for|from|about|around|exactly|before|after|until|till|starting|beginning)\s+)+$"
)
_EVERY = re.compile(r"(?:on )?(?:every|each) $")
_MENDED = re.compile(
    r"[\s,.;-]*(?:(?:(?:ah|oh|um|uh),? )?(?:no|nope|sorry|wait|hang on|hold on|actually|rather|i mean|make that|not that),?[\s,]*)+"
    r"(?:(?:not|at|on|for|in|it's|make it)[\s,]*)*"
)
"""“at six, no, hang on, twenty past six”: the second counts."""
_SHIFT = re.compile(r" (?P<way>before|after|past) ")
_UNTIL = re.compile(r"(?:until|till|til|up to) (?:the )?$")


def find_times(line: str, now: datetime, country: str = "", bare: bool = False) -> list[SpokenTime]:
    """What the line says of time, in its order; `now` with the zone of the person who speaks.

    `country`: whose public holidays are meant (“GB”). `bare`: a number alone is an hour, because an hour was asked for.
    """
    return list(_found(line, now.replace(microsecond=0), country, bare))


@lru_cache(maxsize=64)
def _found(line: str, now: datetime, country: str, bare: bool) -> tuple[SpokenTime, ...]:
    """As `find_times`; kept, since every deed looks for the times of the same line."""
    text = readable(line)
    times: list[SpokenTime] = []
    mending = False
    for piece in _pieces(text, now, country, bare):
        one = SpokenTime(spans=((piece.start, piece.end),)).joined(piece.value)
        before = times[-1] if times else None
        if before and (shift := _SHIFT.fullmatch(text[before.spans[-1][1] : piece.start])) and _can_shift(before, one):
            times[-1] = _shifted(before, one, shift["way"] == "before")
        elif before and _mends(text[before.spans[-1][1] : piece.start], mending):
            mending = " not " in text[before.spans[-1][1] : piece.start]
            times[-1] = replace(before.corrected(one), spans=((before.spans[0][0], one.spans[-1][1]),))
        elif before and _JOINT.fullmatch(text[before.spans[-1][1] : piece.start]) and (both := _together(before, one)):
            times[-1] = both
        else:
            times.append(one)
    return tuple(_tidied(one, text, now) for one in times)


def _mends(between: str, not_that: bool) -> bool:
    """Whether the second of two times counts: “no, at eight”; after “not Wednesday”, whatever follows does."""
    return _MENDED.fullmatch(between) is not None or (
        not_that and re.fullmatch(r"[\s,]*(?:but )?", between) is not None
    )


def _pieces(text: str, now: datetime, country: str, bare: bool) -> list[Piece[SpokenTime]]:
    """Of pieces that overlap, the longest."""
    found = sorted(_all(text, now, country, bare), key=lambda piece: (piece.start - piece.end, piece.start))
    kept: list[Piece[SpokenTime]] = []
    for piece in found:
        if not any(piece.overlaps(other) for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _all(text: str, now: datetime, country: str, bare: bool) -> Iterator[Piece[SpokenTime]]:
    for clock in clock_times(text, bare):
        yield Piece(clock.start, clock.end, SpokenTime(clock=clock.value))
    for repetition in repetitions(text):
        yield Piece(repetition.start, repetition.end, SpokenTime(repeats=repetition.value))
    for day in days(text, now.date(), country):
        words = text[day.start : day.end]
        if _UNTIL.search(text[: day.start]) or words.startswith("until "):
            if day.value.readings:
                yield Piece(day.start, day.end, SpokenTime(until=day.value.readings[0].last))
        elif day.value.yearly and (again := _EVERY.search(text[: day.start])):
            yield Piece(again.start(), day.end, SpokenTime(days=day.value, repeats=Repetition("FREQ=YEARLY")))
        else:
            yield Piece(day.start, day.end, _day(words, day.value, now))
    for length in lengths(text):
        yield _length(length, text)
    for part in _PART.finditer(text):
        if part["lead"] or not part["part"] or _AFTER_DAY.search(text[: part.start()]):
            yield _part(part, now)


def _day(words: str, named: Days, now: datetime) -> SpokenTime:
    """Before morning, somebody who is still up may call the day that has begun “tomorrow”."""
    if words == "tomorrow" and now.hour < DAY_BEGINS:
        return SpokenTime(days=Days((DaySpan(now.date(), now.date()), *named.readings)))
    return SpokenTime(days=named, part="night" if words == "tonight" else "")


def _length(piece: Piece[Length], text: str) -> Piece[SpokenTime]:
    """“in ten minutes” and “ten minutes from now” are moments; any other length only lasts."""
    before, after = _AHEAD.search(text[: piece.start]), _FROM_NOW.match(text, piece.end)
    if before or after:
        start, end = (before.start() if before else piece.start), (after.end() if after else piece.end)
        return Piece(start, end, SpokenTime(ahead=piece.value))
    lasting = _FOR.search(text[: piece.start])
    return Piece(lasting.start() if lasting else piece.start, piece.end, SpokenTime(length=piece.value))


def _part(found: re.Match[str], now: datetime) -> Piece[SpokenTime]:
    today = DaySpan(now.date(), now.date())
    this = "this " in (found["lead"] or "")
    days_named = Days((today,)) if this else None
    return Piece(found.start(), found.end(), SpokenTime(days=days_named, part=found["part"] or "morning"))


def _together(one: SpokenTime, other: SpokenTime) -> SpokenTime | None:
    """The two as one time; a weekday beside a date names the same day, or both are readings if they differ."""
    if one.fits(other):
        return one.joined(other)
    if one.clock and other.clock and one.clock.vague and not other.clock.vague:
        at = one.clock.at[0]
        part = "morning" if at < HALF_DAY else "afternoon" if at < 17 * 60 else "evening"
        return _together(replace(one, clock=None, part=one.part or part), other)
    if one.days and other.days and replace(one, days=None).fits(replace(other, days=None)):
        for day, more in ((one.days, other.days), (other.days, one.days)):
            if (within := _in_week(day, more)) is not None:
                return replace(replace(one, days=None).joined(replace(other, days=None)), days=within)
            if day.weekday is not None and more.weekday is None and more.readings and more.readings[0].single:
                agrees = more.readings[0].first.weekday() == day.weekday
                both = more if agrees else Days(more.readings + day.readings[:1])
                return replace(replace(one, days=None).joined(replace(other, days=None)), days=both)
    return None


def _in_week(day: Days, week: Days) -> Days | None:
    """The day of that week: “Wednesday next week”."""
    if day.weekday is None or week.weekday is not None or len(week.readings) != 1:
        return None
    span = week.readings[0]
    if (span.last - span.first).days != 6:
        return None
    meant = span.first + timedelta(days=(day.weekday - span.first.weekday()) % 7)
    return Days((DaySpan(meant, meant),), weekday=day.weekday)


def _can_shift(one: SpokenTime, other: SpokenTime) -> bool:
    return one.only_length and one.length is not None and one.length.exact and other.clock is not None


def _shifted(length: SpokenTime, other: SpokenTime, back: bool) -> SpokenTime:
    """“two hours before midnight”."""
    assert length.length is not None
    assert other.clock is not None
    minutes = round(length.length.seconds / 60) * (-1 if back else 1)
    clock = replace(other.clock, at=tuple((at + minutes) % DAY for at in other.clock.at))
    return replace(other, clock=clock, spans=length.spans + other.spans)


def _tidied(one: SpokenTime, text: str, now: datetime) -> SpokenTime:
    """With the small words before it (“at”, “on”), and with what “until Friday” and “for two weeks” mean in it."""
    leading = [_LEADING.search(text[:start]) for start, _ in one.spans]
    spans = [
        (lead.start() if lead else start, end + 6 * text.startswith(" sharp", end))
        for lead, (start, end) in zip(leading, one.spans, strict=True)
    ]
    one = replace(one, spans=tuple(spans))
    if one.until and not one.repeats:
        return replace(one, until=None, days=one.days or Days((DaySpan(one.until, one.until),)))
    if one.repeats and one.length and not one.length.exact and not one.until:
        return replace(one, length=None, until=one.length.on(now.date()) - timedelta(days=1))
    return one
