"""Makes the gentle sound that comes before what has fallen due: three soft strokes of a bell, rising."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import Samples

_NOTES_HZ = (392.0, 523.25, 659.26)
"""G, C and E: a chord, so that no stroke clashes with one that still sounds."""
_PARTIALS = ((1.0, 1.0, 0.55), (2.0, 0.3, 0.3), (3.01, 0.1, 0.18))
"""Of each stroke: multiple of its pitch, loudness, seconds in which it fades to a third."""
_APART_S, _LAST_S, _ATTACK_S = 0.32, 1.3, 0.012
_PEAK = 0.22
"""Softer than her voice: it is to be noticed and to frighten nobody."""


def chime(rate: int) -> Samples:
    """Mono samples at this rate, shape (n,), about two seconds; silent at both ends."""
    seconds = _APART_S * (len(_NOTES_HZ) - 1) + _LAST_S
    sound = np.zeros(round(seconds * rate), np.float64)
    for number, pitch in enumerate(_NOTES_HZ):
        first = round(number * _APART_S * rate)
        at = np.arange(len(sound) - first) / rate
        attack = np.minimum(1.0, at / _ATTACK_S)
        for multiple, loudness, fades_s in _PARTIALS:
            sound[first:] += attack * loudness * np.exp(-at / fades_s) * np.sin(2 * np.pi * pitch * multiple * at)
    release = np.minimum(1.0, (seconds - np.arange(len(sound)) / rate) / (0.2 * seconds))
    soft: Samples = (sound * release * (_PEAK / np.abs(sound).max())).astype(np.float32)
    return soft
