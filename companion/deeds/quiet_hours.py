"""Tells whether it is in the hours in which nothing but alarms and timers may be said unasked."""

from __future__ import annotations

from datetime import datetime

from companion.settings import Settings


def in_quiet_hours(settings: Settings, now: datetime) -> bool:
    """Whether they are on and it is their time; they may go over midnight. `now`: local."""
    begins, ends, clock = settings.quiet_from, settings.quiet_to, f"{now:%H:%M}"
    if not settings.quiet or begins == ends:
        return False
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends
