"""Keeps what was written to the loudspeaker, at 16 kHz and on the microphone's clock, for the echo canceller."""

from __future__ import annotations

import threading

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.resampler import Resampler

KEPT = 8 * RATE
"""How many samples ahead of the microphone may be written; what is for later than that is dropped."""
JITTER = 30 * RATE // 1000
"""A write that should begin within this many samples of the end of the last one follows it without a gap.

The canceller copes with 20 ms of change between replies, not with a change every 20 ms."""

SLIP = RATE // 1000
"""When writes are off by more than this many samples on average, they are moved…"""
EVERY = 10
"""…by one sample every so many writes: 300 ppm at 20 ms each, faster than clocks drift, slow enough for the canceller."""
SMOOTH = 0.01
"""Weight of one write in that average."""


class EchoReference:
    """A ring buffer, written by the sound thread and read by hearing; silent where nothing was written in time."""

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
            self._rate = 0  # the next write starts afresh

    def write(self, samples: Samples, rate: int, at: int) -> None:
        """Add samples; `at`: the microphone's sample at which the first becomes audible. Raises ValueError for a rate of 0."""
        if rate <= 0:
            raise ValueError(f"a sample rate of {rate}")
        with self._lock:
            if rate != self._rate or abs(at - self._expected()) > JITTER:
                self._begin(rate, at)
            self._follow_drift(at)
            self._taken += len(samples)
            made = self._resampler.feed(np.asarray(samples, np.float32))
            self._lay(made, self._start + self._made)
            self._made += len(made)

    def read(self, first: int, count: int) -> Samples:
        """The `count` samples from `first` on, shape (count,); each can be read once, in order."""
        with self._lock:
            places = np.arange(first, first + count) % KEPT
            taken = self._ring[places]
            self._ring[places] = 0.0
            self._read = first + count
        return taken

    def _follow_drift(self, at: int) -> None:
        """Follow the drift between the two clocks one sample at a time: repeat one, or leave one out."""
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
