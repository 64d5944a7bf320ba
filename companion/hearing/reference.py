"""What the loudspeaker is given in, at any rate and time; out, the same at 16 kHz, laid on the microphone's clock."""

from __future__ import annotations

import threading

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.resampler import Resampler

KEPT = 8 * RATE
"""How far ahead of the microphone the loudspeaker may be written; what comes for later than that is dropped."""
JITTER = 30 * RATE // 1000
"""Writes that are said to begin this near to the end of the last one follow it without a gap.

The canceller copes with 20 ms of change between replies, not with a change every 20 ms."""

SLIP = RATE // 1000
"""When writes are said to be off by more than that on average, they are moved towards it…"""
EVERY = 10
"""…by one sample in so many writes: 300 ppm at 20 ms each, faster than clocks drift, slow enough for the canceller."""
SMOOTH = 0.01
"""What one write counts in that average."""


class EchoReference:
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

    def write(self, samples: Samples, rate: int, at: int) -> None:
        """`at`: the microphone's sample at which the first of these is audible. Raises ValueError for a rate of none."""
        if rate <= 0:
            raise ValueError(f"a sample rate of {rate}")
        with self._lock:
            if rate != self._rate or abs(at - self._expected()) > JITTER:
                self._begin(rate, at)
            self._follow(at)
            self._taken += len(samples)
            made = self._resampler.feed(np.asarray(samples, np.float32))
            self._lay(made, self._start + self._made)
            self._made += len(made)

    def read(self, first: int, count: int) -> Samples:
        """The `count` samples from `first` on; each can be had once, in order."""
        with self._lock:
            places = np.arange(first, first + count) % KEPT
            taken = self._ring[places]
            self._ring[places] = 0.0
            self._read = first + count
        return taken

    def _follow(self, at: int) -> None:
        """Two clocks drift apart: go after them one sample at a time, said twice or left out."""
        self._slip += SMOOTH * (at - self._expected() - self._slip)
        self._writes += 1
        if abs(self._slip) > SLIP and self._writes % EVERY == 0:
            step = 1 if self._slip > 0 else -1
            end = self._start + self._made
            if step > 0 and end >= self._read:
                self._ring[end % KEPT] = self._ring[(end - 1) % KEPT]
            self._start += step
            self._slip -= step

    def _expected(self) -> int:
        return self._start + self._taken * RATE // self._rate

    def _begin(self, rate: int, at: int) -> None:
        self._resampler = Resampler(rate)
        self._rate, self._start, self._taken, self._made = rate, at, 0, 0
        self._slip, self._writes = 0.0, 0

    def _lay(self, samples: Samples, at: int) -> None:
        late = max(0, self._read - at)
        early = max(0, self._read + KEPT - at)
        kept = samples[late:early]
        self._ring[np.arange(at + late, at + late + len(kept)) % KEPT] = kept
