"""Gives the local moment with its time zone: what the deeds count with."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import tzlocal

from companion.environment import Now

log = logging.getLogger(__name__)

READ_AGAIN_S = 20.0
"""Seconds after which the computer's time zone is read again."""
LocalNow = Callable[[], datetime]
"""Gives the local time with its zone."""
Hours = tuple[timedelta | None, ...]


def local_zone() -> tzinfo:
    """The computer's time zone, or one of the same hours where its own has no name; the difference that holds today, at worst.

    What is kept with a zone is kept with its name.
    """
    ahead = datetime.now().astimezone().utcoffset() or timedelta()
    like_today = f"Etc/GMT{-round(ahead / timedelta(hours=1)):+d}"  # by POSIX, ahead is minus
    try:
        zone: tzinfo = tzlocal.get_localzone()
    except (KeyError, ValueError, OSError):  # no such zone, or one that is no name (TZ=CET-1CEST,M3.5.0,M10.5.0)
        return ZoneInfo(like_today)
    if is_zone(str(getattr(zone, "key", ""))):
        return zone
    return ZoneInfo(zone_of_same_hours(hours_of(zone), like_today))  # /etc/localtime is a copy: “local”


@lru_cache(maxsize=64)
def is_zone(name: str) -> bool:
    """Whether a zone has this name."""
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def hours_of(zone: tzinfo) -> Hours:
    """How far the clocks of a zone are from UTC on the first and the fifteenth of each month of a year."""
    days = [datetime(2026, month, day, 12, tzinfo=zone) for month in range(1, 13) for day in (1, 15)]
    return tuple(day.utcoffset() for day in days)


@lru_cache(maxsize=64)
def zone_of_same_hours(hours: Hours, first: str) -> str:
    """The name of a zone whose clocks go like this: `first`, if they do there, or if they do nowhere."""
    names = sorted(available_timezones(), key=lambda name: (not name.startswith(("Europe/", "America/")), name))
    return next((name for name in [first, *names] if hours_of(ZoneInfo(name)) == hours), first)


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
    return moment.astimezone(zone_named(name))


def zone_named(name: str) -> tzinfo:
    """The zone with this name; that of this computer, if it was kept where the zone had none, or has gone from the tables since."""
    return ZoneInfo(name) if is_zone(name) else local_zone()
