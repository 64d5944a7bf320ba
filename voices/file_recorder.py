"""Records the system voice of macOS and Windows: pyttsx3 gives no samples there, so it writes a file that is read back.

Written after pyttsx3 2.99's nsss and sapi5 sources; not run on either system yet.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyttsx3
import soundfile

from voices.errors import VoiceError
from voices.recording import VoiceRecording


class FileRecorder:
    """A `VoiceRecorder` for macOS (which writes AIFF) and Windows (WAV)."""

    def __init__(self) -> None:
        try:
            self._engine = pyttsx3.init()
        except (ImportError, RuntimeError, OSError) as error:
            raise VoiceError(f"The system voice can't start ({error}).") from error

    def record(self, text: str, words_a_minute: int) -> VoiceRecording:
        """Speak one text into a file and read it, without word times. Raises VoiceError."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.aiff"
            self._engine.setProperty("rate", words_a_minute)
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            # pyttsx3 leaves itself free, so that the next text would start outside the loop and be cut (#440).
            self._engine.proxy.setBusy(True)
            try:
                samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
            except (OSError, soundfile.LibsndfileError) as error:
                raise VoiceError(f"The system voice gave no sound ({error}); choose another voice.") from error
        return VoiceRecording(samples.mean(axis=1).astype(np.float32), int(rate), [])

    def voices(self) -> list[tuple[str, str]]:
        """Every installed voice."""
        return [(voice.id, voice.name) for voice in self._engine.getProperty("voices")]

    def choose(self, voice: str) -> None:
        """Speak with this one of `voices()` from now on; raises VoiceError."""
        if voice not in [known for known, _ in self.voices()]:
            raise VoiceError(f"The system has no voice “{voice}”; choose another.")
        self._engine.setProperty("voice", voice)
