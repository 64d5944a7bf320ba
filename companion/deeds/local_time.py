"""Gives the local moment with its time zone: what the deeds count with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import tzlocal

from companion.environment import Now

LocalNow = Callable[[], datetime]
"""Gives the local time with its zone."""


def local_zone() -> tzinfo:
    """The computer's time zone, by its name where it has one."""
    zone: tzinfo = tzlocal.get_localzone()
    return zone


def with_zone(now: Now, zone: Callable[[], tzinfo] = local_zone) -> LocalNow:
    """The same clock, with the zone; `now` gives local time without one."""
    return lambda: now().replace(tzinfo=zone())


def seconds_between(first: datetime, last: datetime) -> float:
    """Seconds from one moment to the other by a stopwatch; plain subtraction counts by the wall clock within one zone."""
    return last.timestamp() - first.timestamp()


def in_zone(moment: datetime, name: str) -> datetime:
    """The moment as the clocks of that zone show it."""
    return moment.astimezone(ZoneInfo(name))
