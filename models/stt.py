"""Defines what every speech recogniser and every voice activity detector can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Sample rate, in Hz, of everything that recognisers and detectors are given."""


BUILT_IN = "pocketsphinx"
"""The recogniser that needs no download."""


@dataclass(frozen=True)
class Transcript:
    """What somebody said, as the recogniser understood it."""

    text: str
    """Empty when nothing was said."""
    confidence: float = 1.0
    """0…1: the mean probability of the words; 1 if the engine does not tell it."""
    seconds: float = 0.0
    """Seconds that the recognition took."""
    foreign: bool = False
    """Whether it sounds like a language that the recogniser does not know; then the text is nonsense."""


class SpeechToText(Protocol):
    """Speech to text. One caller at a time; constructors load nothing."""

    def open(self) -> None:
        """Load; raises ModelError, which says what is missing and what to do."""

    def transcribe(self, samples: NDArray[np.float32]) -> Transcript:
        """Recognise one utterance: mono, shape (n,), 16 kHz, -1…1. Raises ModelError."""

    def close(self) -> None:
        """Free what `open` took; may be called twice."""


class Detector(Protocol):
    """Detects voice activity, frame by frame; keeps state between frames."""

    frame: int
    """Samples a frame must have (512 for Silero at 16 kHz)."""

    def open(self) -> None:
        """Load; raises ModelError."""

    def probability(self, samples: NDArray[np.float32]) -> float:
        """The probability, 0…1, that this frame is speech; `samples` has shape (frame,)."""

    def reset(self) -> None:
        """Forget the frames so far."""
