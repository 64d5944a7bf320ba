"""Makes the signal for transcription: the near end while she is audible, elsewhere the echo canceller's output."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.near_end import BLOCK

LATE = 2 * BLOCK
"""Samples by which the signal is late, because the near end is at most that late: 32 ms."""
KEPT = 2 * RATE
"""Samples that are kept to be asked for again, as the near end of a reply's beginning comes late."""


class EarSignal:
    """Mixes two streams on one clock. AEC3 removes the first words of whoever speaks over her; the near end keeps them."""

    def __init__(self) -> None:
        self._kept = np.zeros(KEPT + LATE, np.float32)

    def feed(self, cleaned: Samples, near_end: Samples, late: int) -> Samples:
        """Add the canceller's next samples; returns equally many, `LATE` samples old.

        `near_end`: what was made of the near end meanwhile, perhaps nothing; its last sample is `late` samples older than
        the last of `cleaned`.
        """
        self._kept = np.concatenate((self._kept, cleaned))[-max(KEPT + LATE, LATE + len(cleaned)) :]
        end = len(self._kept) - late
        begin = max(0, end - len(near_end))
        self._kept[begin:end] = near_end[len(near_end) - (end - begin) :]
        return self.latest(len(cleaned))

    def renewed(self, frames: list[Samples], since: int, ago: int = 0) -> list[Samples]:
        """The frames, equally long, as they are known by now: they ended `since` samples before the one given `ago` samples ago."""
        if not frames:
            return []
        size = len(frames[0])
        known = self.latest(size * len(frames), ago + since)
        known = known[len(known) % size :]
        return [*frames[: len(frames) - len(known) // size], *known.reshape(-1, size)]

    def latest(self, count: int, ago: int = 0) -> Samples:
        """At most `count` samples once more, as they are known by now, up to the one that was given `ago` samples ago."""
        end = len(self._kept) - LATE - ago
        return self._kept[max(0, end - count) : end].copy()
