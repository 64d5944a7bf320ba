"""Detects that the computer slept, or that this thread stood still."""

from __future__ import annotations

import time
from collections.abc import Callable

CHECK_MS = 1000
GAP_S = 5.0
"""A longer gap counts as a suspend: a computer may be busy for a second or two; devices seldom survive more."""


class SuspendDetector:
    """Compares clocks every CHECK_MS. The monotonic clock may stop while a laptop sleeps; the wall clock goes on."""

    def __init__(self, *clocks: Callable[[], float]) -> None:
        """`clocks` count seconds; by default the wall clock and the monotonic clock."""
        self._clocks = clocks or (time.time, time.monotonic)
        self._last = [clock() for clock in self._clocks]

    def detected(self) -> bool:
        """Whether a suspend has just ended. A clock set forward looks the same and does no harm."""
        before, self._last = self._last, [clock() for clock in self._clocks]
        return any(now - then > GAP_S for then, now in zip(before, self._last, strict=True))
