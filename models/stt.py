"""The two things hearing needs from models: how likely is speech, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of everything the ear and the detector are given."""


BUILT_IN = "pocketsphinx"
"""The recogniser that needs no download."""


@dataclass(frozen=True)
class Transcript:
    """What somebody said, as far as the ear could tell."""

    text: str
    """Empty when there was nothing to hear."""
    confidence: float = 1.0
    """0…1; the mean probability of the words where the engine tells it."""
    seconds: float = 0.0
    """How long the recognition took."""


class SpeechToText(Protocol):
    """Speech to text. One caller at a time; constructors load nothing."""

    def open(self) -> None:
        """Load; raises ModelError saying what is missing and what to do."""

    def transcribe(self, samples: NDArray[np.float32]) -> Transcript:
        """Recognise one utterance: mono, shape (n,), 16 kHz, -1…1. Raises ModelError."""

    def close(self) -> None:
        """Free what `open` took; may be called twice."""


class Detector(Protocol):
    """Voice activity, frame by frame; keeps state between frames."""

    frame: int
    """Samples a frame must have (512 for Silero at 16 kHz)."""

    def open(self) -> None:
        """Load; raises ModelError."""

    def probability(self, samples: NDArray[np.float32]) -> float:
        """How likely this frame is speech, 0…1; `samples` has shape (frame,)."""

    def reset(self) -> None:
        """Forget what was heard so far."""
