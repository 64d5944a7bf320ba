"""Follows how loud a room is while nothing sounds in it, and tells what is no louder than that."""

from __future__ import annotations

from collections import deque
from statistics import median

import numpy as np
from numpy.typing import NDArray

from models.stt import RATE

LOUDEST = 10**-6.0
"""Mean square, −60 dBFS. In a louder room soft speech may not rise far above the noise, so nothing counts as quiet there."""
NOTHING = 1e-10
"""−100 dBFS: less is quiet in any room."""
REMEMBERED_S = 4
"""The room is as loud as the middle of the pieces in the quietest of so many seconds."""


class RoomNoise:
    """One microphone's room. Nothing counts as quiet before a second of it is known."""

    def __init__(self, above_db: float) -> None:
        """`above_db`: how much louder than the room is quiet still. Of pieces of 20 ms of the deepest noise one in twenty is 4 dB
        louder than the room, and one in three hundred 6 dB; speech is 10 to 40 dB louder than a room this quiet."""
        self._above = 10 ** (above_db / 10)
        self._seconds: deque[float] = deque(maxlen=REMEMBERED_S)
        """How loud the middle one of each second's pieces was: mean square."""
        self._powers: list[float] = []
        self._heard = 0
        """Samples of the second under way."""

    def is_quiet(self, samples: NDArray[np.float32]) -> bool:
        """Add the next samples (mono, 16 kHz, 10 to 100 ms); whether they are no louder than the room itself."""
        power = float(np.dot(samples, samples)) / max(1, len(samples))
        self._powers.append(power)
        self._heard += len(samples)
        if self._heard >= RATE:
            self._seconds.append(median(self._powers))
            self._powers, self._heard = [], 0
        if not self._seconds or power > LOUDEST:
            return False
        return power <= max(NOTHING, self._above * min(self._seconds))
