"""Known moments of a text to a time for each written word; and silence taken off both ends of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.speakable import Spoken
from voices.voice import Word

LEAD_S, TAIL_S = 0.05, 0.16
_WINDOW_S = 0.005


class Mark(NamedTuple):
    """One place in the said text and when it is reached."""

    character: int
    seconds: float


def in_time(words: Sequence[Spoken], marks: Sequence[Mark], length_s: float) -> tuple[Word, ...]:
    """Each written word with its times; between marks time runs evenly over the characters of the said text."""
    starts, ends = _places(words)
    characters = np.maximum.accumulate([mark.character for mark in marks] or [0])
    seconds = np.clip(np.maximum.accumulate([mark.seconds for mark in marks] or [0.0]), 0.0, length_s)
    begin, finish = np.interp(starts, characters, seconds), np.interp(ends, characters, seconds)
    return tuple(Word(word.written, float(a), float(b)) for word, a, b in zip(words, begin, finish, strict=True))


def _places(words: Sequence[Spoken]) -> tuple[list[int], list[int]]:
    """Where each word's stretch starts and ends in `said(words)`; a silent word is the point after the one before."""
    starts, ends, place = [], [], 0
    for word in words:
        start = place + 1 if word.said and place else place
        place = start + len(word.said)
        starts.append(start)
        ends.append(place)
    return starts, ends


def trimmed(samples: NDArray[np.float32], rate: int) -> tuple[NDArray[np.float32], float]:
    """The recording with a breath of silence at each end, and the seconds taken off its start.

    Sound is where the loudness of 5 ms passes a hundredth of the loudest 5 ms.
    """
    window = int(rate * _WINDOW_S)
    count = len(samples) // window
    if count == 0:
        return samples, 0.0
    loudness = np.sqrt(np.mean(samples[: count * window].reshape(count, window) ** 2, axis=1))
    heard = np.flatnonzero(loudness > max(1e-4, 0.01 * float(loudness.max())))
    if not len(heard):
        return samples[:0], 0.0
    first = max(0, int(heard[0]) * window - int(LEAD_S * rate))
    last = (int(heard[-1]) + 1) * window + int(TAIL_S * rate)
    return samples[first:last], first / rate


def moved(marks: Sequence[Mark], by_s: float) -> list[Mark]:
    """The same marks, later by so many seconds."""
    return [Mark(mark.character, mark.seconds + by_s) for mark in marks]


def nothing() -> NDArray[np.float32]:
    """No samples."""
    return np.zeros(0, dtype=np.float32)
