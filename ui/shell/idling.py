"""Signals when there has been no key, mouse or speech for as long as the user chose."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

Seconds = Callable[[], float]
_MINUTE_S = 60
_INPUT_EVENTS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    )
)


def seconds_since_boot() -> float:
    """Seconds on a clock that also runs while the computer sleeps, where the system has one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class IdleTimer(QObject):
    """An event filter of the window: watches the user's input and emits `expired` after too long without any."""

    expired = Signal()

    def __init__(
        self, busy: Callable[[], bool], clock: Seconds = seconds_since_boot, parent: QObject | None = None
    ) -> None:
        """`busy` says whether a turn is going on: that counts as activity."""
        super().__init__(parent)
        self._busy, self._clock = busy, clock
        self._after_s, self._last = 0.0, clock()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.check)

    def set_minutes(self, minutes: int) -> None:
        """Expire after so many minutes; 0 means never."""
        after_s = float(minutes * _MINUTE_S)
        if after_s != self._after_s:
            self._after_s, self._last = after_s, self._clock()
            self.check()

    def note_activity(self) -> None:
        """Restart the count: something happened."""
        self._last = self._clock()

    def check(self) -> bool:
        """Emit `expired` and return True if it has been too long; else check again when it may be."""
        if not self._after_s:
            self._timer.stop()
            return False
        if self._busy():
            self.note_activity()
        left_s = self._last + self._after_s - self._clock()
        if left_s <= 0:
            self.note_activity()
            self.expired.emit()
            return True
        self._timer.start(round(left_s * 1000) + 1)
        return False

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Called by Qt for every event. Input that finds the time already over, after a sleep, is not passed on."""
        if event.type() not in _INPUT_EVENTS:
            return False
        late = self._after_s > 0 and self._clock() - self._last >= self._after_s and self.check()
        self.note_activity()
        return late
