"""Known moments of a text to a time for each written word; and a recording to one that ends in the right pause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.speakable import SpokenWord
from voices.voice import Word

LEAD_S = 0.03
"""Silence kept before the first sound: so much of a soft consonant may lie under the threshold."""
PAUSES_S = ((".!?…", 0.32), (";:—–", 0.22), (",", 0.15))
"""Silence after what ends in one of these marks, before the lead of what comes next."""
SHORT_S = 0.05
"""And after what ends in none of them: it goes on."""
_CLOSING = "\"'”’)]*_ "
_WINDOW_S, _FADE_S = 0.005, 0.02


class Trimmed(NamedTuple):
    """A recording with its ends put right."""

    samples: NDArray[np.float32]
    cut_s: float
    """Seconds taken off its start."""
    sounds_s: float
    """Seconds until the pause begins."""


class Mark(NamedTuple):
    """One place in the said text and when it is reached."""

    character: int
    seconds: float


def in_time(words: Sequence[SpokenWord], marks: Sequence[Mark], length_s: float) -> tuple[Word, ...]:
    """Each written word with its times; between marks time runs evenly over the characters of the said text."""
    starts, ends = _places(words)
    characters = np.maximum.accumulate([mark.character for mark in marks] or [0])
    seconds = np.clip(np.maximum.accumulate([mark.seconds for mark in marks] or [0.0]), 0.0, length_s)
    begin, finish = np.interp(starts, characters, seconds), np.interp(ends, characters, seconds)
    return tuple(Word(word.written, float(a), float(b)) for word, a, b in zip(words, begin, finish, strict=True))


def _places(words: Sequence[SpokenWord]) -> tuple[list[int], list[int]]:
    """Where each word's stretch starts and ends in `said(words)`; a silent word is the point after the one before."""
    starts, ends, place = [], [], 0
    for word in words:
        start = place + 1 if word.said and place else place
        place = start + len(word.said)
        starts.append(start)
        ends.append(place)
    return starts, ends


def pause(text: str) -> float:
    """Seconds of silence a speaker leaves after `text`."""
    last = text.rstrip(_CLOSING)[-1:]
    return next((seconds for marks, seconds in PAUSES_S if last and last in marks), SHORT_S)


def trimmed(samples: NDArray[np.float32], rate: int, pause_s: float) -> Trimmed:
    """The recording from LEAD_S before what sounds, with exactly `pause_s` after it; empty when nothing sounds.

    Sound is where the loudness of 5 ms passes a hundredth of the loudest 5 ms.
    """
    window = int(rate * _WINDOW_S)
    count = len(samples) // window
    if count == 0:
        return Trimmed(samples, 0.0, len(samples) / rate)
    loudness = np.sqrt(np.mean(samples[: count * window].reshape(count, window) ** 2, axis=1))
    heard = np.flatnonzero(loudness > max(1e-4, 0.01 * float(loudness.max())))
    if not len(heard):
        return Trimmed(samples[:0], 0.0, 0.0)
    first = max(0, int(heard[0]) * window - int(LEAD_S * rate))
    last = (int(heard[-1]) + 1) * window
    paused = np.concatenate([samples[first:last], _dying(samples[last:], int(pause_s * rate), rate)])
    return Trimmed(paused, first / rate, (last - first) / rate)


def _dying(rest: NDArray[np.float32], length: int, rate: int) -> NDArray[np.float32]:
    """`length` samples in which the rest of the recording fades out: breath is cut without a click."""
    quiet = np.zeros(length, np.float32)
    kept = rest[:length].copy()
    fade = min(len(kept), int(_FADE_S * rate))
    kept[len(kept) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    quiet[: len(kept)] = kept
    return quiet


def moved(marks: Sequence[Mark], by_s: float) -> list[Mark]:
    """The same marks, later by so many seconds."""
    return [Mark(mark.character, mark.seconds + by_s) for mark in marks]


def nothing() -> NDArray[np.float32]:
    """No samples."""
    return np.zeros(0, dtype=np.float32)
