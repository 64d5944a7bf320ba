"""Energies of loudspeaker, microphone and cleaned frames in; out, how likely what is left is her own voice only."""

from __future__ import annotations

from collections import deque

import numpy as np

from companion.audio import Samples

FRAME_MS = 10
SILENT_DB = -75.0
"""dBFS; less than this left of the loudspeaker's signal is no echo."""
HOLD = 100 // FRAME_MS
"""Frames: an echo comes so much later than its reference, at most, as far as that is aligned."""
DECAY_DB = 60 / (600 / FRAME_MS)
"""A frame: a room that rings for 0.6 s (RT60), more than a furnished one does. The canceller models 0.3 s."""
REMOVED_DB = (8.0, 16.0)
"""While she sounds: less taken away by the canceller is somebody else, more is echo; a person 10 dB below it leaves 9."""
ABOVE_DB = (0.0, 6.0)
"""While the room still rings: as loud as the ringing can be is echo, this much louder somebody else."""
CONVERGING = 1000 // FRAME_MS
"""Frames of her voice from which the canceller learns the way; until then, what is left is echo."""


class Residual:
    """Two rules. While she sounds, echo is what the canceller takes away. When she has just stopped, it lets the rest of a
    long reverberation through, and that falls off from a level known from before."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque([-100.0] * HOLD, maxlen=HOLD)
        self._ringing = -100.0
        self._path: deque[float] = deque(maxlen=500)
        self._gain = 0.0
        self._learned = 0
        self._last: deque[float] = deque([0.0] * 3, maxlen=3)

    @property
    def likely(self) -> float:
        """0…1, over the last 30 ms."""
        return sum(self._last) / len(self._last)

    def frame(self, near: Samples, far: Samples, cleaned: Samples) -> float:
        """How likely this frame of 10 ms is echo only, 0…1."""
        near_db, far_db, cleaned_db = _decibels(near), _decibels(far), _decibels(cleaned)
        self._recent.append(far_db)
        playing = max(self._recent)
        self._ringing = max(playing, self._ringing - DECAY_DB)
        likely = self._likely(near_db, playing, cleaned_db)
        self._last.append(likely)
        return likely

    def _likely(self, near_db: float, playing: float, cleaned_db: float) -> float:
        if self._ringing < SILENT_DB:
            return 0.0
        if playing < self._ringing - 10.0:
            return 1.0 - _rising(cleaned_db - self._ringing - self._gain, ABOVE_DB)
        self._learn(near_db, playing, near_db - cleaned_db)
        return 1.0 if self._learned < CONVERGING else _rising(near_db - cleaned_db, REMOVED_DB)

    def _learn(self, near_db: float, playing: float, removed_db: float) -> None:
        """How loud her voice arrives, from frames that hold nothing else."""
        self._learned += 1
        if removed_db >= REMOVED_DB[1]:
            self._path.append(near_db - playing)
        if self._learned % HOLD == 0 and self._path:
            self._gain = float(np.quantile(self._path, 0.9))


def _rising(value: float, between: tuple[float, float]) -> float:
    low, high = between
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _decibels(samples: Samples) -> float:
    return 10 * float(np.log10(max(1e-10, float(np.dot(samples, samples)) / len(samples))))
