"""Separates what the people in the room say from her echo, with little delay and without damage, for double-talk detection.

It works beside WebRTC's canceller: AEC3's suppressor removes the first tenths of a second of somebody who speaks over her,
together with her echo. This one subtracts a linear model of the echo (a partitioned Kalman filter in the frequency domain:
Enzner and Vary 2006, Kuech, Mabande and Enzner 2014), which needs no double-talk detector, and then attenuates what is no
louder than the echo that such a model usually leaves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.audio.devices import Samples

BLOCK = 256
"""Samples: 16 ms."""
PARTITIONS = 16
"""Blocks the echo may last, including its delay after the reference: 256 ms."""
_BINS = BLOCK + 1
_FORGETTING = 0.993
"""Correlation of the path with itself a block later, in power: it forgets within seconds, and follows drifting clocks."""
UNSURE_DB = (-10.0, -5.0)
"""What usually remains of an echo, relative to the echo: below the first the model is right, above the second it is wrong.

In rooms where it is right: -17 to -27. In the first half second, with a reference that is too late, or with clocks that
differ by 100 ppm: -5 and more."""
_SMOOTHING = 0.5
"""Weight of the previous block in the estimate of the disturbance."""

Spectrum = NDArray[np.complex128]
Powers = NDArray[np.float64]


class LinearEcho:
    """Models the echo path as an adaptive filter, whose estimate of its own error sets how fast it learns."""

    def __init__(self) -> None:
        self._path: Spectrum = np.zeros((PARTITIONS, _BINS), np.complex128)
        decay = 0.1 * np.exp(-np.arange(PARTITIONS) / 4)
        self._doubt: Powers = np.tile(decay[:, None], (1, _BINS))
        self._far: Spectrum = np.zeros((PARTITIONS, _BINS), np.complex128)
        self._block = np.zeros(2 * BLOCK)
        self._disturbance: Powers = np.full(_BINS, 1e-6)

    def cancel(self, near: Powers, far: Powers) -> tuple[Powers, Powers]:
        """What is left of `near`, and the echo that was subtracted; all of shape (BLOCK,)."""
        self._block = np.concatenate((self._block[BLOCK:], far))
        self._far = np.roll(self._far, 1, axis=0)
        self._far[0] = np.fft.rfft(self._block)
        echo = np.fft.irfft((self._path * self._far).sum(axis=0))[BLOCK:]
        left = near - echo
        self._learn(np.fft.rfft(np.concatenate((np.zeros(BLOCK), left))))
        return left, echo

    def _learn(self, left: Spectrum) -> None:
        loud = np.abs(self._far) ** 2
        self._disturbance = _SMOOTHING * self._disturbance + (1 - _SMOOTHING) * np.abs(left) ** 2
        step = self._doubt / (0.5 * (loud * self._doubt).sum(axis=0) + self._disturbance + 1e-8)
        change = np.fft.irfft(step * np.conj(self._far) * left, axis=1)
        change[:, BLOCK:] = 0.0  # else the filter would wrap around
        self._path = self._path + np.fft.rfft(change, axis=1)
        kept = _FORGETTING * (1 - 0.5 * step * loud) * self._doubt
        self._doubt = kept + (1 - _FORGETTING) * np.abs(self._path) ** 2


class NearEnd:
    """Takes both streams at 16 kHz on one clock, the reference up to 150 ms early and never late; its output is 16 ms late."""

    def __init__(self) -> None:
        self._linear, self._rest = LinearEcho(), ResidualSuppressor()
        self._near = self._far = np.zeros(0)

    @property
    def likely_echo(self) -> float:
        """0…1: how unreliable the model is at present, so that the output may be her own voice."""
        low, high = UNSURE_DB
        return float(np.clip((self._rest.usual_db - low) / (high - low), 0.0, 1.0))

    def clean(self, near: Samples, far: Samples) -> Samples:
        """Add equally many samples of both, any number; returns whole blocks of the near end without the echo."""
        self._near = np.concatenate((self._near, near))
        self._far = np.concatenate((self._far, far))
        whole = len(self._near) // BLOCK * BLOCK
        done = [np.zeros(0)]
        for at in range(0, whole, BLOCK):
            left, echo = self._linear.cancel(self._near[at : at + BLOCK], self._far[at : at + BLOCK])
            done.append(self._rest.suppress(left, echo))
        self._near, self._far = self._near[whole:], self._far[whole:]
        cleaned: Samples = np.clip(np.concatenate(done), -1.0, 1.0).astype(np.float32)
        return cleaned


class ResidualSuppressor:
    """Attenuates, bin by bin, what is no louder than what the linear model lately left of echoes of the same loudness."""

    LASTING = 0.7
    """Share of an echo's power that may still ring a block later: slightly more than in a room of 0.6 s (RT60)."""
    RISE_DB, FALL_DB = 0.24, 0.24
    """Steps per block of the usual share; equal steps make it a median."""
    CERTAIN = 8.0
    """Up to this many times what is usually left, in power, still counts as echo."""
    LEAST = 0.03
    """Gain for pure echo."""
    SPEECH = slice(6, 110)
    """Bins of 190 to 3400 Hz."""
    SOUNDING = 1e-5
    """Echoes of less power teach nothing."""

    def __init__(self) -> None:
        self._window = np.sqrt(np.hanning(2 * BLOCK + 1)[: 2 * BLOCK])
        self._left, self._echo, self._over = np.zeros(2 * BLOCK), np.zeros(2 * BLOCK), np.zeros(BLOCK)
        self._loud: Powers = np.zeros(_BINS)
        self._usual_db: Powers = np.zeros(_BINS)

    @property
    def usual_db(self) -> float:
        """What usually remains of an echo where speech is loudest, in dB relative to the echo; 0 before anything is known."""
        return float(self._usual_db[self.SPEECH].mean())

    def suppress(self, left: Powers, echo: Powers) -> Powers:
        """The previous block, with the remaining echo attenuated."""
        self._left = np.concatenate((self._left[BLOCK:], left))
        self._echo = np.concatenate((self._echo[BLOCK:], echo))
        spectrum = np.fft.rfft(self._left * self._window)
        gain = self._gain(np.abs(spectrum) ** 2, np.abs(np.fft.rfft(self._echo * self._window)) ** 2)
        made = np.fft.irfft(spectrum * gain) * self._window
        done: Powers = self._over + made[:BLOCK]
        self._over = made[BLOCK:]
        return done

    def _gain(self, left: Powers, echo: Powers) -> Powers:
        self._loud = np.maximum(echo, self.LASTING * self._loud)
        share_db = 10 * np.log10((left + 1e-9) / (self._loud + 1e-9))
        step = np.where(share_db > self._usual_db, self.RISE_DB, -self.FALL_DB)
        step = np.where(self._loud > self.SOUNDING, step, 0.0)
        self._usual_db = np.clip(self._usual_db + step, -40.0, 6.0)
        expected = self.CERTAIN * 10 ** (self._usual_db / 10) * self._loud
        gain: Powers = np.clip(1 - expected / (left + 1e-9), self.LEAST, 1.0)
        return gain
