"""Measures how loud the microphone is, and notices one that gives only zeros."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples

PERIOD = RATE // 30
"""Samples between two levels: about thirty levels a second, one for each frame of the picture."""

STEADY, MOST_PATIENT = 60 * RATE, 60 * RATE
"""Samples of sound after which zeros are news again; the longest patience."""

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
    """Notices a microphone that gives only zeros because it is switched off or its use is not allowed.

    A noise gate gives zeros, too, whenever nobody speaks: each time that sound comes back the patience doubles, until there
    has been sound for a minute.
    """

    def __init__(self, patience_s: float = 1.5) -> None:
        self._least = self._patience = int(patience_s * RATE)
        self._zeros = self._sounding = 0
        """Samples since the last sound, and since the last second of zeros."""
        self._told = False

    def feed(self, samples: Samples) -> bool:
        """Add samples; True once for each stretch of zeros, when it has lasted too long."""
        found = np.flatnonzero(samples)
        if len(found):
            self._end_zeros(len(samples))
            self._zeros = len(samples) - 1 - int(found[-1])
        else:
            self._zeros += len(samples)
        if self._zeros <= self._patience or self._told:
            return False
        self._told = True
        return True

    def reset(self) -> None:
        """Count again from the start: the microphone was opened, or is another one."""
        self._zeros, self._sounding, self._told, self._patience = 0, 0, False, self._least

    def _end_zeros(self, samples: int) -> None:
        if self._told:
            self._told, self._patience = False, min(2 * self._patience, MOST_PATIENT)
        self._sounding = 0 if self._zeros >= RATE else self._sounding + samples
        if self._sounding >= STEADY:
            self._patience = self._least
