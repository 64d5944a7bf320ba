"""Speaks with the operating system's voice, through pyttsx3: always there, fast, plain."""

from __future__ import annotations

import platform

import numpy as np
import soxr

from voices.errors import VoiceError
from voices.manner import PLAIN, SpeakingManner
from voices.recording import VoiceRecorder
from voices.speakable import SpokenWord, speakable, spoken_text
from voices.timing import Mark, no_samples, pause, shifted, trim, word_times
from voices.voice import Speech

DEFAULT_ESPEAK = "en-us+f3"
"""A woman's voice of espeak-ng, whose own default is a man's."""
_WORDS_A_MINUTE = 165
_SLOWEST, _QUICKEST = 80, 450
_LONGEST = 1500
"""Most characters spoken in one call."""


class SystemVoice:
    """The system voice; `voice` is one of `system_voices()`, or empty for the usual one."""

    rate = 22050

    def __init__(self, voice: str = "") -> None:
        self._voice = voice
        self._recorder: VoiceRecorder | None = None

    def open(self) -> None:
        """Start the system's speech engine; raises VoiceError."""
        if self._recorder is None:
            recorder = _recorder()
            voice = self._voice or (DEFAULT_ESPEAK if platform.system() == "Linux" else "")
            if voice:
                recorder.choose(voice)
            self._recorder = recorder

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        """Speak one sentence at the manner's pace, pauses and loudness; it has no other timbre. Raises VoiceError."""
        if self._recorder is None:
            raise VoiceError("The system voice is not open.")
        words = speakable(sentence)
        text = spoken_text(words)
        if not text:
            return Speech(no_samples(), self.rate, ())
        pace = int(np.clip(_WORDS_A_MINUTE * speed * manner.speed, _SLOWEST, _QUICKEST))
        return self._joined(words, text, pace, manner)

    def close(self) -> None:
        """Free the engine; may be called twice."""
        self._recorder = None

    def _joined(self, words: tuple[SpokenWord, ...], text: str, pace: int, manner: SpeakingManner) -> Speech:
        assert self._recorder is not None
        pieces = [no_samples()]
        marks: list[Mark] = []
        length = 0.0
        for start, part in _parts(text):
            recording = self._recorder.record(part, pace)
            samples = recording.samples
            if recording.rate != self.rate and len(samples):
                samples = soxr.resample(samples, recording.rate, self.rate).astype(np.float32)
            spoken = trim(samples, self.rate, pause(part) * manner.pauses * _WORDS_A_MINUTE / pace)
            marks += [Mark(start + m.character, m.seconds) for m in shifted(recording.marks, length - spoken.cut_s)]
            marks.append(Mark(start + len(part), length + spoken.sounds_s))
            length += len(spoken.samples) / self.rate
            pieces.append(spoken.samples)
        # Where the system tells no word times, the words are spread evenly from the first sound on.
        heard = np.clip(np.concatenate(pieces) * np.float32(manner.volume), -1, 1)
        return Speech(heard, self.rate, word_times(words, [Mark(0, 0.0), *marks], length))


def system_voices() -> list[tuple[str, str]]:
    """Id and name of each voice of this system, English ones first; raises VoiceError."""
    return sorted(_recorder().voices(), key=lambda voice: (not _is_english(voice[0]), voice[1]))


def _is_english(voice: str) -> bool:
    return "/en" in voice or ".en" in voice.lower() or "EN-" in voice


def _recorder() -> VoiceRecorder:
    if platform.system() == "Linux":
        from voices.espeak_recorder import PcmRecorder

        return PcmRecorder()
    from voices.file_recorder import FileRecorder

    return FileRecorder()


def _parts(text: str) -> list[tuple[int, str]]:
    """The text in parts of whole words, each with the index at which it starts."""
    parts, start = [], 0
    while start < len(text):
        end = len(text)
        if end - start > _LONGEST:
            space = text.rfind(" ", start, start + _LONGEST)
            end = space if space > start else start + _LONGEST
        parts.append((start, text[start:end]))
        start = end + (text[end : end + 1] == " ")
    return parts
