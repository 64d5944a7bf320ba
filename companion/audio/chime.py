"""Makes the gentle sound that comes before what has fallen due: three soft strokes of a bell, rising."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.audio.devices import Samples

_STROKES = ((0.0, 392.0), (0.32, 523.25), (0.64, 659.26))
"""Seconds and hertz: G, C and E, a chord, so that no stroke clashes with one that still sounds."""
_PARTIALS = ((1.0, 1.0, 0.55), (2.0, 0.3, 0.3), (3.01, 0.1, 0.18))
"""Of each stroke: multiple of its pitch, loudness, seconds in which it fades to a third."""
_SECONDS, _ATTACK_S = 1.94, 0.012
_PEAK = 0.22
"""Softer than her voice: it is to be noticed and to frighten nobody."""


def chime(rate: int) -> Samples:
    """Mono samples at this rate, shape (n,), about two seconds; silent at both ends."""
    return struck(rate, _STROKES, _SECONDS)


def struck(rate: int, strokes: Sequence[tuple[float, float]], seconds: float) -> Samples:
    """Bells struck at these seconds with these pitches in hertz: mono samples of this length, silent at both ends."""
    sound = np.zeros(round(seconds * rate), np.float64)
    for begins, pitch in strokes:
        first = round(begins * rate)
        at = np.arange(len(sound) - first) / rate
        attack = np.minimum(1.0, at / _ATTACK_S)
        for multiple, loudness, fades_s in _PARTIALS:
            sound[first:] += attack * loudness * np.exp(-at / fades_s) * np.sin(2 * np.pi * pitch * multiple * at)
    release = np.minimum(1.0, (seconds - np.arange(len(sound)) / rate) / (0.2 * seconds))
    soft: Samples = (sound * release * (_PEAK / np.abs(sound).max())).astype(np.float32)
    return soft
