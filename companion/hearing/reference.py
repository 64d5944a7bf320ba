"""What the loudspeaker is given in, at any rate and time; out, the same at 16 kHz, laid on the microphone's clock."""

from __future__ import annotations

import threading

import numpy as np

from companion.audio import RATE, Samples
from companion.hearing.resampler import Resampler

KEPT = 8 * RATE
"""How far ahead of the microphone the loudspeaker may be written; what comes for later than that is dropped."""
JITTER = 30 * RATE // 1000
"""Writes that are said to begin this near to the end of the last one follow it without a gap.

The canceller copes with 20 ms of change between replies, not with a change every 20 ms."""


class Reference:
    """Written by the sound thread, read by hearing. Where nothing was written, or too late, there is silence."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = np.zeros(KEPT, np.float32)
        self._read = 0
        self._rate = 0
        self.clear()

    def clear(self) -> None:
        """Forget what was written and where the last write ended; the clock goes on."""
        with self._lock:
            self._ring[:] = 0.0
            self._rate = 0  # the next write begins anew

    def put(self, samples: Samples, rate: int, at: int) -> None:
        """`at`: the microphone's sample at which the first of these is audible. Raises ValueError for a rate of none."""
        if rate <= 0:
            raise ValueError(f"a sample rate of {rate}")
        with self._lock:
            if rate != self._rate or abs(at - self._expected()) > JITTER:
                self._begin(rate, at)
            self._taken += len(samples)
            made = self._resampler.feed(np.asarray(samples, np.float32))
            self._lay(made, self._start + self._made)
            self._made += len(made)

    def take(self, first: int, count: int) -> Samples:
        """The `count` samples from `first` on; each can be had once, in order."""
        with self._lock:
            places = np.arange(first, first + count) % KEPT
            taken = self._ring[places]
            self._ring[places] = 0.0
            self._read = first + count
        return taken

    def _expected(self) -> int:
        return self._start + self._taken * RATE // self._rate

    def _begin(self, rate: int, at: int) -> None:
        self._resampler = Resampler(rate)
        self._rate, self._start, self._taken, self._made = rate, at, 0, 0

    def _lay(self, samples: Samples, at: int) -> None:
        late = max(0, self._read - at)
        early = max(0, self._read + KEPT - at)
        kept = samples[late:early]
        self._ring[np.arange(at + late, at + late + len(kept)) % KEPT] = kept
