"""Makes synthetic speech for tests: syllables of a gliding tone, pauses, and held tones as in "um"."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import RATE, Samples


def silence(seconds: float) -> Samples:
    """A quiet room."""
    return np.random.default_rng(7).normal(0, 1e-4, round(seconds * RATE)).astype(np.float32)


def syllables(count: int, rate: float = 4.0, hertz: float = 150.0, loud: float = 0.2, glide: float = 1.25) -> Samples:
    """`count` voiced syllables, `rate` a second, each gliding down by the factor `glide`, its vowel opening and closing."""
    one = np.arange(round(RATE / rate)) / RATE
    pitch = hertz * glide ** (0.5 - one * rate)
    envelope = 0.02 + np.sin(np.pi * one * rate) ** 2
    return np.tile(_voice(pitch, 0.3 + 1.6 * one * rate) * envelope * loud, count).astype(np.float32)


def held(seconds: float, hertz: float = 130.0, loud: float = 0.15) -> Samples:
    """A voice that stays where it is."""
    return (_voice(np.full(round(seconds * RATE), hertz), 1.0) * loud).astype(np.float32)


def joined(*parts: Samples) -> Samples:
    """One after the other, with a little silence around."""
    return np.concatenate([silence(0.2), *parts, silence(0.2)])


def _voice(hertz: np.ndarray, dull: np.ndarray | float) -> np.ndarray:
    """A tone with overtones, as of vocal cords; the duller, the softer the high ones."""
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    return np.sum([np.sin(n * phase) / n**dull for n in range(1, 13)], axis=0) / 2
