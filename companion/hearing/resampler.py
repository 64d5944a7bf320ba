"""Resamples a stream to 16 kHz, chunk by chunk, with the least possible delay."""

from __future__ import annotations

from math import ceil, gcd

import numpy as np

from companion.audio.devices import RATE, Samples

REACH = 24
"""Samples of 16 kHz to either side that a result depends on: 1.5 ms, which is all the delay."""
CUTOFF = 0.45
"""Share of the lower rate: 7.2 kHz at 16 kHz."""


class Resampler:
    """Uses a windowed sinc, with one row of weights for each phase.

    soxr's streams hold back up to 37 ms (21 ms at their second lowest quality) and deliver it in lumps, but the echo
    canceller needs its reference before the echo. soxr's lowest quality holds nothing back and costs 4 dB of echo.
    """

    def __init__(self, rate: int) -> None:
        """`rate`: samples a second of the input, above 0."""
        common = gcd(rate, RATE)
        self._up, self._down = RATE // common, rate // common
        self._reach = ceil(REACH * max(1.0, rate / RATE))
        self._weights = _weights(self._up, self._reach, CUTOFF * min(1.0, RATE / rate))
        self._waiting = np.zeros(self._reach - 1, np.float32)
        self._given = 0

    def feed(self, samples: Samples) -> Samples:
        """Add samples; of all that is returned, sample n is the input's sound at n / 16 000 s."""
        self._waiting = np.concatenate((self._waiting, samples))
        begins = self._given * self._down // self._up
        until = begins + len(self._waiting) - 2 * self._reach + 1  # the last position whose neighbours are all there
        wanted = np.arange(self._given, max(self._given, (until * self._up - 1) // self._down + 1))
        places = wanted * self._down // self._up - begins
        near = self._waiting[places[:, None] + np.arange(2 * self._reach)]
        made: Samples = np.einsum("ij,ij->i", near, self._weights[wanted * self._down % self._up])
        self._given += len(made)
        self._waiting = self._waiting[self._given * self._down // self._up - begins :]
        return made


def _weights(phases: int, reach: int, cutoff: float) -> Samples:
    """Weights of the samples from `reach` − 1 before a position to `reach` after it; shape (phases, 2 · reach)."""
    away = np.arange(1 - reach, reach + 1) - np.arange(phases)[:, None] / phases
    weights = np.sinc(2 * cutoff * away) * np.cos(np.pi / 2 * np.clip(away / reach, -1, 1)) ** 2
    even: Samples = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return even
