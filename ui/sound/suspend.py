"""The time goes in now and then; out comes whether this machine slept, or this thread stood still, since the last."""

from __future__ import annotations

import time
from collections.abc import Callable

CHECK_MS = 1000
GAP_S = 5.0
"""A machine may be busy for a second or two; devices seldom live through more."""


class SuspendDetector:
    """Asked every EVERY_MS. The monotonic clock may stand still while a laptop sleeps; the one on the wall goes on."""

    def __init__(self, *clocks: Callable[[], float]) -> None:
        """`clocks` count seconds; the wall's and the monotonic one when none are given."""
        self._clocks = clocks or (time.time, time.monotonic)
        self._last = [clock() for clock in self._clocks]

    def detected(self) -> bool:
        """Whether one has just ended. A clock put forward looks like one too, and does no harm."""
        before, self._last = self._last, [clock() for clock in self._clocks]
        return any(now - then > GAP_S for then, now in zip(before, self._last, strict=True))
