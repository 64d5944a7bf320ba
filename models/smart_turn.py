"""Estimates from the sound of speech whether the speaker has finished: Smart Turn v3.2, by ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.onnx_session import quiet_session
from models.stt import RATE

HEARD_S = 8
"""Seconds of sound that the model uses, the latest ones."""

_WINDOW, _HOP, _BANDS = 400, 160, 80
"""Samples in a frame of the spectrogram, samples from frame to frame, and bands of the mel scale; as in Whisper."""


class SmartTurn:
    """Smart Turn v3.2 (pipecat-ai, BSD-2): a Whisper encoder that judges prosody; 40 ms on one thread. One caller at a time."""

    def __init__(self, file: Path) -> None:
        """`file` is the ONNX model."""
        self._file = file
        self._session: Any = None

    def open(self) -> None:
        """Load; raises ModelError when the file is missing or damaged. May be called twice."""
        if self._session is not None:
            return
        if not self._file.is_file():
            raise ModelError(f"There is no file {self._file}; {self._remedy}")
        try:
            self._session = quiet_session(self._file)
        except Exception as error:  # ONNX Runtime has an exception for each of its states, without a base of their own
            raise ModelError(f"The model {self._file} is damaged ({error}); {self._remedy}") from error

    def probability(self, samples: NDArray[np.float32]) -> float:
        """The probability, 0…1, that the speaker has finished. `samples`: mono, shape (n,), 16 kHz, up to now, with the silence."""
        if self._session is None:
            raise ModelError("Smart Turn is not open.")
        return float(self._session.run(None, {"input_features": features(samples)[None]})[0].flat[0])

    def close(self) -> None:
        """Free the memory; may be called twice."""
        self._session = None

    @property
    def _remedy(self) -> str:
        return f"get it with `companion models get {self._file.parent.name}`."


def features(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Whisper's log-mel spectrogram of the last eight seconds, shape (80, 800); shorter sounds get silence in front.

    As in Smart Turn's training, the samples are first normalised to mean 0 and variance 1 (Whisper itself does not do that).
    """
    heard = samples[-HEARD_S * RATE :]
    padded = np.pad(heard.astype(np.float64), (HEARD_S * RATE - len(heard), 0))
    even = (padded - padded.mean()) / np.sqrt(padded.var() + 1e-7)
    mirrored = np.pad(even, _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(mirrored, _WINDOW)[: HEARD_S * RATE : _HOP]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW + 1)[:-1])) ** 2
    loudness = np.log10(np.maximum(_FILTERS @ spectrum.T, 1e-10))
    mel: NDArray[np.float32] = (np.maximum(loudness, loudness.max() - 8) / 4 + 1).astype(np.float32)
    return mel


def _mel_filters() -> NDArray[np.float64]:
    """Triangles of equal area on Slaney's mel scale (Auditory Toolbox, 1998: linear below 1 kHz, then logarithmic); (80, 201)."""
    lines = np.linspace(0, RATE / 2, _WINDOW // 2 + 1)
    linear = 200 / 3
    """Hertz a mel below 1 kHz, which is mel 15; above, 27 mel are a factor of 6.4."""
    mels = np.linspace(0, 15 + 27 * np.log(RATE / 2 / 1000) / np.log(6.4), _BANDS + 2)
    corners = np.where(mels < 15, linear * mels, 1000 * 6.4 ** ((mels - 15) / 27))
    low, middle, high = (corners[at : at + _BANDS, None] for at in range(3))
    rising, falling = (lines - low) / (middle - low), (high - lines) / (high - middle)
    triangles: NDArray[np.float64] = np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low)
    return triangles


_FILTERS = _mel_filters()
