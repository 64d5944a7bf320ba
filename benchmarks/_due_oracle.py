"""Says when things must fall due, by zoneinfo and dateutil alone: the judge of `bench time`, apart from the program's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule

ROUNDED_S = 0.01
"""The file keeps milliseconds, and a moment as seconds since 1970 is not exact."""
Days = Callable[[date], date | None]
"""The next day of something after a day; None when there is none."""


def days_of(**rule: object) -> Days:
    """The days of a repetition, given as dateutil's keywords, beginning with any day."""

    def after(day: date) -> date | None:
        found = rrule(dtstart=datetime.combine(day, time()), **rule).after(datetime.combine(day, time()))
        return found.date() if found else None

    return after


def instant(day: date, minute: int, zone: ZoneInfo) -> float:
    """When the clocks there show that minute of the day; in the hour that is left out, as long after the change."""
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone).timestamp()


@dataclass
class Expected:
    """One thing that was set, and when it falls due next; seconds since 1970."""

    kind: str
    at: float | None = None
    """For what runs by elapsed time."""
    day: date | None = None
    """For what goes by the clocks of wherever the user is: its next day, and the minute of it."""
    minute: int = 0
    after: Days = lambda _day: None
    said: bool = True
    """Whether the last time that it fell due was told in words."""

    def due(self, zone: ZoneInfo) -> float | None:
        """When it is due, if the user stays in that zone; None when it is over."""
        if self.at is not None or self.day is None:
            return self.at
        return instant(self.day, self.minute, zone)

    def rang(self, now: float, zone: ZoneInfo) -> None:
        """It has fallen due: the next time is the first to come."""
        self.at = None
        while self.day is not None and instant(self.day, self.minute, zone) <= now + ROUNDED_S:
            self.day = self.after(self.day)


@dataclass
class Verdicts:
    """What was told against what should have been."""

    items: dict[int, Expected] = field(default_factory=dict)
    lates: list[float] = field(default_factory=list)
    doubled: int = 0
    early: int = 0
    retold: int = 0
    """Told again because the program was killed before it could say it."""

    def told(self, number: int, now: float, zone: ZoneInfo, awake_since: float) -> None:
        """An event says that it has fallen due."""
        one = self.items.get(number)
        if one is None:  # it was stopped, or never set
            self.early += 1
            return
        due = one.due(zone)
        if due is not None and due <= now + ROUNDED_S:
            self.lates.append(max(0.0, now - max(due, awake_since)))
            one.rang(now, zone)
            one.said = False
        elif not one.said:
            self.retold += 1
        else:
            self.doubled += 1

    def said(self, number: int) -> None:
        """She has said it in words."""
        one = self.items.get(number)
        if one is not None:
            self.doubled += one.said
            one.said = True

    def next_due(self, zone: ZoneInfo) -> float:
        """When the next of all falls due."""
        return min((due for one in self.items.values() if (due := one.due(zone)) is not None), default=float("inf"))

    def lost(self, now: float, zone: ZoneInfo) -> int:
        """How many should have been told by now and were not."""
        return sum(due is not None and due < now - 2 for due in (one.due(zone) for one in self.items.values()))


RECURRING = (
    ("Remind me every day at 9 in the morning to take my pills.", 9 * 60, {"freq": 3}),
    ("Wake me every weekday at 6:30 in the morning.", 6 * 60 + 30, {"freq": 2, "byweekday": range(5)}),
    ("Remind me every day at 2:30 am to go to bed.", 2 * 60 + 30, {"freq": 3}),
    ("Remind me on the last day of every month at 6 pm to pay the rent.", 18 * 60, {"freq": 1, "bymonthday": -1}),
    ("Remind me every month on the 15th at noon to water the cactus.", 12 * 60, {"freq": 1, "bymonthday": 15}),
    ("Remind me every year on the 29th of February at 10 in the morning to call Leo.", 600,
     {"freq": 0, "bymonth": 2, "bymonthday": 29}),
    ("Remind me every year on the 3rd of June at 8 in the evening to write to Ines.", 20 * 60,
     {"freq": 0, "bymonth": 6, "bymonthday": 3}),
    ("Remind me every Sunday at 7 in the evening to call my mother.", 19 * 60, {"freq": 2, "byweekday": 6}),
)  # fmt: skip
"""What is said on the first day, the minute of the day, and its days as dateutil has them (0: yearly, 1: monthly, 2: weekly)."""


def first_day(after: Days, minute: int, now: float, zone: ZoneInfo) -> date | None:
    """The first day of a repetition that is still to come."""
    day = after(datetime.fromtimestamp(now, zone).date() - timedelta(1))
    while day is not None and instant(day, minute, zone) <= now:
        day = after(day)
    return day
