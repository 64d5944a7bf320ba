"""Gives the local moment with its time zone: what the deeds count with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import tzlocal

from companion.environment import Now

LocalNow = Callable[[], datetime]
"""Gives the local time with its zone."""


def local_zone() -> tzinfo:
    """The computer's time zone, by its name where it has one; where its setting is odd, the difference that holds today."""
    try:
        zone: tzinfo = tzlocal.get_localzone()
    except (KeyError, ValueError, OSError):  # no such zone, or one that is no name (TZ=CET-1CEST,M3.5.0,M10.5.0)
        ahead = datetime.now().astimezone().utcoffset() or timedelta()
        zone = ZoneInfo(f"Etc/GMT{-round(ahead / timedelta(hours=1)):+d}")  # by POSIX, ahead is minus
    return zone


def with_zone(now: Now, zone: Callable[[], tzinfo] = local_zone) -> LocalNow:
    """The same clock, with the zone; `now` gives local time without one."""
    return lambda: now().replace(tzinfo=zone())


def seconds_between(first: datetime, last: datetime) -> float:
    """Seconds from one moment to the other by a stopwatch; plain subtraction counts by the wall clock within one zone."""
    return last.timestamp() - first.timestamp()


def in_zone(moment: datetime, name: str) -> datetime:
    """The moment as the clocks of that zone show it."""
    try:
        return moment.astimezone(ZoneInfo(name))
    except (
        KeyError,
        ValueError,
        OSError,
    ):  # kept on a computer whose zone had no name, or has gone from the tables since
        return moment.astimezone(local_zone())
