"""Computes a time for each written word, and trims a recording so that it ends in the right pause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.speakable import SpokenWord
from voices.voice import Word

LEAD_S = 0.03
"""Seconds kept before the first sound, because the beginning of a soft consonant may be under the threshold."""
PAUSES_S = ((".!?…", 0.32), (";:—–", 0.22), (",", 0.15))
"""Seconds of silence after a text that ends in one of these marks, before the lead of the next text."""
SHORT_S = 0.05
"""Seconds of silence after a text that ends in none of them, because the sentence goes on."""
_CLOSING = "\"'”’)]*_ "
_WINDOW_S, _FADE_S = 0.005, 0.02


class Trimmed(NamedTuple):
    """A recording without its silent ends, followed by a pause."""

    samples: NDArray[np.float32]
    cut_s: float
    """Seconds taken off its start."""
    sounds_s: float
    """Seconds until the pause begins."""


class Mark(NamedTuple):
    """A place in the spoken text and when it is reached."""

    character: int
    seconds: float


def word_times(words: Sequence[SpokenWord], marks: Sequence[Mark], length_s: float) -> tuple[Word, ...]:
    """Each written word with its times; between marks the time is spread evenly over the characters of the spoken text."""
    starts, ends = _places(words)
    characters = np.maximum.accumulate([mark.character for mark in marks] or [0])
    seconds = np.clip(np.maximum.accumulate([mark.seconds for mark in marks] or [0.0]), 0.0, length_s)
    begin, finish = np.interp(starts, characters, seconds), np.interp(ends, characters, seconds)
    return tuple(Word(word.written, float(a), float(b)) for word, a, b in zip(words, begin, finish, strict=True))


def _places(words: Sequence[SpokenWord]) -> tuple[list[int], list[int]]:
    """Where each word starts and ends in `spoken_text(words)`; a silent word has no length, after the word before."""
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


def trim(samples: NDArray[np.float32], rate: int, pause_s: float) -> Trimmed:
    """The recording from LEAD_S before the first sound to exactly `pause_s` after the last; empty when there is no sound.

    Sound is where the loudness of 5 ms exceeds a hundredth of the loudest 5 ms.
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
    paused = np.concatenate([samples[first:last], _faded_out(samples[last:], int(pause_s * rate), rate)])
    return Trimmed(paused, first / rate, (last - first) / rate)


def _faded_out(rest: NDArray[np.float32], length: int, rate: int) -> NDArray[np.float32]:
    """`length` samples in which the rest of the recording fades out, so that breath is cut without a click."""
    quiet = np.zeros(length, np.float32)
    kept = rest[:length].copy()
    fade = min(len(kept), int(_FADE_S * rate))
    kept[len(kept) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    quiet[: len(kept)] = kept
    return quiet


def shifted(marks: Sequence[Mark], by_s: float) -> list[Mark]:
    """The same marks, later by so many seconds."""
    return [Mark(mark.character, mark.seconds + by_s) for mark in marks]


def no_samples() -> NDArray[np.float32]:
    """No samples."""
    return np.zeros(0, dtype=np.float32)
