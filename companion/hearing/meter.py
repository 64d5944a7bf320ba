"""Measures how loud the microphone is, and notices one that gives only zeros."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples

PERIOD = RATE // 30
"""Samples between two levels: about thirty levels a second, one for each frame of the picture."""

_FLOOR_DB, _CEILING_DB = -60.0, -10.0


class LevelMeter:
    """Gives the loudness, thirty times a second of audio."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> Iterator[float]:
        """Yields levels 0…1, linear in decibels: 0 is −60 dBFS and less, 1 is −10 dBFS and more."""
        waiting = np.concatenate((self._rest, samples))
        whole = len(waiting) // PERIOD * PERIOD
        self._rest = waiting[whole:]
        for part in waiting[:whole].reshape(-1, PERIOD):
            yield level(part)


def level(samples: Samples) -> float:
    """The loudness of some samples, 0…1."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    decibels = 10 * np.log10(max(power, 1e-12))
    return float(np.clip((decibels - _FLOOR_DB) / (_CEILING_DB - _FLOOR_DB), 0.0, 1.0))


class SilenceAlarm:
    """Notices, once, a microphone that gives only zeros because it is switched off or its use is not allowed."""

    def __init__(self, patience_s: float = 5.0) -> None:
        self._patience = int(patience_s * RATE)
        self._zeros = 0
        self._told = False

    def feed(self, samples: Samples) -> bool:
        """Add samples; True once, when the zeros have lasted too long."""
        sounding = np.flatnonzero(samples)
        self._zeros = len(samples) - 1 - int(sounding[-1]) if len(sounding) else self._zeros + len(samples)
        if self._zeros <= self._patience or self._told:
            return False
        self._told = True
        return True

    def reset(self) -> None:
        """Count again from the start: the microphone was opened, or is another one."""
        self._zeros, self._told = 0, False
