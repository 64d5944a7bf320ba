"""Makes the sound of a soft breath taken in, by code: it comes once, before the first words she ever says."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import Samples

SECONDS = 0.95
"""Of the breath, with the held moment before the words."""
_INWARD_S, _HELD_S = 0.62, 0.22
"""It swells so long, and after it has ebbed away nothing sounds for so long."""
_THROAT = ((650.0, 500.0, 0.35), (1700.0, 900.0, 1.0), (3100.0, 1400.0, 0.55), (5200.0, 2200.0, 0.25))
"""Where air rushing in through an open mouth is loudest: hertz, width in hertz, loudness."""
_RMS = 0.012
"""Some 15 dB below her voice."""
_UNEVEN = 0.12
"""How much its loudness wavers; an even one sounds like a valve."""
_SEED = 11


def breath(rate: int) -> Samples:
    """Mono samples at this rate, shape (n,), silent at both ends; the same at each call."""
    length = round(SECONDS * rate)
    dice = np.random.default_rng(_SEED)
    spectrum = np.fft.rfft(dice.standard_normal(length))
    air = np.fft.irfft(spectrum * _throat(np.fft.rfftfreq(length, 1 / rate)), length) * _swell(length, rate, dice)
    sounding = air[: round((SECONDS - _HELD_S) * rate)]
    soft: Samples = (air * (_RMS / np.sqrt(np.mean(sounding**2)))).astype(np.float32)
    return soft


def _throat(hertz: Samples) -> Samples:
    loudness = np.zeros_like(hertz)
    for middle, width, share in _THROAT:
        loudness += share * np.exp(-(((hertz - middle) / width) ** 2))
    shaped: Samples = loudness
    return shaped


def _swell(length: int, rate: int, dice: np.random.Generator) -> Samples:
    """How loud it is at each sample: a slow rise, a quicker fall, then nothing; a little uneven."""
    at = np.arange(length) / rate
    falls_s = SECONDS - _HELD_S - _INWARD_S
    rise = np.sin(np.clip(at / _INWARD_S, 0, 1) * np.pi / 2) ** 2
    fall = np.cos(np.clip((at - _INWARD_S) / falls_s, 0, 1) * np.pi / 2) ** 2
    knots = np.linspace(0, SECONDS, 12)
    wavering = np.interp(at, knots, 1 + _UNEVEN * dice.standard_normal(len(knots)))
    swell: Samples = rise * fall * wavering
    return swell
