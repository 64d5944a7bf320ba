"""Says a length of time in words: “ten minutes”, “one hour and 30 minutes”."""

from __future__ import annotations

from datetime import timedelta

from companion.text.listing import listed
from companion.text.number_words import in_words

_UNITS = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def duration_in_words(span: timedelta) -> str:
    """The whole length, to the second."""
    seconds = max(0, round(span.total_seconds()))
    parts = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{in_words(count)} {unit}{'s' * (count != 1)}")
    return listed(parts) or "no time"


def left_in_words(span: timedelta) -> str:
    """What is left: to the second below ten minutes, else to the minute."""
    seconds = round(span.total_seconds())
    return duration_in_words(timedelta(seconds=seconds if seconds < 600 else 60 * round(seconds / 60)))


def clock_in_words(hour: int, minute: int) -> str:
    """The time of day as it is read and said: “4:05 in the afternoon”, “noon”."""
    if minute == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    part = (
        "at night"
        if hour >= 22 or hour < 4
        else "in the morning"
        if hour < 12
        else "in the afternoon"
        if hour < 17
        else "in the evening"
    )
    shown = f"{(hour - 1) % 12 + 1}:{minute:02}" if minute else f"{(hour - 1) % 12 + 1} o'clock"
    return f"{shown} {part}"
