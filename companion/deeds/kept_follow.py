"""Makes of a line that means what was kept last the request that its deed carries out: for timers, alarms and reminders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from companion.deeds.deed import Request
from companion.deeds.durations import duration_in_words
from companion.deeds.follow_on import FollowOn, named_alike, read_follow_on
from companion.deeds.scheduled_requests import AboutScheduled, found_by, span_of
from companion.deeds.spoken_times.pieces import Length
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt

_SAME = re.compile(
    r"(?:the )?same (?:again|one|timer|length)(?: again| please)*|(?:once more|one more time|again)", re.IGNORECASE
)
_TWICE = re.compile(
    r"(?:(?:and|no|actually|oh|now),? )*(?:double (?:it|that|the time)|make (?:it|that) (?:double|twice (?:that|as long)))"
    r"(?:,? (?:actually|please|then))*",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:(?:and|no|actually|oh|now),? )*(?:halve (?:it|that)|make (?:it|that) half (?:that|as long|of that)|half that)"
    r"(?:,? (?:actually|please|then))*",
    re.IGNORECASE,
)


def last_kept(memory: Memory, receipt: Receipt) -> DueTime | None:
    """The due time that the receipt is about; None if it is about none or several."""
    undo = receipt.undo or {}
    were = undo.get("were", [])
    number = undo.get("set", were[0]["id"] if len(were) == 1 else None)
    return memory.due_times.due_time(number) if number is not None else None


_PLACE = re.compile(r"\b(?:first|second|third|last|other) (?:one|timer)\b", re.IGNORECASE)
"""It may be another than the last."""


def follow_timer(line: str, now: datetime, one: DueTime | None) -> Request | None:
    """What the line asks of this timer."""
    if one is None:
        return None
    if one.state in ("stopped", "over"):
        return SetTimer(one.length, one.text) if one.length and _SAME.fullmatch(line) else None
    if _PLACE.search(line):
        return None
    which = one.text or duration_in_words(one.length or timedelta())
    if one.length and _TWICE.fullmatch(line):
        return AddToTimer(one.length, which)
    if one.length and _HALF.fullmatch(line):
        return AddToTimer(-one.length / 2, which)
    match read_follow_on(line, "timer", one.text, now):
        case FollowOn("stop"):
            return AboutTimers("stop", which)
        case FollowOn("left"):
            return AboutTimers("left", which)
        case FollowOn("later", length=Length() as length):
            return AddToTimer(length.elapsed, which)
        case FollowOn("earlier", length=Length() as length):
            return AddToTimer(-length.elapsed, which)
    return None


def length_instead(line: str, now: datetime, one: DueTime) -> timedelta | None:
    """The length that this timer is to have instead."""
    found = read_follow_on(line, "timer", one.text, now)
    return found.length.elapsed if found is not None and found.action == "set" and found.length else None


def time_instead(line: str, now: datetime, one: DueTime, kind: Literal["alarm", "reminder"]) -> SpokenTime | None:
    """The time that this one is to have instead."""
    found = read_follow_on(line, kind, one.text, now)
    return found.time if found is not None and found.action == "set" else None


def follow_scheduled(
    line: str, now: datetime, one: DueTime | None, kind: Literal["alarm", "reminder"], others: Sequence[str] = ()
) -> Request | None:
    """What the line asks of this alarm or reminder; `others`: what the others that wait are for."""
    if one is None or one.state != "waiting" or named_alike(line, one.text, others):
        return None
    match read_follow_on(line, kind, one.text, now):
        case FollowOn("stop"):
            return AboutScheduled("stop", found_by(one, now))
        case FollowOn("left"):
            return AboutScheduled("when", found_by(one, now))
        case FollowOn("later", length=Length() as length) if not length.months:
            return AboutScheduled("move", found_by(one, now), by=span_of(length))
        case FollowOn("earlier", length=Length() as length) if not length.months:
            return AboutScheduled("move", found_by(one, now), by=-span_of(length))
    return None
