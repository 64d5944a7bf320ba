"""Estimates how likely the canceller's output is only what remains of her own voice."""

from __future__ import annotations

from collections import deque

import numpy as np

from companion.audio.devices import Samples

FRAME_MS = 10
SILENT_DB = -75.0
"""dBFS; when the loudspeaker's signal has decayed below this, there is no echo."""
HOLD = 100 // FRAME_MS
"""Frames by which an echo may come after its reference."""
DECAY_DB = 60 / (600 / FRAME_MS)
"""Decay per frame in a room that rings for 0.6 s (RT60), longer than a furnished one. The canceller models 0.3 s."""
FALLEN_DB = 10.0
"""When she is this much quieter than the ringing, only the ringing matters."""
REMOVED_DB = 16.0
"""A frame from which the canceller removed this much held only her voice; a person 10 dB below the echo leaves 9."""
ABOVE_DB = (0.0, 6.0)
"""While the room rings: what is no louder than the ringing is echo, what is this much louder is somebody else."""
LEARNED = 1000 // FRAME_MS
"""Frames from which that much was removed; before, the canceller cannot know the echo path, and all that is left is echo."""
CONVERGING = 2500 // FRAME_MS
"""Frames of her voice while it adapts fastest (AEC3's initial state) and errs; until then half of what is left is echo."""


class Residual:
    """Knows the two moments at which the canceller lets her voice through: before it has learned the echo path, and when
    she has just stopped and the room rings longer than it models. The ringing decays from a level learned before.

    Taking every frame from which much was removed for echo, as a third rule, delayed noticing people who speak as loud as
    she does (p50 400 ms instead of 240), and prevented nothing.
    """

    def __init__(self) -> None:
        self._recent: deque[float] = deque([-100.0] * HOLD, maxlen=HOLD)
        self._ringing = -100.0
        self._path: deque[float] = deque(maxlen=500)
        self._gain = 0.0
        self._sounded = self._learned = 0
        self._last: deque[float] = deque([0.0] * 3, maxlen=3)

    @property
    def likely(self) -> float:
        """0…1: the probability of echo only, over the last 30 ms."""
        return sum(self._last) / len(self._last)

    def add_frame(self, near: Samples, far: Samples, cleaned: Samples) -> float:
        """Add 10 ms of microphone, loudspeaker and canceller output; returns the probability of echo only, 0…1."""
        self._recent.append(decibels(far))
        playing = max(self._recent)
        self._ringing = max(playing, self._ringing - DECAY_DB)
        likely = 0.0
        if self._ringing >= SILENT_DB:
            likely = self._likely(decibels(near), playing, decibels(cleaned))
        self._last.append(likely)
        return likely

    def _likely(self, near_db: float, playing: float, cleaned_db: float) -> float:
        if playing < self._ringing - FALLEN_DB:
            low, high = ABOVE_DB
            above = cleaned_db - (self._ringing + self._gain)
            return 1.0 - min(1.0, max(0.0, (above - low) / (high - low)))
        self._learn(near_db - playing, near_db - cleaned_db)
        if self._sounded >= CONVERGING:
            return 0.0
        return 1.0 if self._learned < LEARNED else 0.5

    def _learn(self, gain_db: float, removed_db: float) -> None:
        """Learn how loud her voice arrives, from frames that hold nothing else."""
        self._sounded += 1
        if removed_db < REMOVED_DB:
            return
        self._learned += 1
        self._path.append(gain_db)
        if self._learned % HOLD == 0:
            self._gain = float(np.quantile(self._path, 0.9))


def decibels(samples: Samples) -> float:
    """The loudness (RMS) in dBFS, at least −100."""
    return 10 * float(np.log10(max(1e-10, float(np.dot(samples, samples)) / len(samples))))
