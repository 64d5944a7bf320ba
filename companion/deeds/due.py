"""Waits for the next due time, marks it rung in the file, and hands it on: one thread.

It looks at the clock on the wall every two seconds while something waits, because a computer that sleeps stops the clocks that
threads wait by, and because somebody may set the clock; and at the file, which another process may have changed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from companion.deeds.deed import Away
from companion.deeds.local_time import LocalNow, how_late, in_zone, seconds_between
from companion.deeds.spoken_times.pieces import on_the_wall
from companion.deeds.spoken_times.repetitions import WITHIN_A_DAY
from companion.deeds.spoken_times.spoken_time import next_of
from companion.errors import KNOWN
from companion.memory.due_times import DueTime, DueTimes, zone_name

log = logging.getLogger(__name__)

LOOK_S = 2.0
"""Longest wait between two looks at the clock and the file."""
ASLEEP = timedelta(minutes=1)
"""Between two looks: longer, and the computer slept."""

HandOn = Callable[[DueTime, timedelta, Away], None]
"""Given what has fallen due, how late that is, and why, if it is late."""


def next_time(one: DueTime, now: datetime) -> datetime | None:
    """The next time after now, and after the one that is due, of what recurs; None for the others."""
    if not one.recurrence:
        return None
    due = in_zone(one.due, one.zone)
    return next_of(one.recurrence, due, max(due, now))


class DueWatch:
    """Nothing falls due twice, in however many processes; what falls due while none runs does so when one starts."""

    def __init__(
        self,
        due_times: DueTimes,
        now: LocalNow,
        hand_on: HandOn,
        looked: Callable[[], None],
        notify: Callable[[str], None],
        started: datetime | None = None,
    ) -> None:
        """`looked` is called after each look; `notify` tells the user when the file fails.

        `started`: since when the program runs; from then until the first look it was locked.
        """
        self._due_times, self._now, self._hand_on = due_times, now, hand_on
        self._looked, self._notify, self._started = looked, notify, started
        self._changed = threading.Event()
        self._closing = False
        self._failed = ""
        self._last_look: datetime | None = None
        self._zone = ""
        """That of the last look."""
        self._thread = threading.Thread(target=self._run, name="due times", daemon=True)

    def open(self) -> None:
        """Start the thread; what rang and was not told before the program ended is handed on first."""
        self._thread.start()

    def look(self) -> None:
        """Look now: something was set or stopped, or nobody talks any more. Any thread, at once."""
        self._changed.set()

    def close(self) -> None:
        """End the thread."""
        self._closing = True
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._guarded(self.hand_on_untold)
        while not self._closing:
            self._changed.wait(self._guarded(self.ring_due, LOOK_S))
            self._changed.clear()

    def ring_due(self) -> float:
        """Ring what has fallen due, and say how many seconds to wait. Raises CompanionError."""
        now = self._now()
        self._follow(now)
        for one in self._due_times.fallen_due(now):
            rung = self._due_times.ring(one, next_time(one, now))
            if rung is not None:
                self._hand_on(rung, how_late(one.due, now), self._away(one, now))
        self._last_look = now
        self._looked()
        following = self._due_times.next_due()
        return LOOK_S if following is None else min(LOOK_S, max(0.0, seconds_between(self._now(), following)))

    def _follow(self, now: datetime) -> None:
        """Whoever travels is reminded at nine by the clocks there; timers and what comes “in an hour” don't mind clocks."""
        zone = zone_name(now)
        if zone == self._zone:
            return
        for one in self._due_times.list("alarm", "reminder", states=("waiting",)):
            if one.zone != zone and one.length is None and not one.recurrence.startswith(WITHIN_A_DAY):
                wall = in_zone(one.due, one.zone).replace(tzinfo=None)
                self._due_times.carry(one, on_the_wall(wall, now.tzinfo))
        self._zone = zone

    def hand_on_untold(self) -> float:
        """Hand on what rang and was not told before the program ended. Raises CompanionError."""
        now = self._now()
        for one in self._due_times.untold():
            self._hand_on(one, how_late(one.rung or one.due, now), "")
        return 0.0

    def _away(self, one: DueTime, now: datetime) -> Away:
        """Why this is rung only now, if it is late."""
        if self._last_look is None:
            return "off" if self._started is None or one.due < self._started else "locked"
        slept = seconds_between(self._last_look, now) > ASLEEP.total_seconds()
        return "asleep" if slept else ""

    def _guarded(self, act: Callable[[], float], otherwise: float = LOOK_S) -> float:
        """Do it; a failure is told once until it works again, and must not end the thread."""
        try:
            wait = act()
        except KNOWN as error:
            if str(error) != self._failed and not self._closing:
                self._failed = str(error)
                self._notify(f"Timers and reminders can't be watched: {error}")
            return otherwise
        except Exception:  # the outermost loop: a fault of ours must not silence every timer that follows
            log.exception("watching the due times failed")
            return otherwise
        self._failed = ""
        return wait
