"""Measures how long her voice takes from the loudspeaker to the microphone."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from companion.audio.devices import RATE, Samples

WINDOW = RATE
"""Samples compared at a time."""
EVERY = RATE // 4
"""Samples of her voice between two measurements."""
LONGEST = RATE // 2
"""The longest delay searched for: a wireless loudspeaker's."""
LOUD = 1e-3
"""Loudness (RMS) of her voice below which nothing is measured."""
STANDS_OUT = 6.0
"""How many times the rest (RMS) the peak of a real echo exceeds. With unrelated sound it seldom reaches 5."""
ALIKE = RATE // 200
"""Measurements that differ by fewer samples agree."""
ENOUGH = 3
"""How many measurements in a row must agree: two voices that happen to be similar do so once or twice."""
_BAND = slice(300 * 2 * WINDOW // RATE, 3400 * 2 * WINDOW // RATE)
"""The frequency bins of speech, 300 to 3400 Hz."""


class EchoDelay:
    """Uses generalised cross-correlation with phase transform (Knapp and Carter 1976); several measurements must agree."""

    def __init__(self) -> None:
        self._near, self._far = np.zeros(WINDOW, np.float32), np.zeros(WINDOW + LONGEST, np.float32)
        self._since = 0
        self._measured: deque[int | None] = deque(maxlen=ENOUGH)
        self.samples: int | None = None
        """The delay; None until it is known."""

    def feed(self, near: Samples, far: Samples) -> int | None:
        """Add equally many samples of both; returns the delay in samples, None while it is not known."""
        self._near = np.concatenate((self._near, near))[-WINDOW:]
        self._far = np.concatenate((self._far, far))[-(WINDOW + LONGEST) :]
        self._since += len(near) if len(far) and float(np.sqrt(np.mean(far**2))) > LOUD else 0
        if self._since >= EVERY:
            self._since = 0
            self._measure()
        return self.samples

    def _measure(self) -> None:
        found = lag(self._near, self._far)
        self._measured.append(found)
        measured = [one for one in self._measured if one is not None]
        if found is not None and len(measured) == ENOUGH and max(measured) - min(measured) < ALIKE:
            self.samples = found


def lag(near: Samples, far: Samples) -> int | None:
    """How many samples later the far end appears in the near end; None if there is no clear peak.

    `far`: shape (len(near) + LONGEST,), ending at the same moment as `near`.
    """
    size = 2 * WINDOW
    a = np.fft.rfft(near, size)
    b = np.fft.rfft(far, size)
    cross = np.zeros_like(a)
    product = (a * np.conj(b))[_BAND]
    cross[_BAND] = product / (np.abs(product) + 1e-12)
    like: NDArray[np.float64] = np.fft.irfft(cross, size)
    # near[n] resembles far[n + LONGEST - lag]: the correlation's index is lag - LONGEST, from the end of the circle
    places = np.concatenate((like[-LONGEST:], like[:1]))
    best = int(np.argmax(np.abs(places)))
    rest = float(np.sqrt(np.mean(places**2)))
    return best if abs(places[best]) > STANDS_OUT * rest else None
