"""Reads the samples of a grand piano: a tone of any pitch and loudness, from the nearest that was recorded."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from companion.errors import CompanionError
from companion.files import reason

RATE = 48_000
"""Samples a second."""
MODEL = "salamander-grand"
"""The entry of the model store."""

Stereo = NDArray[np.float32]
"""Shape (n, 2)."""

_LAYERS = ((4, 40), (8, 62), (12, 92))
"""Number of the recording, and the MIDI velocity it was struck at."""
_NAMES = ("C", "D#", "F#", "A")
_EVERY = 3
"""Semitones between recorded tones."""
_LOWEST, _HIGHEST = 21, 108
_QUIET = 0.02
"""Of a recording's peak: what comes before is left out."""
_BEFORE = 0.003
"""Seconds kept before that."""
_MOMENT = 0.4
"""Seconds from the strike by which layers are compared."""


@dataclass(frozen=True)
class RecordedKey:
    """One key as it sounds in each layer; the layers swing together, so that mixing them cancels nothing."""

    layers: tuple[Stereo, ...]
    """The softest first."""
    levels: tuple[float, ...]
    """How loud each is in its first moments."""
    likenesses: tuple[float, ...]
    """How much each resembles the next, −1 to 1."""

    @classmethod
    def of(cls, layers: Sequence[Stereo], pitch: int) -> RecordedKey:
        """Shifts the layers by less than a period against each other: their phases are those of separate recordings."""
        period = RATE / (440 * 2 ** ((pitch - 69) / 12))
        aligned = [layers[0]]
        for layer in layers[1:]:
            aligned.append(_swinging_with(aligned[-1], layer, int(period * 0.75)))
        begins = [layer[: int(_MOMENT * RATE)] for layer in aligned]
        levels = [max(1e-9, float(np.sqrt(np.mean(begin**2)))) for begin in begins]
        likenesses = [_likeness(one, other) for one, other in itertools.pairwise(begins)]
        return cls(tuple(aligned), tuple(levels), tuple(likenesses))

    def struck(self, velocity: int) -> Stereo:
        """The tone at a velocity: two neighbouring layers mixed, so that the loudness grows evenly from one to the other."""
        struck_at = [at for _, at in _LAYERS]
        if velocity <= struck_at[0]:
            return self.layers[0] * np.float32((velocity / struck_at[0]) ** 1.4)
        if velocity >= struck_at[-1]:
            return self.layers[-1] * np.float32((velocity / struck_at[-1]) ** 1.2)
        upper = next(number for number, at in enumerate(struck_at) if at > velocity)
        share = (velocity - struck_at[upper - 1]) / (struck_at[upper] - struck_at[upper - 1])
        return self._mixed(upper, share)

    def _mixed(self, upper: int, share: float) -> Stereo:
        """`share` of the upper layer, the rest of the lower, at a loudness between theirs."""
        soft, hard = (1 - share) / self.levels[upper - 1], share / self.levels[upper]
        wanted = self.levels[upper - 1] ** (1 - share) * self.levels[upper] ** share
        together = (1 - share) ** 2 + share**2 + 2 * share * (1 - share) * self.likenesses[upper - 1]
        gain = wanted / math.sqrt(max(0.2, together))
        one, other = self.layers[upper - 1], self.layers[upper]
        length = min(len(one), len(other))
        mixed: Stereo = one[:length] * np.float32(soft * gain) + other[:length] * np.float32(hard * gain)
        return mixed


class Grand:
    """The recorded tones, read when they are needed; keeps none."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the files of the model store's entry."""
        self._folder = folder

    def key(self, pitch: int, seconds: float) -> RecordedKey:
        """The tone in each layer, at most so long, from the moment it is struck. Raises CompanionError for a damaged file."""
        return RecordedKey.of([self._tone(pitch, layer, seconds) for layer, _ in _LAYERS], pitch)

    def _tone(self, pitch: int, layer: int, seconds: float) -> Stereo:
        recorded = nearest_recorded(pitch)
        path = self._folder / f"{_NAMES[recorded % 12 // _EVERY]}{recorded // 12 - 1}v{layer}.ogg"
        ratio = 2 ** ((pitch - recorded) / 12)
        try:
            with soundfile.SoundFile(path) as file:
                rate = file.samplerate
                sound = file.read(int((seconds * ratio + 0.1) * rate), dtype="float32", always_2d=True)
        except (OSError, soundfile.SoundFileError) as error:
            raise CompanionError(
                f"The piano's sample {path.name} can't be read ({reason(error)}); run `companion models get {MODEL}`."
            ) from error
        struck = from_the_strike(sound, rate)
        if pitch == recorded and rate == RATE:
            return struck
        moved: Stereo = soxr.resample(struck, rate * ratio, RATE, quality="HQ").astype(np.float32)
        return moved


def nearest_recorded(pitch: int) -> int:
    """The MIDI number of the nearest recorded tone, a semitone away at most."""
    return min(range(_LOWEST, _HIGHEST + 1, _EVERY), key=lambda recorded: abs(recorded - pitch))


def from_the_strike(sound: Stereo, rate: int) -> Stereo:
    """The recording without the silence before the hammer strikes, so that layers and tones begin together."""
    if not len(sound):
        return sound
    loud = np.abs(sound).max(axis=1)
    first = int(np.argmax(loud > _QUIET * loud.max()))
    begin = max(0, first - int(_BEFORE * rate))
    struck = sound[begin:].copy()
    fade = min(len(struck), int(_BEFORE * rate))
    struck[:fade] *= np.linspace(0.0, 1.0, fade, dtype=np.float32)[:, None]
    return struck


def _swinging_with(reference: Stereo, sound: Stereo, farthest: int) -> Stereo:
    """The sound, moved by at most `farthest` samples to where it resembles the reference most."""
    moment = int(_MOMENT * RATE)
    one, other = (each[:moment].mean(axis=1) for each in (reference, sound))
    size = 1 << (2 * moment - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    lags = np.arange(-farthest, farthest + 1)
    lag = int(lags[np.argmax(product[lags])])
    if lag >= 0:
        return np.concatenate((np.zeros((lag, sound.shape[1]), np.float32), sound))
    return sound[-lag:]


def _likeness(one: Stereo, other: Stereo) -> float:
    length = min(len(one), len(other))
    a, b = one[:length].ravel(), other[:length].ravel()
    norm = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / norm if norm else 0.0
