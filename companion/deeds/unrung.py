"""Says what can't ring while the memory is locked; not what it is for, for anybody may read that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from companion.deeds.local_time import seconds_between
from companion.deeds.moment_words import moment_in_words
from companion.errors import KNOWN
from companion.memory import Memory
from companion.memory.due_times import DueKind, DueTime
from companion.text.listing import listed
from companion.text.number_words import in_words

SOON = timedelta(days=1)
"""What comes later is not worth a word each time the memory is locked."""
_KINDS: Sequence[DueKind] = ("alarm", "timer", "reminder")


def told_when_locked(memory: Memory | None, now: datetime) -> str:
    """What can't ring meanwhile; if that can't be read, why: locking must not fail for it."""
    try:
        return what_cannot_ring(memory.due_times.list(), now) if memory is not None else ""
    except KNOWN as error:
        return f"While I am locked, nothing can ring, and what waits can't be read: {error}"


def what_cannot_ring(waiting: Sequence[DueTime], now: datetime) -> str:
    """“While I am locked, the alarm tomorrow at 7:30 in the morning can't ring.”; empty where nothing waits for its time soon."""
    soon = [one for one in waiting if one.state == "waiting" and seconds_between(now, one.due) < SOON.total_seconds()]
    named = [words for kind in _KINDS if (words := _of_kind([one for one in soon if one.kind == kind], now))]
    return f"While I am locked, {listed(named)} can't ring." if named else ""


def _of_kind(those: Sequence[DueTime], now: datetime) -> str:
    if len(those) > 1:
        return f"{in_words(len(those))} {those[0].kind}s"
    return "".join(f"the {one.kind} {moment_in_words(one.due.astimezone(now.tzinfo), now)}" for one in those)
