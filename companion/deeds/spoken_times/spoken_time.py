"""Holds what a line says of time, and tells which moments it can mean, what is missing, and whether it is over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from companion.deeds.spoken_times.clock import DAY, HALF_DAY, ClockTime, ends_after
from companion.deeds.spoken_times.days import Days, DaySpan
from companion.deeds.spoken_times.pieces import Length, on_the_wall
from companion.deeds.spoken_times.repetitions import WITHIN_A_DAY, Repetition
from companion.text.calendar_words import DAY_BEGINS, PARTS_OF_DAY

_USUAL = {
    "morning": 9 * 60,
    "lunchtime": 13 * 60,
    "noon": 720,
    "afternoon": 15 * 60,
    "evening": 19 * 60,
    "night": 21 * 60,
    "midnight": 0,
}
"""The minute of the day that a part of it stands for when no hour is named."""
SOON = timedelta(hours=6)
"""An hour that comes within this time and not at night is the one that was meant."""
_AWAKE = (6, 24)
_EITHER_HALF = range(6, 10)
"""Hours of another day that people name before noon and after it; ten and eleven are meant before, one to five after."""


@dataclass(frozen=True)
class Moments:
    """The moments that can be meant, the likelier first; or what is `missing`, or that it is `over`."""

    at: tuple[datetime, ...] = ()
    missing: Literal["", "day", "hour", "time"] = ""
    """“day”: there is no such day; “time”: nothing tells when."""
    over: bool = False
    """The only moment it can mean has passed."""
    vague: bool = False
    """Only a part of the day was named."""
    shifted: bool = False
    """The clocks leave out the hour that was named: the moment is as long after the change."""

    @property
    def plain(self) -> datetime | None:
        """The moment, if only one can be meant."""
        return self.at[0] if len(self.at) == 1 else None


@dataclass(frozen=True)
class SpokenTime:
    """What the words in `spans` say of time. All that they do not name is empty."""

    spans: tuple[tuple[int, int], ...] = ()
    length: Length | None = None
    """“ten minutes”, “for an hour”."""
    ahead: Length | None = None
    """“in ten minutes”."""
    days: Days | None = None
    clock: ClockTime | None = None
    part: str = ""
    repeats: Repetition | None = None
    until: date | None = None
    """The last day of a repetition."""

    @property
    def only_length(self) -> bool:
        """Whether it says nothing but how long."""
        return self.length is not None and not (self.ahead or self.days or self.clock or self.part or self.repeats)

    def fits(self, other: SpokenTime) -> bool:
        """Whether the two can be one time: nothing is said twice."""
        mine, theirs = self._named, other._named
        return not mine & theirs and not ("ahead" in mine | theirs and {"clock", "days"} & (mine | theirs))

    def joined(self, other: SpokenTime) -> SpokenTime:
        """Both as one; what `other` names counts."""
        changes = {name: getattr(other, name) for name in other._named}
        return replace(self, spans=tuple(sorted(self.spans + other.spans)), **changes)

    def corrected(self, other: SpokenTime) -> SpokenTime:
        """This time after “no, at nine”, “no, on Thursday”: what `other` names is changed, the rest stays."""
        kept = replace(self, ahead=None, length=None) if other.ahead or other.clock or other.days else self
        if other.clock or other.part:
            kept = replace(kept, clock=None, part="" if other.part else kept.part)
        if other.days and kept.repeats:
            kept = replace(kept, repeats=kept.repeats.moved_to(other.days.weekday))
        if other.ahead:
            kept = replace(kept, clock=None, days=None, part="", repeats=None)
        return replace(kept.joined(other), spans=other.spans)

    def without(self, line: str) -> str:
        """The line without the words of this time."""
        kept, at = [], 0
        for start, end in self.spans:
            kept.append(line[at:start].strip())
            at = end
        return " ".join(filter(None, [*kept, line[at:].strip()]))

    @property
    def _named(self) -> set[str]:
        names = ("length", "ahead", "days", "clock", "part", "repeats", "until")
        return {name for name in names if getattr(self, name)}

    def rule(self) -> str:
        """How it repeats, as calendars write it (RFC 5545); empty when it is for once."""
        if not self.repeats:
            return ""
        days = self.days
        named = self.repeats.joined(days.weekday if days else None, days.day_of_month if days else None)
        return named.rule + (f";UNTIL={self.until:%Y%m%d}T235959" if self.until else "")

    def moments(self, now: datetime, usually: str = "") -> Moments:
        """The moments it can mean at `now` (with its zone); `usually`: the part of the day meant when none is named."""
        if self.ahead:
            return Moments((self.ahead.after(now),))
        if self.days and not self.days.readings:
            return Moments(missing="day")
        if self.repeats and self.repeats.within_a_day and not self.clock:
            first = next_of(self.rule(), now, now)
            return Moments((first,) if first else (), over=first is None)
        clock, vague = self._minutes(now, usually)
        if not clock:
            return Moments(missing="hour" if self.days or self.repeats else "time")
        if self.repeats:
            return self._repeated(clock, vague, now)
        walls = list(self._on_days(clock, now) if self.days else _next(clock, now))
        coming = [wall for wall in walls if on_the_wall(wall, now.tzinfo) > now]
        if not coming:
            later_today = vague and self.window(now)
            return Moments(missing="hour") if later_today and later_today[1] > now else Moments(over=True)
        return _moments(self._likely(coming, now), now, vague or bool(self.clock and self.clock.vague))

    def _minutes(self, now: datetime, usually: str) -> tuple[tuple[int, ...], bool]:
        """The minutes of the day that can be meant, past 1440 for the night after; and whether only a part was named."""
        part = self.part or (self.repeats.part if self.repeats else "")
        if self.clock is None:
            return ((_USUAL[part],), True) if part else ((), False)
        if self.clock.of_any_hour:
            minute = self.clock.at[0]
            return (((now.hour + (now.minute >= minute)) * 60 + minute,), False)
        found = tuple(_in_part(self.clock.at, part or usually))
        if self.days and now.hour < DAY_BEGINS and self.days.readings[0].last == now.date():
            night = now.hour * 60 + now.minute
            found = tuple(minute - DAY if minute - DAY > night else minute for minute in found)
        return found or self.clock.at, False

    def _on_days(self, minutes: tuple[int, ...], now: datetime) -> Iterator[datetime]:
        assert self.days is not None
        for span in self.days.readings:
            if span.single:
                likely = minutes if span.first == now.date() else _of_other_day(minutes)
                if likely == (0,):
                    likely = (0, DAY)  # the midnight before that day, or the one after it
                yield from (_wall(span.first, minute) for minute in likely)

    def _likely(self, coming: list[datetime], now: datetime) -> list[datetime]:
        """Those of the coming times that can be meant: one when it is plain."""
        first = min(coming)
        today = self.days is None or all(span.first == now.date() for span in self.days.readings)
        if not today or len(coming) == 1:
            return coming
        wait = first - now.replace(tzinfo=None)
        awake = _AWAKE[0] <= first.hour < _AWAKE[1]
        others = [wall for wall in coming if wall.date() == now.date() and wall != first]
        evening = now.hour >= 17 and first.date() > now.date() and DAY_BEGINS <= first.hour < 12
        if awake and (wait <= SOON or evening or (first.date() == now.date() and not others)):
            return [first]
        return sorted(coming)[:2]

    def _repeated(self, minutes: tuple[int, ...], vague: bool, now: datetime) -> Moments:
        rule = self.rule()
        begins = self.days.readings[0].first if self.days else now.date()
        walls = [on_the_wall(_wall(begins, minute), now.tzinfo) for minute in _of_other_day(minutes)]
        firsts = [first for wall in walls if (first := first_of(rule, wall, now))]
        return Moments(tuple(firsts), over=not firsts, vague=vague)

    def window(self, now: datetime) -> tuple[datetime, datetime] | None:
        """From when to when the days and the part of the day last that it names; None if it names none."""
        if not (self.days or self.part) or (self.days and not self.days.readings):
            return None
        span = self.days.readings[-1] if self.days else DaySpan(now.date(), now.date())
        first, last = PARTS_OF_DAY.get(self.part, (0, 24))
        if self.part == "night":
            first = PARTS_OF_DAY["evening"][0]
        ends = _wall(span.last, last * 60 + (DAY if last <= first else 0))
        if self.days is None and on_the_wall(ends, now.tzinfo) <= now:
            span, ends = DaySpan(span.first + timedelta(1), span.last + timedelta(1)), ends + timedelta(days=1)
        return on_the_wall(_wall(span.first, first * 60), now.tzinfo), on_the_wall(ends, now.tzinfo)

    def ends(self, begins: datetime) -> datetime | None:
        """When what begins then is over, if that was said: “from two to four”, “for an hour”."""
        if self.clock and self.clock.ends:
            minutes = ends_after(begins.hour * 60 + begins.minute, self.clock.ends)
            return on_the_wall(begins.replace(tzinfo=None) + timedelta(minutes=minutes), begins.tzinfo)
        return self.length.after(begins) if self.length else None


def first_of(rule: str, begins: datetime, now: datetime) -> datetime | None:
    """The first time of a repetition, after `now` and not before `begins`, whose hour it has.

    “every other Tuesday” begins with the next Tuesday, whichever week that is in.
    """
    return next_of(re.sub(r";INTERVAL=\d+", "", rule), begins, now)


def next_of(rule: str, first: datetime, after: datetime) -> datetime | None:
    """The next time of a repetition that began at `first`, after a moment; None when it is over.

    Days keep the hours of the wall: seven o'clock stays seven o'clock when the clocks change. Hours and minutes really pass.
    """
    zone = UTC if rule.startswith(WITHIN_A_DAY) else first.tzinfo
    begins = first.astimezone(zone).replace(tzinfo=None, microsecond=0)
    before = after.astimezone(zone).replace(tzinfo=None) - timedelta(hours=3)
    for coming in rrulestr(rule, dtstart=begins).xafter(before, inc=True):
        moment = on_the_wall(coming, zone)
        if moment > after:
            return moment.astimezone(first.tzinfo)
    return None


def _wall(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


_IN_PART = {
    "morning": (0, HALF_DAY, 0), "afternoon": (HALF_DAY, 19 * 60, 0), "evening": (16 * 60, DAY, 60), "night": (16 * 60, DAY, 300),
}  # fmt: skip
"""From which to which minute an hour can be called so, and up to which minute of the next day."""


def _in_part(minutes: Iterable[int], part: str) -> Iterator[int]:
    """The minutes that lie in a part of the day; those of a night after midnight are of the next day."""
    first, last, after = _IN_PART.get(part, (0, 0, 0))
    for minute in minutes:
        if first <= minute < last:
            yield minute
        elif minute < after:
            yield minute + DAY


def _next(minutes: tuple[int, ...], now: datetime) -> Iterator[datetime]:
    """The next time of each, today or tomorrow."""
    for minute in minutes:
        wall = _wall(now.date(), minute % DAY)
        yield wall if on_the_wall(wall, now.tzinfo) > now else wall + timedelta(days=1)


def _of_other_day(minutes: tuple[int, ...]) -> tuple[int, ...]:
    """Of an hour before or after noon, what people mean on a day that is not today."""
    if len(minutes) < 2:
        return minutes
    hour = minutes[0] // 60
    return minutes if hour in _EITHER_HALF else (minutes[0] if hour >= 10 else minutes[1],)


def _moments(walls: list[datetime], now: datetime, vague: bool) -> Moments:
    moments = tuple(dict.fromkeys(on_the_wall(wall, now.tzinfo) for wall in walls))
    shifted = any(moment.replace(tzinfo=None) != wall for moment, wall in zip(moments, walls, strict=False))
    return Moments(moments, vague=vague, shifted=shifted)
