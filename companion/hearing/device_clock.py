"""When the microphone's pieces arrived in; out, which of its samples a moment of the machine's clock belongs to."""

from __future__ import annotations

from companion.audio.devices import RATE

LEAK = 500e-6 * RATE
"""Samples a second by which what was believed is doubted: more than two clocks ever drift apart."""


class DeviceClock:
    """A microphone brings its samples in pieces of 10 or 20 ms, now and then later; never earlier than they were recorded.

    So the earliest arrivals tell the time, and between two pieces it goes on. Counting only what has arrived errs by a
    piece, differently for each reply, and ±10 ms cost 10 dB of echo.
    """

    def __init__(self) -> None:
        self._ahead: float | None = None
        self._last = 0.0

    def arrived(self, count: int, now: float) -> None:
        """`count` samples have arrived in all, the last of them at `now`; seconds, as all times here."""
        ahead = count - now * RATE
        if self._ahead is not None and abs(ahead - self._ahead) < RATE / 2:  # else it stood still: begin anew
            ahead = max(ahead, self._ahead - LEAK * (now - self._last))
        self._ahead, self._last = ahead, now

    def at(self, now: float) -> int:
        """The microphone's sample at `now`; 0 before the first has arrived."""
        return 0 if self._ahead is None else max(0, round(self._ahead + now * RATE))
