"""Makes the signal for transcription: the near end while she is audible, elsewhere the echo canceller's output."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import Samples
from companion.hearing.near_end import BLOCK

LATE = 2 * BLOCK
"""Samples by which the signal is late, because the near end is at most that late: 32 ms."""


class EarSignal:
    """Mixes two streams on one clock. AEC3 removes the first words of whoever speaks over her; the near end keeps them."""

    def __init__(self) -> None:
        self._waiting = np.zeros(LATE, np.float32)

    def feed(self, cleaned: Samples, near_end: Samples, late: int) -> Samples:
        """Add the canceller's next samples; returns equally many, `LATE` samples old.

        `near_end`: what was made of the near end meanwhile, perhaps nothing; its last sample is `late` samples older than
        the last of `cleaned`.
        """
        self._waiting = np.concatenate((self._waiting, cleaned))
        end = len(self._waiting) - late
        begin = max(0, end - len(near_end))
        self._waiting[begin:end] = near_end[len(near_end) - (end - begin) :]
        done, self._waiting = self._waiting[: len(cleaned)], self._waiting[len(cleaned) :]
        return done
