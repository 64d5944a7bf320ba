"""Recognises utterances with Whisper or PocketSphinx, through SpeechRecognition, with engines that are loaded once."""

from __future__ import annotations

import threading
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.hallucinations import Segment, faint, sift
from models.stt import BUILT_IN, RATE, SpeechToText, Transcript
from models.whisper import QuickPass, Whisper, WholePass

with warnings.catch_warnings():
    # SpeechRecognition 3.17 imports aifc and audioop, which Python 3.11 and 3.12 call deprecated.
    warnings.simplefilter("ignore", DeprecationWarning)
    import speech_recognition as sr

WHISPERS = ("whisper-tiny.en", "whisper-base")
WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")


def make_stt(name: str, models_folder: Path, threads: int) -> SpeechToText:
    """The recogniser with this catalogue id, not opened; raises ModelError naming what exists if there is no such one."""
    if name in WHISPERS:
        return WhisperStt(models_folder / name, threads)
    if name == BUILT_IN:
        return SphinxStt()
    raise ModelError(f"There is no ear called “{name}”; choose {', '.join(WHISPERS)} or {BUILT_IN}.")


def recognize_whisper_loaded(recognizer: Any, audio: Any, engine: Any) -> list[Segment]:
    """Run SpeechRecognition's Whisper recogniser with a loaded `Whisper` (its own function loads one for each call)."""
    from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer

    segments: list[Segment] = WhisperCompatibleRecognizer(engine).recognize(audio, show_dict=True)["segments"]
    return segments


def recognize_sphinx_loaded(recognizer: Any, audio: Any, engine: Any) -> str:
    """Run SpeechRecognition's Sphinx recogniser with a decoder that is already in memory."""
    engine.start_utt()
    engine.process_raw(audio.get_raw_data(convert_rate=RATE, convert_width=2), False, True)
    engine.end_utt()
    best = engine.hyp()
    if best is None or not best.hypstr:
        raise sr.UnknownValueError
    words: str = best.hypstr
    return words


# The package adds its own engines in the same way: as functions assigned to the class.
sr.Recognizer.recognize_whisper_loaded = recognize_whisper_loaded
sr.Recognizer.recognize_sphinx_loaded = recognize_sphinx_loaded


class WhisperStt:
    """faster-whisper, loaded from a folder; never uses the network. One caller at a time."""

    def __init__(self, folder: Path, threads: int) -> None:
        """`folder` contains WHISPER_FILES; its name is the catalogue id."""
        self._folder, self._threads = folder, threads
        self._recognizer = sr.Recognizer()
        self.whisper: Whisper | None = None
        """What is loaded; None until `open`."""

    def open(self) -> None:
        """Load; raises ModelError when files are missing or damaged. May be called twice."""
        if self.whisper is not None:
            return
        self._check()
        from faster_whisper import WhisperModel
        from tqdm import tqdm

        tqdm.set_lock(threading.RLock())  # its own lock is a system semaphore, which stays behind after a kill
        try:
            engine = WhisperModel(
                str(self._folder), device="cpu", compute_type="int8", cpu_threads=self._threads, local_files_only=True
            )
            quick = QuickPass(engine)
            many = engine.model.is_multilingual
            self.whisper = Whisper(quick, WholePass(engine), quick.languages if many else None)
        except Exception as error:  # tokenizers raises bare Exception for a damaged file
            raise ModelError(f"The ear in {self._folder} is damaged ({error}); {self._remedy}") from error

    def transcribe(self, samples: NDArray[np.float32]) -> Transcript:
        """Recognise one utterance (shape (n,), 16 kHz, -1…1); the text is empty if Whisper only hallucinated."""
        began = time.perf_counter()
        segments = self.segments(samples)
        text, confidence = sift(segments, samples)
        foreign = self.whisper is not None and self.whisper.is_foreign(segments, samples)
        return Transcript(text, confidence, time.perf_counter() - began, bool(text) and foreign)

    def close(self) -> None:
        """Free the memory."""
        self.whisper = None

    def segments(self, samples: NDArray[np.float32]) -> list[Segment]:
        """Everything that Whisper claims to have heard, hallucinations included."""
        if self.whisper is None:
            raise ModelError("The ear is not open.")
        if not len(samples):
            return []
        segments: list[Segment] = self._recognizer.recognize_whisper_loaded(audio_data(samples), engine=self.whisper)
        return segments

    def _check(self) -> None:
        missing = [
            name for name in WHISPER_FILES if not (file := self._folder / name).is_file() or not file.stat().st_size
        ]
        if missing:
            raise ModelError(f"The ear in {self._folder} lacks {', '.join(missing)}; {self._remedy}")

    @property
    def _remedy(self) -> str:
        return f"get it with `companion models get {self._folder.name}`."


class SphinxStt:
    """CMU PocketSphinx for American English, from SpeechRecognition's wheel: needs no download, makes more mistakes."""

    def __init__(self) -> None:
        self._recognizer = sr.Recognizer()
        self._engine: Any = None

    def open(self) -> None:
        """Load; raises ModelError when the packages are broken. May be called twice."""
        if self._engine is not None:
            return
        data = Path(sr.__file__).parent / "pocketsphinx-data" / "en-US"
        try:
            from pocketsphinx import Decoder

            self._engine = Decoder(
                hmm=str(data / "acoustic-model"),
                lm=str(data / "language-model.lm.bin"),
                dict=str(data / "pronounciation-dictionary.dict"),
                loglevel="FATAL",
            )
        except (ImportError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"PocketSphinx can't be loaded ({error}); install pocketsphinx and SpeechRecognition again."
            ) from error

    def transcribe(self, samples: NDArray[np.float32]) -> Transcript:
        """Recognise one utterance (shape (n,), 16 kHz, -1…1): small letters, no punctuation, confidence always 1."""
        if self._engine is None:
            raise ModelError("The ear is not open.")
        if faint(samples):  # PocketSphinx always finds a word
            return Transcript("", 0.0)
        began = time.perf_counter()
        try:
            text = self._recognizer.recognize_sphinx_loaded(audio_data(samples), engine=self._engine)
        except sr.UnknownValueError:
            return Transcript("", 0.0, time.perf_counter() - began)
        return Transcript(text, 1.0, time.perf_counter() - began)

    def close(self) -> None:
        """Free the memory."""
        self._engine = None


def audio_data(samples: NDArray[np.float32]) -> Any:
    """The samples as SpeechRecognition's AudioData: 16-bit mono."""
    pcm = (np.clip(np.nan_to_num(samples), -1.0, 1.0) * 32767).astype("<i2")
    return sr.AudioData(pcm.tobytes(), RATE, 2)
