"""What a system voice makes of one text: samples, their rate, and the moments it told of."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from voices.timing import Mark


class VoiceRecording(NamedTuple):
    """One text, spoken."""

    samples: NDArray[np.float32]
    """Mono, within -1…1."""
    rate: int
    marks: list[Mark]
    """Starts of words; empty where the system doesn't tell."""


class VoiceRecorder(Protocol):
    """pyttsx3, made to give samples instead of playing them."""

    def record(self, text: str, words_a_minute: int) -> VoiceRecording:
        """Speak one text; raises VoiceError."""

    def voices(self) -> list[tuple[str, str]]:
        """Every voice of the system: what to call it by, and its name for people."""

    def choose(self, voice: str) -> None:
        """Speak with this voice from now on; raises VoiceError."""
