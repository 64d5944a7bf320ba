"""Waits for the next due time, marks it rung in the file, and hands it on: one thread.

It looks at the clock on the wall every two seconds while something waits, because a computer that sleeps stops the clocks that
threads wait by, and because somebody may set the clock; and at the file, which another process may have changed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from companion.deeds.local_time import LocalNow, in_zone, seconds_between
from companion.deeds.spoken_times.spoken_time import next_of
from companion.errors import KNOWN
from companion.memory.due_times import DueTime, DueTimes

log = logging.getLogger(__name__)

LOOK_S = 2.0
"""Longest wait between two looks at the clock and the file."""

HandOn = Callable[[DueTime, timedelta], None]
"""Given what has fallen due, and how late that is."""


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
    ) -> None:
        """`looked` is called after each look; `notify` tells the user when the file fails."""
        self._due_times, self._now, self._hand_on = due_times, now, hand_on
        self._looked, self._notify = looked, notify
        self._changed = threading.Event()
        self._closing = False
        self._failed = ""
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
        self._guarded(self._hand_on_untold)
        while not self._closing:
            self._changed.wait(self._guarded(self.ring_due, LOOK_S))
            self._changed.clear()

    def ring_due(self) -> float:
        """Ring what has fallen due, and say how many seconds to wait. Raises CompanionError."""
        now = self._now()
        for one in self._due_times.fallen_due(now):
            rung = self._due_times.ring(one, next_time(one, now))
            if rung is not None:
                self._hand_on(rung, timedelta(seconds=max(0.0, seconds_between(one.due, now))))
        self._looked()
        following = self._due_times.next_due()
        return LOOK_S if following is None else min(LOOK_S, max(0.0, seconds_between(self._now(), following)))

    def _hand_on_untold(self) -> float:
        now = self._now()
        for one in self._due_times.untold():
            self._hand_on(one, timedelta(seconds=max(0.0, seconds_between(one.rung or one.due, now))))
        return 0.0

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
