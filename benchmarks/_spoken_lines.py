"""Has lines said by a voice, the system's or a natural one, with and without noise, and heard by speech recognition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import soxr

from companion.audio.devices import RATE, Samples
from companion.environment import Environment
from models.speech import make_stt
from models.store import ModelStore
from models.stt import SpeechToText
from voices.catalog import make_voice
from voices.voice import Speech, Voice

EAR = "whisper-tiny.en"
KOKORO = "kokoro-82m"
_PAUSE = np.zeros(RATE // 2, np.float32)
_NOISE_SEED = 7


class SpokenLines:
    """A voice and an ear."""

    def __init__(self, voice: Voice, stt: SpeechToText) -> None:
        self._voice, self._stt = voice, stt

    def heard(self, text: str, noise_db: float | None = None) -> str:
        """What is understood of the text when it is said; `noise_db`: how far a steady noise is below the voice."""
        return heard(self._stt, self._voice.speak(text), noise_db)


def heard(stt: SpeechToText, speech: Speech, noise_db: float | None = None) -> str:
    """What is understood of a speech; `noise_db`: how far a steady noise is below it."""
    said = soxr.resample(speech.samples, speech.rate, RATE).astype(np.float32)
    sound = np.concatenate((_PAUSE, said, _PAUSE))
    if noise_db is not None:
        sound = sound + _noise(len(sound)) * float(np.sqrt(np.mean(said**2))) * 10 ** (-noise_db / 20)
    return stt.transcribe(sound.astype(np.float32)).text


@contextmanager
def spoken_lines(environment: Environment, speaker: str = "system") -> Iterator[SpokenLines | None]:
    """A voice and the smallest ear, opened; None when a model of theirs is not downloaded."""
    store = ModelStore(environment.models)
    if store.missing(EAR) or (speaker.startswith("kokoro") and store.missing(KOKORO)):
        yield None
        return
    voice, stt = make_voice(speaker, environment.models), make_stt(EAR, environment.models, threads=2)
    voice.open()
    stt.open()
    try:
        yield SpokenLines(voice, stt)
    finally:
        stt.close()
        voice.close()


def _noise(length: int) -> Samples:
    """A hum like that of a fan, of power 1: louder the lower, as most noise in a home is."""
    spectrum = np.fft.rfft(np.random.default_rng(_NOISE_SEED).standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    made = np.fft.irfft(spectrum / np.sqrt(np.maximum(hertz, 50.0)), length)
    return np.asarray(made / np.sqrt(np.mean(made**2)), np.float32)
