"""Tells how much the spectrum of a sound changes (a held vowel hardly moves) and how bright it is (an effortful voice is)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEP_S = 0.01
"""Seconds between two values."""
TENTH_S = 0.1
"""Over which change is told: shorter than a syllable, longer than a period of the voice."""
_WINDOW_S = 0.032
_BANDS, _LOWEST_HZ, _HIGHEST_HZ = 24, 100.0, 5000.0
_DEEPEST_DB = 35.0
"""What lies so far below the loudest band is the room."""
_HALF = round(TENTH_S / STEP_S / 2)
_ROOM_HZ, _BRIGHT_HZ = 50.0, 1000.0
_NOTHING = 1e-9
FAR = 99.0
"""Where no change can be told."""

Values = NDArray[np.float64]


def spectral_change(power: Values, rate: int) -> Values:
    """Root mean square change of the mel spectrum in decibels, one value a step; loudness left out."""
    bands = 10 * np.log10(power @ _mel_filters(rate).T + _NOTHING)
    bands = np.maximum(bands, bands.max(axis=1, keepdims=True) - _DEEPEST_DB)
    bands = bands - bands.mean(axis=1, keepdims=True)
    smooth = np.stack([np.convolve(band, np.ones(5) / 5, mode="same") for band in bands.T])
    found: Values = np.sqrt((over_tenth(smooth) ** 2).mean(axis=0))
    return found


def brightness(power: Values, rate: int) -> Values:
    """How much of the sound is above 1 kHz, in decibels against what is below, one value a step.

    Effort raises it, whatever the distance of the microphone (Sluijter and van Heuven, 1996).
    """
    hertz = np.fft.rfftfreq(round(_WINDOW_S * rate), 1 / rate)
    below = power[:, (hertz > _ROOM_HZ) & (hertz < _BRIGHT_HZ)].sum(axis=1)
    above = power[:, (hertz >= _BRIGHT_HZ) & (hertz < _HIGHEST_HZ)].sum(axis=1)
    found: Values = 10 * np.log10((above + _NOTHING) / (below + _NOTHING))
    return found


def powers(samples: Values, rate: int, count: int) -> Values:
    """The power spectrum, shape (count, frequencies), one a step."""
    size, step = round(_WINDOW_S * rate), round(STEP_S * rate)
    around = np.pad(samples, (size // 2 - step // 2, size + step))
    frames = np.lib.stride_tricks.sliding_window_view(around, size)[::step][:count] * np.hanning(size)
    found: Values = np.abs(np.fft.rfft(frames)) ** 2
    return found


def over_tenth(values: Values) -> Values:
    """By how much values, one a step in the last axis, change over a tenth of a second around each; FAR where unknown."""
    found: Values = np.full(values.shape, FAR)
    if values.shape[-1] > 2 * _HALF:
        found[..., _HALF:-_HALF] = np.abs(values[..., 2 * _HALF :] - values[..., : -2 * _HALF])
    return np.where(np.isnan(found), FAR, found)


def _mel_filters(rate: int) -> Values:
    """Triangles, as wide as hearing is sharp; shape (bands, frequencies)."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST_HZ, min(_HIGHEST_HZ, rate / 2)))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(round(_WINDOW_S * rate), 1 / rate)
    rising = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    found: Values = np.maximum(0, np.minimum(rising, falling))
    return found
