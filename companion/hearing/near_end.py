"""Separates what the people in the room say from her echo, with little delay and without damage, for double-talk detection.

It works beside WebRTC's canceller: AEC3's suppressor removes the first tenths of a second of somebody who speaks over her,
together with her echo. This one subtracts a linear model of the echo (a partitioned Kalman filter in the frequency domain:
Enzner and Vary 2006, Kuech, Mabande and Enzner 2014), which needs no double-talk detector, and then attenuates what is no
louder than the echo that such a model usually leaves.
"""

from __future__ import annotations

from collections import deque

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
REPLAYED = 8
"""Blocks that are learned from again while the path is new…"""
REPLAYING = 100
"""…which is so for this many blocks in which she speaks: 1.6 s. It takes 1.5 ms a block instead of 0.25, and removes 11 to
17 dB after 0.3 s of her voice instead of 7 to 10."""
NEW, NEW_DB, SOON = 40, 15.0, 8
"""In her first blocks the model doubts itself too little: by so much at first, by nothing after so many; only in the first
partitions, where most of an echo is. Where no echo came by then, none is expected of the others."""
SILENT_DB = -120.0
FADES_DB = 0.8
"""By how much the loudness of past syllables counts less with each block: 50 dB a second."""
AUDIBLE = 1e-3
"""A block whose loudest sample is less holds nothing of her voice."""
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
        self._disturbance: Powers = np.full(_BINS, 1e-6)
        self._past: deque[tuple[Powers, Spectrum]] = deque(maxlen=REPLAYED)
        self.begin()
        self._to_replay = REPLAYING
        self.sounded = 0
        """Blocks of her voice so far."""
        self.doubted: Powers = np.zeros(_BINS)
        """Power, by frequency, of the echo that the last block may still hold, because the path is not certain."""

    def begin(self) -> None:
        """Forget the last blocks, because the next ones do not follow them. The path stays."""
        self._far: Spectrum = np.zeros((PARTITIONS, _BINS), np.complex128)
        self._block = np.zeros(2 * BLOCK)
        self._past.clear()

    def move(self, samples: float) -> None:
        """The echo comes so many samples later than before (negative: earlier), by the same path."""
        path = np.fft.irfft(self._path, axis=1)[:, :BLOCK].ravel()
        spectrum = np.fft.rfft(path, 2 * len(path))
        turned = spectrum * np.exp(-2j * np.pi * np.arange(len(spectrum)) * samples / (2 * len(path)))
        blocks = np.fft.irfft(turned)[: len(path)].reshape(PARTITIONS, BLOCK)
        self._path = np.fft.rfft(np.concatenate((blocks, np.zeros_like(blocks)), axis=1), axis=1)

    def cancel(self, near: Powers, far: Powers) -> tuple[Powers, Powers]:
        """What is left of `near`, and the echo that was subtracted; all of shape (BLOCK,)."""
        self._block = np.concatenate((self._block[BLOCK:], far))
        spectrum = np.roll(self._far, 1, axis=0)
        spectrum[0] = np.fft.rfft(self._block)
        self._far = spectrum
        echo = self._echo(spectrum)
        self.doubted = 0.5 * (np.abs(spectrum) ** 2 * self._doubt * self._more_doubt()).sum(axis=0)
        self._replay()
        self._disturbance = self._learn(near, spectrum)
        if loudest(far) > AUDIBLE:
            self.sounded += 1
            self._to_replay -= self._to_replay > 0
        self._past.append((near, spectrum))
        return near - echo, echo

    def _more_doubt(self) -> Powers:
        """By which factor the doubt is too small in each partition while the path is new; shape (PARTITIONS, 1)."""
        factor = 10 ** (NEW_DB / 10 * max(0.0, 1.0 - self.sounded / NEW))
        return np.where(np.arange(PARTITIONS) < SOON, factor, 1.0)[:, None]

    def _echo(self, far: Spectrum) -> Powers:
        echo: Powers = np.fft.irfft((self._path * far).sum(axis=0))[BLOCK:]
        return echo

    def _replay(self) -> None:
        """Learn from the last blocks once more, the newest first, as long as little of her voice was heard."""
        if self._to_replay > 0:
            for near, far in reversed(self._past):
                self._learn(near, far)

    def _learn(self, near: Powers, far: Spectrum) -> Powers:
        """Correct the path by what is left of one block; returns the disturbance by which it was weighed."""
        left = np.fft.rfft(np.concatenate((np.zeros(BLOCK), near - self._echo(far))))
        loud = np.abs(far) ** 2
        disturbance = _SMOOTHING * self._disturbance + (1 - _SMOOTHING) * np.abs(left) ** 2
        step = self._doubt / (0.5 * (loud * self._doubt).sum(axis=0) + disturbance + 1e-8)
        change = np.fft.irfft(step * np.conj(far) * left, axis=1)
        change[:, BLOCK:] = 0.0  # else the filter would wrap around
        self._path = self._path + np.fft.rfft(change, axis=1)
        kept = _FORGETTING * (1 - 0.5 * step * loud) * self._doubt
        self._doubt = kept + (1 - _FORGETTING) * np.abs(self._path) ** 2
        return disturbance


class NearEnd:
    """Takes both streams at 16 kHz on one clock, the reference up to 150 ms early and never late; its output is 16 ms late."""

    def __init__(self) -> None:
        self._linear, self._rest = LinearEcho(), ResidualSuppressor()
        self._near = self._far = np.zeros(0)
        self.for_ear: Samples = np.zeros(0, np.float32)
        """What the last `clean` returned, less attenuated: speech recognition bears more of her voice than detection does."""
        self.echo_db = SILENT_DB
        """How loud her echo is by the model (dBFS): the loudest of the last syllables."""

    @property
    def sounded(self) -> int:
        """Blocks of her voice that it has learned from."""
        return self._linear.sounded

    @property
    def late(self) -> int:
        """How many samples ago the last one of the output was heard; at most two blocks."""
        return BLOCK + len(self._near)

    def begin(self) -> None:
        """What is cleaned next does not follow what was cleaned last. What was learned of the echo stays."""
        self._near = self._far = np.zeros(0)
        self._linear.begin()
        self._rest.begin()

    def move_path(self, samples: float) -> None:
        """The echo comes so many samples later than before (negative: earlier), by the same path."""
        if samples:
            self._linear.move(samples)

    def clean(self, near: Samples, far: Samples) -> Samples:
        """Add equally many samples of both, any number; returns whole blocks of the near end without the echo."""
        self._near = np.concatenate((self._near, near))
        self._far = np.concatenate((self._far, far))
        whole = len(self._near) // BLOCK * BLOCK
        done, for_ear = [np.zeros(0)], [np.zeros(0)]
        for at in range(0, whole, BLOCK):
            heard = self._near[at : at + BLOCK]
            left, echo = self._linear.cancel(heard, self._far[at : at + BLOCK])
            if np.dot(left, left) > np.dot(heard, heard):  # the model is wrong: there is no such echo
                left, echo = heard, np.zeros(BLOCK)
            power = max(float(np.dot(echo, echo)) / BLOCK, 1e-12)
            self.echo_db = max(10 * float(np.log10(power)), self.echo_db - FADES_DB)
            suppressed, gentler = self._rest.suppress(left, echo, self._linear.doubted)
            done.append(suppressed)
            for_ear.append(gentler)
        self._near, self._far = self._near[whole:], self._far[whole:]
        self.for_ear = np.clip(np.concatenate(for_ear), -1.0, 1.0).astype(np.float32)
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
    EAR_CERTAIN, EAR_LEAST = 2.0, 0.1
    """The same two for speech recognition, which needs a person's soft sounds more than it is disturbed by hers."""
    SPEECH = slice(6, 110)
    """Bins of 190 to 3400 Hz."""
    FIRST_USUAL_DB = -10.0
    """What usually remains of an echo, relative to the echo, before that was measured. In rooms: -17 to -27."""
    SOUNDING = 1e-5
    """Echoes of less power teach nothing."""

    def __init__(self) -> None:
        self._window = np.sqrt(np.hanning(2 * BLOCK + 1)[: 2 * BLOCK])
        self.begin()
        self._usual_db: Powers = np.full(_BINS, self.FIRST_USUAL_DB)

    def begin(self) -> None:
        """Forget the last blocks, because the next ones do not follow them."""
        self._left, self._echo, self._over = np.zeros(2 * BLOCK), np.zeros(2 * BLOCK), np.zeros((2, BLOCK))
        self._loud: Powers = np.zeros(_BINS)

    def suppress(self, left: Powers, echo: Powers, doubted: Powers) -> tuple[Powers, Powers]:
        """The previous block, with the remaining echo attenuated: for detection, and more gently for the ear.

        `doubted`: the power that may remain by the model's own count.
        """
        self._left = np.concatenate((self._left[BLOCK:], left))
        self._echo = np.concatenate((self._echo[BLOCK:], echo))
        spectrum = np.fft.rfft(self._left * self._window)
        gains = self._gains(np.abs(spectrum) ** 2, np.abs(np.fft.rfft(self._echo * self._window)) ** 2, doubted)
        made = np.fft.irfft(spectrum * gains, axis=1) * self._window
        done = self._over + made[:, :BLOCK]
        self._over = made[:, BLOCK:]
        return done[0], done[1]

    def _gains(self, left: Powers, echo: Powers, doubted: Powers) -> Powers:
        """Shape (2, bins): for detection, and for the ear."""
        self._loud = np.maximum(echo, self.LASTING * self._loud)
        share_db = 10 * np.log10((left + 1e-9) / (self._loud + 1e-9))
        step = np.where(share_db > self._usual_db, self.RISE_DB, -self.FALL_DB)
        step = np.where(self._loud > self.SOUNDING, step, 0.0)
        self._usual_db = np.clip(self._usual_db + step, -40.0, 6.0)
        expected = np.maximum(10 ** (self._usual_db / 10) * self._loud, doubted) / (left + 1e-9)
        return np.stack(
            (
                np.clip(1 - self.CERTAIN * expected, self.LEAST, 1.0),
                np.clip(1 - self.EAR_CERTAIN * expected, self.EAR_LEAST, 1.0),
            )
        )


def loudest(samples: Powers) -> float:
    """The magnitude of the loudest sample."""
    return float(np.abs(samples).max())
