"""What a device is given, sound and silence between, comes in; how much sound it has played, and what silence is due, go out."""

from __future__ import annotations

from collections import deque

AHEAD_MS = 30
"""Silence kept in the buffer: it outlasts a feed that comes late, and what is said next waits no longer than for it."""
LASTS_S = 20
"""Of silence after the last sound; then the device may rest, for listening to nobody must cost nothing."""


class Padding:
    """Silence between sounds, so that a device goes on running while a conversation does.

    One that ran empty begins again some milliseconds sooner or later than it says: each time the echo canceller would have
    to find its delay anew, at the very moment when she begins to speak.
    """

    def __init__(self, rate: int) -> None:
        """`rate`: samples a second."""
        self._ahead, self._lasts = rate * AHEAD_MS // 1000, rate * LASTS_S
        self._silent = self._lasts
        self.restart()

    def restart(self) -> None:
        """The device is empty and counts from 0."""
        self._runs: deque[tuple[int, bool]] = deque()
        """Samples, and whether they are sound: what the device has not got through yet."""
        self._passed = self._sounded = 0

    def add_sound(self, count: int) -> None:
        """So many samples of sound are written."""
        if count:
            self._runs.append((count, True))
            self._silent = 0

    def add_silence(self, count: int) -> None:
        """So many zeros are written."""
        if count:
            self._runs.append((count, False))
            self._silent += count

    def sound_played(self, done: int) -> int:
        """The device has played `done` samples since `restart`: how many of them were sound."""
        while self._runs and self._passed + self._runs[0][0] <= done:
            count, sound = self._runs.popleft()
            self._passed += count
            self._sounded += count if sound else 0
        begun = max(0, done - self._passed) if self._runs and self._runs[0][1] else 0
        return self._sounded + begun

    def silence_due(self, waiting: int) -> int:
        """Zeros to be written when `waiting` samples are in the buffer already."""
        return 0 if self.finished else max(0, self._ahead - waiting)

    @property
    def finished(self) -> bool:
        """Whether the last sound is so long ago that the device may rest."""
        return self._silent >= self._lasts
