"""Estimates from the arrival times of chunks which microphone sample belongs to a moment of the machine's clock."""

from __future__ import annotations

from companion.audio.devices import RATE

LEAK = 500e-6 * RATE
"""Samples a second by which the estimate is lowered: more than two clocks ever drift apart."""


class DeviceClock:
    """Relates two clocks by the earliest arrivals, and extrapolates between them.

    A microphone delivers chunks of 10 or 20 ms, sometimes late, but never before they were recorded. Merely counting what
    has arrived is wrong by up to a chunk, differently for each reply, and ±10 ms cost 10 dB of echo.
    """

    def __init__(self) -> None:
        self._ahead: float | None = None
        self._last = 0.0

    def arrived(self, count: int, now: float) -> None:
        """Note that `count` samples have arrived in all, the last of them at `now` (seconds, like all times here)."""
        ahead = count - now * RATE
        if self._ahead is not None and abs(ahead - self._ahead) < RATE / 2:  # else it stood still: start again
            ahead = max(ahead, self._ahead - LEAK * (now - self._last))
        self._ahead, self._last = ahead, now

    def at(self, now: float) -> int:
        """The number of the microphone's sample at `now`; 0 before the first has arrived."""
        return 0 if self._ahead is None else max(0, round(self._ahead + now * RATE))
