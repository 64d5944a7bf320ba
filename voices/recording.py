"""Defines what a system voice returns for one text, and what makes it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from voices.timing import Mark


class VoiceRecording(NamedTuple):
    """One spoken text."""

    samples: NDArray[np.float32]
    """Mono, within -1…1."""
    rate: int
    marks: list[Mark]
    """Starts of words; empty where the system doesn't tell them."""


class VoiceRecorder(Protocol):
    """Speaks texts with pyttsx3, returning samples instead of playing them."""

    def record(self, text: str, words_a_minute: int) -> VoiceRecording:
        """Speak one text; raises VoiceError."""

    def voices(self) -> list[tuple[str, str]]:
        """Every voice of the system: its id and its name for people."""

    def choose(self, voice: str) -> None:
        """Speak with this voice from now on; raises VoiceError."""
