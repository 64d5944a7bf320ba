"""Microphone and loudspeaker samples in; out, how long her voice takes from one to the other, as far as it can be heard."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from companion.audio.devices import RATE, Samples

WINDOW = RATE
"""Samples compared at a time."""
EVERY = RATE // 4
"""Samples of her voice between two looks."""
LONGEST = RATE // 2
"""The longest delay looked for: a wireless loudspeaker's."""
LOUD = 1e-3
"""Her voice's loudness (RMS) below which nothing is compared."""
STANDS_OUT = 6.0
"""How far above the rest (RMS) the peak of a real echo stands. Of unrelated sound it seldom reaches 5."""
ALIKE = RATE // 200
"""Looks that differ by less agree."""
ENOUGH = 3
"""So many looks in a row must agree: two voices that happen to be alike do so once or twice."""
_BAND = slice(300 * 2 * WINDOW // RATE, 3400 * 2 * WINDOW // RATE)
"""Where speech is."""


class EchoDelay:
    """Generalised cross-correlation with phase transform (Knapp and Carter 1976), believed when several looks agree."""

    def __init__(self) -> None:
        self._near, self._far = np.zeros(WINDOW, np.float32), np.zeros(WINDOW + LONGEST, np.float32)
        self._since = 0
        self._seen: deque[int | None] = deque(maxlen=ENOUGH)
        self.samples: int | None = None
        """The delay believed; None until there is one."""

    def feed(self, near: Samples, far: Samples) -> int | None:
        """As many samples of each; the delay believed now."""
        self._near = np.concatenate((self._near, near))[-WINDOW:]
        self._far = np.concatenate((self._far, far))[-(WINDOW + LONGEST) :]
        self._since += len(near) if len(far) and float(np.sqrt(np.mean(far**2))) > LOUD else 0
        if self._since >= EVERY:
            self._since = 0
            self._look()
        return self.samples

    def _look(self) -> None:
        found = lag(self._near, self._far)
        self._seen.append(found)
        seen = [one for one in self._seen if one is not None]
        if found is not None and len(seen) == ENOUGH and max(seen) - min(seen) < ALIKE:
            self.samples = found


def lag(near: Samples, far: Samples) -> int | None:
    """By how many samples the last `len(near)` of the far end come later in the near end; None when that can't be told.

    `far`: shape (len(near) + LONGEST,), ending at the same moment.
    """
    size = 2 * WINDOW
    a = np.fft.rfft(near, size)
    b = np.fft.rfft(far, size)
    cross = np.zeros_like(a)
    product = (a * np.conj(b))[_BAND]
    cross[_BAND] = product / (np.abs(product) + 1e-12)
    like: NDArray[np.float64] = np.fft.irfft(cross, size)
    # near[n] is alike far[n + LONGEST - lag]: the correlation's place is lag - LONGEST, from the end of the circle
    places = np.concatenate((like[-LONGEST:], like[:1]))
    best = int(np.argmax(np.abs(places)))
    rest = float(np.sqrt(np.mean(places**2)))
    return best if abs(places[best]) > STANDS_OUT * rest else None
