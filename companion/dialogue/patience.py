"""Waits for an answer, and calls when none has come for long."""

from __future__ import annotations

import threading
from collections.abc import Callable

PATIENCE_S = 14.0
"""Seconds of silence after a question that are met with “Take your time.”, once an interview."""


class Patience:
    """One wait at a time; begun and ended on any thread."""

    def __init__(self, over: Callable[[], None], seconds: float = PATIENCE_S) -> None:
        """`over` is called on a thread of its own."""
        self._over, self._seconds = over, seconds
        self._timer: threading.Timer | None = None

    def begin(self) -> None:
        """Wait from now on."""
        self.end()
        self._timer = threading.Timer(self._seconds, self._over)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
