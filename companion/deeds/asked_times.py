"""Tells which of the times in a line are asked for and which only tell something, and what a time leaves to those beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from companion.deeds.spoken_times.spoken_time import SpokenTime

_CLAUSE = re.compile(r"[,.;:!?]\s+|\s+(?:and then|and|but|because|cos|since|so|then|plus|or)\s+", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    r"(?:[\s,.!?;:-]|\b(?:again|another|one|a|an|the|also|too|as well|then|and|at|for|on|me|please|first|second|third|last|later"
    r"|next|back-?up|backup|finally|alarms?|in case|just|to be (?:sure|safe)|only|it's|if|it|is|same|plus)\b)*",
    re.IGNORECASE,
)
"""All that stands beside a time that is asked for although its part of the line has no word that asks."""

_OF_EVENT = re.compile(
    r"(?:m?\.)? (?:o'?clock )?(?:[a-z]+ )?(?:mass|bus|train|tram|ferry|boat|flight|plane|coach|shift|meeting|class|lecture"
    r"|appointment|service|lesson|swim|game|match|start|tee|interview|exam|shuttle)\b",
    re.IGNORECASE,
)
"""After an hour: it is that of something else, “up for the 5 a.m. airport bus”."""


def times_asked(line: str, times: Sequence[SpokenTime], asks: re.Pattern[str]) -> list[SpokenTime]:
    """The times with an hour that the line asks something for: each beside a word that asks, or alone in its part of the line.

    “My flight is at nine, wake me at five and again at half past” asks for two of three. Empty when none is so.
    """
    found: list[SpokenTime] = []
    for begin, end in _clauses(line):
        inside = [one for one in times if begin <= one.spans[0][0] < end]
        inside = [one for one in inside if not _OF_EVENT.match(line, one.spans[-1][1])] if len(times) > 1 else inside
        if not any(one.clock or one.ahead for one in inside):
            continue
        left = line[begin:end]
        for start, last in sorted((span for one in inside for span in one.spans), reverse=True):
            left = f"{left[: max(0, start - begin)]} {left[max(0, last - begin) :]}"
        if asks.search(line[begin:end]) or (found and _NOTHING_ELSE.fullmatch(left)):
            found += _joined(inside)
    return [_after(found[:number], one) for number, one in enumerate(found)]


def with_context(one: SpokenTime, others: Sequence[SpokenTime]) -> SpokenTime:
    """The time with the day that is named elsewhere, and the half of that day: “it starts tomorrow at nine, tell me at eight”."""
    if one.days or one.ahead or one.repeats:
        return one
    for other in others:
        if other is not one and other.days and not other.repeats:
            part = other.part if not one.part and other.clock else one.part
            return replace(one, days=other.days, part=part)
    return one


def after_hour(one: SpokenTime, before: SpokenTime | None) -> SpokenTime:
    """“at ten past”, said after “at six”: ten past six."""
    if (
        one.clock is None
        or not one.clock.of_any_hour
        or before is None
        or before.clock is None
        or before.clock.of_any_hour
    ):
        return one
    at = tuple(
        minute // 60 * 60 + one.clock.at[0] + (60 if one.clock.at[0] <= minute % 60 else 0)
        for minute in before.clock.at
    )
    clock = replace(one.clock, at=tuple(minute % (24 * 60) for minute in at), of_any_hour=False)
    return replace(one, clock=clock, part=one.part or before.part)


def after_time(one: SpokenTime, before: SpokenTime) -> SpokenTime:
    """The second of two hours of a line, meant on the day and in the half of it that the first has."""
    if one.days or one.part or one.ahead or one.repeats or before.repeats:
        return one
    at = before.clock.at if before.clock is not None else ()
    part = before.part or ("morning" if len(at) == 1 and at[0] < 720 else "")
    return replace(after_hour(one, before), days=before.days, part=part)


def _after(before: Sequence[SpokenTime], one: SpokenTime) -> SpokenTime:
    if not before:
        return one
    return with_context(after_hour(one, before[-1]), before[-1:])


def _joined(inside: Sequence[SpokenTime]) -> list[SpokenTime]:
    """Each hour of a part of a line, with a day that is named beside it."""
    hours = [one for one in inside if one.clock or one.ahead]
    rest = [one for one in inside if not (one.clock or one.ahead or one.only_length)]
    made = []
    for hour in hours:
        for other in rest:
            hour = hour.joined(other) if hour.fits(other) else hour
        made.append(hour)
    return made


def _clauses(line: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _CLAUSE.finditer(line):
        yield at, found.start()
        at = found.end()
    yield at, len(line)
