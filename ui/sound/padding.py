"""Decides how much silence a loudspeaker needs between sounds, and counts how much sound it has played."""

from __future__ import annotations

from collections import deque

AHEAD_MS = 30
"""Silence kept in the buffer: enough to survive a late feed; the next sound waits no longer than this."""
LASTS_S = 20
"""Seconds of silence after the last sound; then the device may rest, to use no processor time while idle."""


class Padding:
    """Silence between sounds, so that the device keeps running during a conversation.

    A device that ran empty restarts some milliseconds earlier or later than it reports: each time the echo canceller would
    have to find the delay again, just when she begins to speak.
    """

    def __init__(self, rate: int) -> None:
        """`rate`: samples a second."""
        self._ahead, self._lasts = rate * AHEAD_MS // 1000, rate * LASTS_S
        self._silent = self._lasts
        self.restart()

    def restart(self) -> None:
        """The device is empty and counts from 0."""
        self._runs: deque[tuple[int, bool]] = deque()
        """Samples the device has not played yet, and whether they are sound."""
        self._passed = self._sounded = 0

    def add_sound(self, count: int) -> None:
        """Note that so many samples of sound are written."""
        if count:
            self._runs.append((count, True))
            self._silent = 0

    def add_music(self, count: int) -> None:
        """Note that so many samples of music alone are written: no sound whose place counts, and no silence."""
        if count:
            self._runs.append((count, False))
            self._silent = 0

    def add_silence(self, count: int) -> None:
        """Note that so many samples of silence are written."""
        if count:
            self._runs.append((count, False))
            self._silent += count

    def sound_played(self, done: int) -> int:
        """How many of the first `done` samples since `restart` were sound."""
        while self._runs and self._passed + self._runs[0][0] <= done:
            count, sound = self._runs.popleft()
            self._passed += count
            self._sounded += count if sound else 0
        begun = max(0, done - self._passed) if self._runs and self._runs[0][1] else 0
        return self._sounded + begun

    def silence_due(self, waiting: int) -> int:
        """How many samples of silence to write when `waiting` samples are in the buffer."""
        return 0 if self.finished else max(0, self._ahead - waiting)

    @property
    def finished(self) -> bool:
        """Whether the last sound is long enough ago for the device to rest."""
        return self._silent >= self._lasts
