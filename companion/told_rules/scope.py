"""Reads when a rule holds (“in the morning”, “after ten”, “on weekdays”, “until tomorrow”), tells it by the clock, and says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from companion.text.calendar_words import PARTS_OF_DAY, WEEKDAYS, dated, weekday

PARTS = {part: (60 * first, 60 * last) for part, (first, last) in PARTS_OF_DAY.items()}
"""Minutes after midnight."""
DAY_BEGINS = PARTS["night"][1]
"""When a day ends for somebody who is still up: “tonight”, “until tomorrow”."""
WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_SAID = {hours: f"in the {part}" for part, hours in PARTS.items()} | {PARTS["night"]: "at night, from 22:00 on"}


@dataclass(frozen=True)
class Scope:
    """When a rule holds; all of it must be so."""

    days: tuple[int, ...] = ()
    """Days of the week, Monday is 0; empty: every day. Hours after midnight count to the day before in a span that wraps."""
    first: int | None = None
    """Minutes after midnight, from which on …"""
    last: int | None = None
    """… up to which it holds, every day; before `first` when it goes past midnight."""
    starts: datetime | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it holds at that local time."""
        now = now.replace(tzinfo=None)
        if (self.starts and now < self.starts) or (self.until and now >= self.until):
            return False
        minute, day = now.hour * 60 + now.minute, now.weekday()
        if self.first is not None and self.last is not None:
            if self.first < self.last:
                if not self.first <= minute < self.last:
                    return False
            elif minute < self.last:
                day = (day - 1) % 7
            elif minute < self.first:
                return False
        return not self.days or day in self.days

    def over(self, now: datetime) -> bool:
        """Whether its last moment has passed."""
        return self.until is not None and now.replace(tzinfo=None) >= self.until

    def covers(self, other: Scope) -> bool:
        """Whether it holds at every time at which `other` does."""
        if self.starts and (other.starts is None or other.starts < self.starts):
            return False
        if self.until and (other.until is None or other.until > self.until):
            return False
        if self.days and not (other.days and set(other.days) <= set(self.days)):
            return False
        if (self.first, self.last) == (other.first, other.last):
            return True
        if self.days and other.first is not None and other.last is not None and other.first >= other.last:
            return False  # its hours after midnight count to the day before
        return self.first is None or self._holds_span(other)

    def _holds_span(self, other: Scope) -> bool:
        if other.first is None or other.last is None or self.first is None or self.last is None:
            return False
        length, inner = (self.last - self.first) % 1440 or 1440, (other.last - other.first) % 1440 or 1440
        offset = (other.first - self.first) % 1440
        return offset + inner <= length

    def joined(self, other: Scope) -> Scope:
        """Both at once: “in the morning” and “on weekdays”. What `self` says comes first."""
        whole = replace(self, days=self.days or other.days, starts=self.starts or other.starts)
        hours = (self.first, self.last) if self.first is not None else (other.first, other.last)
        return replace(whole, first=hours[0], last=hours[1], until=self.until or other.until)

    def in_words(self, now: datetime | None = None) -> str:
        """“in the morning, on weekdays, until 3 March 05:00”; empty for always. `now` allows “today” and “tomorrow”."""
        said = (self._hours(), self._days(), self._from(now), self._until(now))
        return ", ".join(words for words in said if words)

    def _hours(self) -> str:
        if self.first is None or self.last is None:
            return ""
        if words := _SAID.get((self.first, self.last)):
            return words
        if self.last == DAY_BEGINS:
            return f"after {_clock(self.first)}"
        return (
            f"before {_clock(self.last)}"
            if self.first == DAY_BEGINS
            else f"from {_clock(self.first)} to {_clock(self.last)}"
        )

    def _days(self) -> str:
        if not self.days:
            return ""
        if self.days in (WORKDAYS, WEEKEND):
            return "on weekdays" if self.days == WORKDAYS else "at weekends"
        return "on " + " and ".join(f"{WEEKDAYS[day]}s" for day in self.days)

    def _from(self, now: datetime | None) -> str:
        if self.starts is None or (now is not None and self.starts <= now.replace(tzinfo=None)):
            return ""
        return f"from {_moment(self.starts, now)} on"

    def _until(self, now: datetime | None) -> str:
        return f"until {_moment(self.until, now)}" if self.until else ""


ALWAYS = Scope()


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _moment(at: datetime, now: datetime | None) -> str:
    clock = f"{at:%H:%M}"
    if now is not None:
        today = now.replace(tzinfo=None).date()
        if at.date() == today:
            return f"{clock} today"
        if at.date() == today + timedelta(days=1):
            return "midnight" if clock == "00:00" else f"{clock} tomorrow"
        if at.date() < today + timedelta(days=7):
            return weekday(at) + ("" if clock == "00:00" else f" {clock}")
    return dated(at) + ("" if clock == "00:00" else f" {clock}")
