"""Makes the sound of what falls due: an arpeggio again and again, soft at first and slowly louder, until its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from companion.audio.chime import struck
from companion.audio.devices import Samples

RATE = 48_000
"""Samples a second."""
ARPEGGIO_S = 4.5
REST_S = 1.5
"""From one arpeggio's end to the next."""
NOTES = ((0.0, 48), (0.22, 55), (0.44, 60), (0.66, 64), (0.88, 67), (1.1, 72), (1.76, 67), (2.2, 64))
"""Seconds, and MIDI pitch: a broken chord of C that rises and sinks back a little."""
_SOFT, _LOUD, _RISES_S = 0.1, 0.45, 75.0
"""Peak of the first arpeggio, of the loudest, and seconds until that one: to be noticed, and to frighten nobody."""


@dataclass(frozen=True)
class Ring:
    """How long something rings that has fallen due."""

    lasts_s: float
    """0: one chime before the words, and no more."""

    def sounds(self, arpeggio: Samples) -> Iterator[Samples]:
        """Arpeggio and rest, each time a little louder; shape (n,), at 48,000 samples a second."""
        tone = arpeggio / max(1e-6, float(np.abs(arpeggio).max()))
        rest = np.zeros(round(REST_S * RATE), np.float32)
        once = np.concatenate([tone, rest]).astype(np.float32)
        at = 0.0
        while at < self.lasts_s:
            yield once * np.float32(_SOFT + (_LOUD - _SOFT) * min(1.0, at / _RISES_S))
            at += len(once) / RATE


BY_KIND = {"alarm": Ring(180.0), "timer": Ring(30.0), "reminder": Ring(0.0)}
"""By the kind of due time; the first is the most urgent."""


def soft_arpeggio() -> Samples:
    """The arpeggio by soft bells, where there is no piano."""
    return struck(RATE, [(at, 440 * 2 ** ((pitch - 69) / 12)) for at, pitch in NOTES], ARPEGGIO_S)
