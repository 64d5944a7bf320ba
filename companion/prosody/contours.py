"""Draws pitch, loudness and evenness of a sound over time, one value every ten milliseconds, by Praat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from companion.audio.devices import Samples
from companion.prosody.spectrum import STEP_S, brightness, powers, spectral_change

if TYPE_CHECKING:
    import parselmouth

LEAST_S = 0.1
"""A shorter sound has no contour: Praat needs some periods of the lowest pitch."""
_FULL_SCALE_DB = 20 * float(np.log10(1 / 2e-5))
"""What Praat, which takes samples for pascals, calls a full-scale signal."""
_PIECE_STEPS, _AROUND_S = 120, 0.06
"""How much of a sound Praat is given at once, and how much of it around, so that its ends are told as well."""
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 600.0
_BELOW_LOUDEST_DB = 25.0
"""Speech is at most so much softer than its loud parts (de Jong and Wempe, 2009)."""
_ABOVE_ROOM_DB = 5.0
"""Speech is at least so much louder than the room."""
_SHORTEST_SPEECH_S, _SHORTEST_GAP_S = 0.08, 0.12
"""A click is no speech, and the closure of a "p" no silence."""

Contour = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Contours:
    """What changes in the course of an utterance; every array has one value a step."""

    semitones: Contour
    """Pitch above 100 Hz; NaN where there is no voice."""
    decibels: Contour
    """Loudness against full scale."""
    speech: Marks
    """Whether somebody speaks."""
    change: Contour
    """Decibels by which the spectrum changes over a tenth of a second, whatever the loudness."""
    brightness: Contour
    """Decibels of what is above 1 kHz against what is below."""

    @property
    def voiced(self) -> Marks:
        """Where speech has a pitch."""
        return self.speech & ~np.isnan(self.semitones)


def contours(samples: Samples, rate: int) -> Contours | None:
    """Those of mono samples, or None if the sound is too short or silent."""
    if len(samples) < LEAST_S * rate or not np.any(samples):
        return None
    import parselmouth  # here, because it takes a moment that the first frame need not wait for

    sound = parselmouth.Sound(np.asarray(samples, dtype=np.float64), rate)
    count = int(sound.duration / STEP_S)
    times: Contour = (np.arange(count, dtype=np.float64) + 0.5) * STEP_S
    decibels = _loudness(sound, times)
    power = powers(np.asarray(samples, dtype=np.float64), rate, count)
    drawn = spectral_change(power, rate), brightness(power, rate)
    return Contours(_semitones(sound), decibels, _speech(decibels), *drawn)


def stretches(marks: Marks) -> list[tuple[int, int]]:
    """First and past-the-last step of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False])).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _loudness(sound: parselmouth.Sound, times: Contour) -> Contour:
    found = sound.to_intensity(minimum_pitch=100.0, time_step=STEP_S, subtract_mean=True)
    decibels: Contour = np.interp(times, found.xs(), found.values[0]) - _FULL_SCALE_DB
    return decibels


def _semitones(sound: parselmouth.Sound) -> Contour:
    """Pitch in two passes: the second looks only where this voice lies, so that it jumps no octaves (Hirst, 2011)."""
    voices = _pitch(sound, _LOWEST_HZ, _HIGHEST_HZ, 3 * STEP_S)
    voices = voices[voices > 0]
    if not len(voices):
        return np.full(int(sound.duration / STEP_S), np.nan)
    low, high = np.quantile(voices, (0.25, 0.75))
    hertz = _pitch(sound, max(_LOWEST_HZ, 0.75 * low), min(_HIGHEST_HZ, 2.0 * high), STEP_S)
    return np.where(hertz > 0, 12 * np.log2(np.maximum(hertz, 1.0) / 100.0), np.nan)


def _pitch(sound: parselmouth.Sound, low: float, high: float, found_every_s: float) -> Contour:
    """Hertz, one value a step, of which Praat finds one every so often; 0 where there is no voice.

    In pieces: Praat holds the interpreter while it works, and hearing must go on.
    """
    found = []
    count = int(sound.duration / STEP_S)
    for first in range(0, count, _PIECE_STEPS):
        wanted = min(_PIECE_STEPS, count - first)
        start, end = first * STEP_S - _AROUND_S, (first + wanted) * STEP_S + _AROUND_S
        piece = sound.extract_part(max(0.0, start), min(sound.duration, end), preserve_times=True)
        pitch = piece.to_pitch(time_step=found_every_s, pitch_floor=low, pitch_ceiling=high)
        times = (np.arange(first, first + wanted) + 0.5) * STEP_S
        nearest = np.round((times - pitch.xs()[0]) / found_every_s).astype(int).clip(0, pitch.n_frames - 1)
        found.append(pitch.selected_array["frequency"][nearest])
    values: Contour = np.concatenate(found).astype(np.float64)
    return values


def _speech(decibels: Contour) -> Marks:
    """Where somebody speaks: near the loudest parts and above the room, without clicks and closures."""
    room, loud = float(np.quantile(decibels, 0.05)), float(np.quantile(decibels, 0.97))
    least = max(loud - _BELOW_LOUDEST_DB, min(room + _ABOVE_ROOM_DB, loud - 6.0))
    marks = decibels > least
    for first, last in stretches(~marks):
        if first > 0 and last < len(marks) and (last - first) * STEP_S < _SHORTEST_GAP_S:
            marks[first:last] = True
    for first, last in stretches(marks):
        if (last - first) * STEP_S < _SHORTEST_SPEECH_S:
            marks[first:last] = False
    return marks
