"""Measures at the beginning of each of her replies how much later than the reference its echo comes, and whether one comes.

A device does not report its delay exactly: from one reply to the next an echo comes up to 25 ms earlier or later. A model of
the echo path that is right but misplaced removes nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.audio.devices import RATE, Samples

WINDOW = RATE // 2
"""Samples compared at a time, at most."""
LONGEST = RATE // 2
"""The longest delay searched for: a wireless loudspeaker's."""
SOON, SELDOM = RATE // 40, RATE // 4
"""Samples of her voice between two measurements: at first, and once the delay is known."""
ENOUGH = RATE // 8
"""Samples of her voice before the first measurement: with fewer, chance peaks are too high."""
LOUD = 1e-3
"""Loudness (RMS) of her voice below which nothing is measured."""
QUIET = 10 ** (-60 / 20)
"""Loudness (RMS) at the microphone below which nothing of anybody's is in it."""
STANDS_OUT = 12.0
"""How many times the rest (RMS) the peak of an echo exceeds: 20 to 50; with somebody 10 dB louder in it 10 and more after
half a second."""
UNRELATED = 9.0
"""With sound that holds no echo the peak seldom exceeds this, once it lasts for `UNRELATED_FOR`."""
UNRELATED_FOR = RATE * 16 // 100
"""Samples of sound at the microphone that must hold no echo before it is somebody else's."""
FINER = 8
"""Steps into which a sample is divided once the peak is found."""
AROUND = RATE // 40
"""Samples by which an echo may have moved within a reply: loudspeakers' buffers slip by 10 ms now and then."""
ALIKE = RATE // 500
"""Measurements that differ by fewer samples agree."""
SEARCHED = RATE
"""Samples of her voice after which the search ends: no echo comes, or none that stands out."""


class EchoAlignment:
    """Uses generalised cross-correlation with phase transform (Knapp and Carter 1976); two measurements must agree."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A reply begins: its echo may come earlier or later than the last one's."""
        self._near, self._far = np.zeros(0, np.float32), np.zeros(LONGEST, np.float32)
        self._fed = self._sounded = self._since = self._heard = 0
        self._before: float | None = None
        self.found = False
        """Whether the delay of this reply's echo is known."""
        self.unrelated = False
        """Whether what the microphone hears lately is nothing of hers."""

    @property
    def is_over(self) -> bool:
        """Whether she has spoken for so long that an echo would have been found, or has been silent for too long."""
        return self._sounded >= SEARCHED or self._fed >= 2 * SEARCHED

    def feed(self, near: Samples, far: Samples) -> float | None:
        """Add equally many samples of both; returns how many samples later an echo comes if that was measured anew."""
        self._near = np.concatenate((self._near, near))[-WINDOW:]
        self._far = np.concatenate((self._far, far))[-(WINDOW + LONGEST) :]
        self._heard = self._heard + len(near) if rms(near) > QUIET else max(0, self._heard - len(near))
        sounding = rms(far) > LOUD
        self._sounded += len(far) if sounding else 0
        self._since += len(far) if sounding or not self.found else 0
        self._fed += len(far)
        if not self._sounded:
            self.unrelated = self._heard >= UNRELATED_FOR
        if self._sounded < ENOUGH or self._since < (SELDOM if self.found else SOON):
            return None
        self._since = 0
        return self._measure()

    def _measure(self) -> float | None:
        delay, peak = lag(self._near, self._far[-(len(self._near) + LONGEST) :])
        self.unrelated = peak < UNRELATED and self._heard >= UNRELATED_FOR
        before, self._before = self._before, delay if peak >= STANDS_OUT else None
        if before is None or self._before is None or abs(before - delay) >= ALIKE:
            return None
        self.found = True
        return delay


def lag(near: Samples, far: Samples) -> tuple[float, float]:
    """How many samples later the far end appears in the near end, and how many times the rest (RMS) that peak exceeds.

    `far`: shape (len(near) + LONGEST,), ending at the same moment as `near`.
    """
    cross, size = _phases(near, far)
    places = _places(cross, size)
    best = int(np.argmax(places))
    finer = best + np.linspace(-1, 1, 2 * FINER + 1)
    used = np.flatnonzero(cross)
    turns = np.exp(2j * np.pi / size * np.outer(finer - LONGEST, used))
    return float(finer[np.argmax(np.abs((turns @ cross[used]).real))]), float(places[best])


def lag_near(near: Samples, far: Samples, expected: float) -> tuple[float, float]:
    """The same, looking only `AROUND` the lag that is expected."""
    first = min(max(0, round(expected) - AROUND), LONGEST - AROUND)
    places = _places(*_phases(near, far))[first : first + 2 * AROUND + 1]
    best = int(np.argmax(places))
    return float(first + best), float(places[best])


def _phases(near: Samples, far: Samples) -> tuple[NDArray[np.complex128], int]:
    """The phase differences by frequency, 0 outside of speech's, and the size of the transform."""
    size = 1 << (len(far) - 1).bit_length()
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    speech = (frequencies > 300) & (frequencies < 3400)
    product = (np.fft.rfft(near, size) * np.conj(np.fft.rfft(far, size)))[speech]
    cross = np.zeros(len(frequencies), np.complex128)
    cross[speech] = product / (np.abs(product) + 1e-12)
    return cross, size


def _places(cross: NDArray[np.complex128], size: int) -> NDArray[np.float64]:
    """The correlation by lag, shape (LONGEST + 1,), in times its own root of the mean square."""
    like: NDArray[np.float64] = np.fft.irfft(cross, size)
    # near[n] resembles far[n + LONGEST - lag]: the correlation's index is lag - LONGEST, from the end of the circle
    places: NDArray[np.float64] = np.abs(np.concatenate((like[-LONGEST:], like[:1])))
    return places / (float(np.sqrt(np.mean(places**2))) + 1e-12)


def rms(samples: Samples) -> float:
    """The loudness, as the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0
