"""Defines what every voice can do: speak a sentence as samples with word times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voices.manner import PLAIN, SpeakingManner


@dataclass(frozen=True)
class Word:
    """One word of a sentence and when it is heard."""

    text: str
    """As written in the sentence, with its punctuation."""
    start: float
    """Seconds from the first sample."""
    end: float
    """Seconds from the first sample."""


@dataclass(frozen=True)
class Speech:
    """One spoken sentence."""

    samples: NDArray[np.float32]
    """Mono, shape (n,), within -1…1; empty when there was nothing to say."""
    rate: int
    """Samples a second."""
    words: tuple[Word, ...]
    """In order, not overlapping, all within the samples."""


class Voice(Protocol):
    """A voice. One caller at a time; constructors load nothing."""

    rate: int
    """Samples a second of what `speak` returns."""

    def open(self) -> None:
        """Load; raises VoiceError, which says what is missing and what to do."""

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        """Speak one sentence (any text: it is made speakable first) in this manner, at this speed times the manner's.

        Raises VoiceError.
        """

    def close(self) -> None:
        """Free what `open` took; may be called twice."""
