"""Records what she says in a written talk: all is audible as soon as it is queued, for there is no input to keep time with."""

from __future__ import annotations

import math

from companion.audio.devices import RATE, Samples
from companion.audio.recorder import SpeechRecorder


class PromptRecorder(SpeechRecorder):
    """An AudioOutput without time."""

    def play(self, samples: Samples) -> int:
        """Write it at once; see AudioOutput."""
        position = super().play(samples)
        self.advance(math.ceil(len(samples) * RATE / self.rate))
        return position
