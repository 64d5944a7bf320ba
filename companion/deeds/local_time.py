"""Gives the local moment with its time zone: what the deeds count with."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import tzlocal

from companion.environment import Now

log = logging.getLogger(__name__)

READ_AGAIN_S = 20.0
"""Seconds after which the computer's time zone is read again."""
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


class ComputerZone:
    """The computer's time zone, which changes while the program runs when somebody travels with it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._read_at = float("-inf")

    def __call__(self) -> tzinfo:
        """The zone, not older than some seconds."""
        if self._clock() - self._read_at > READ_AGAIN_S:
            self._read_at = self._clock()
            if hasattr(time, "tzset"):
                time.tzset()  # else `datetime.now` would go on in the zone before
            try:
                tzlocal.reload_localzone()
            except (KeyError, ValueError, OSError):
                log.info("the computer's time zone has no name")
        return local_zone()


def with_zone(now: Now, zone: Callable[[], tzinfo] | None = None) -> LocalNow:
    """The same clock, with the zone (the computer's, unless given); `now` gives local time without one."""
    here = zone or ComputerZone()

    def local_now() -> datetime:
        there = here()  # first: it makes `now` give the time of a zone that somebody has just travelled to
        return now().replace(tzinfo=there)

    return local_now


def seconds_between(first: datetime, last: datetime) -> float:
    """Seconds from one moment to the other by a stopwatch; plain subtraction counts by the wall clock within one zone."""
    return last.timestamp() - first.timestamp()


def how_late(moment: datetime, now: datetime) -> timedelta:
    """How long ago that moment was, by a stopwatch; nothing if it is still to come."""
    return timedelta(seconds=max(0.0, seconds_between(moment, now)))


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
