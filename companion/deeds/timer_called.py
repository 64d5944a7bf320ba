"""Says what a timer is called, and finds those that words name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from companion.deeds.deed import Request
from companion.deeds.durations import duration_in_words
from companion.deeds.timer_grammar import read_length
from companion.memory.due_times import DueTime


@dataclass(frozen=True)
class NameTimer(Request):
    """A timer is to be called so."""

    name: str
    which: str = ""
    """What it is called now, or its length; empty: not said."""

    sets = False


PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}
"""What timers are called by the order in which they were set."""
_COUNTED = re.compile(r"(\w+) (day|hour|minute|second)s?")


def called(one: DueTime) -> str:
    """“the pasta timer”, “the ten-minute timer”."""
    if one.text:
        return f"the {one.text} timer"
    words = _COUNTED.sub(r"\1-\2", duration_in_words(one.length or timedelta()))
    return f"the {words} timer"


def meant(which: str, timers: Sequence[DueTime]) -> Sequence[DueTime]:
    """Those that these words name: by their name or their length; all, for no words."""
    if not which:
        return timers
    length = read_length(which)
    if length is not None:
        return [one for one in timers if one.length == length]
    wanted = which.lower()
    if (place := PLACES.get(wanted)) is not None and timers:
        in_order = sorted(timers, key=lambda one: one.id)
        return in_order[place : place + 1] if place >= 0 else in_order[place:]
    exact = [one for one in timers if one.text.lower() == wanted]
    return exact or [one for one in timers if one.text and (wanted in one.text.lower() or one.text.lower() in wanted)]


def as_were(timers: Sequence[DueTime]) -> dict[str, object]:
    """What undoing puts back."""
    return {
        "were": [
            {
                "id": one.id,
                "state": one.state,
                "due": one.due.astimezone(UTC).isoformat(),
                "zone": one.zone,
                "left": one.left.total_seconds() if one.left is not None else None,
                "length": one.length.total_seconds() if one.length is not None else None,
                "text": one.text,
            }
            for one in timers
        ]
    }
