"""Speaks with Kokoro-82M (hexgrad, Apache-2.0), a natural English voice, by ONNX Runtime."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.errors import VoiceError
from voices.espeak import Espeak
from voices.kokoro_session import HOW_TO_GET, session
from voices.kokoro_styles import BlendedStyles
from voices.manner import PLAIN, SpeakingManner
from voices.phonemes import Phoneme, kokoro_phonemes, phonemes
from voices.speakable import speakable, spoken_text
from voices.timing import Mark, no_samples, pause, trim, word_times
from voices.voice import Speech

RATE = 24000
LONGEST = 250
"""Most tokens in one run: the model accepts 510, but leaves out words long before that."""
_FRAME_S = 600 / RATE
_SHORTEST_S = 0.2
"""Least duration of the last word, in seconds."""
_BREAKS = (".!?…", ";:—", ",", " ")
_MARKS = "".join(_BREAKS[:3])
_GOES_ON = ","
"""Added after a part of a sentence without a final mark: with a full stop the voice would fall, with nothing it trails off."""


class KokoroVoice:
    """One of Kokoro's voices; `folder` contains the model, `vocab.json` and a `.bin` file for each voice."""

    rate = RATE

    def __init__(self, folder: Path, voice: str = "af_heart", threads: int = 2) -> None:
        self._folder, self._voice, self._threads = folder, voice, threads
        british = voice.startswith("b")
        self._espeak = Espeak("en" if british else "en-us")
        self._spell = partial(kokoro_phonemes, british=british)
        self._session: Any = None
        self._styles: BlendedStyles | None = None
        self._tokens: dict[str, int] = {}

    def open(self) -> None:
        """Load; raises VoiceError. Takes some ten seconds the first time on a machine, later less than one."""
        if self._session is None:
            self._styles = BlendedStyles(self._folder, self._voice)
            self._tokens = _vocabulary(self._folder)
            self._espeak.open()
            self._session = session(self._folder, self._threads)

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        """Speak one sentence in this manner; word times come from the durations that the model predicts. Raises VoiceError."""
        if self._session is None:
            raise VoiceError("Kokoro is not open.")
        words = speakable(sentence)
        text = spoken_text(words)
        parts, marks, length, sounds = [no_samples()], [Mark(0, 0.0)], 0.0, 0.0
        pieces = list(_pieces(self._phonemes(text)))
        speed = float(np.clip(speed * manner.speed, 0.5, 2.0))
        for piece in pieces:
            samples, starts = self._run(piece, speed, manner)
            end = text if piece is pieces[-1] else "".join(phoneme.sign for phoneme in piece)
            part = trim(samples, RATE, pause(end) * manner.pauses / speed)
            sounds = length + part.sounds_s
            marks += _marks(text, piece, length + _within(piece, starts - part.cut_s, part.sounds_s))
            length += len(part.samples) / RATE
            parts.append(part.samples)
        if not length:
            return Speech(no_samples(), RATE, ())
        heard = np.concatenate(parts) * np.float32(manner.volume)
        return Speech(heard, RATE, word_times(words, [*marks, Mark(len(text), sounds)], length))

    def close(self) -> None:
        """Free the model; may be called twice."""
        self._session = None

    def _phonemes(self, text: str) -> list[Phoneme]:
        found = phonemes(text, lambda words: self._spell(self._espeak.phonemes(words)))
        found = [phoneme for phoneme in found if phoneme.sign in self._tokens]
        if found and found[-1].sign not in _MARKS:
            found.append(Phoneme(_GOES_ON, None))
        return found if any(phoneme.word is not None for phoneme in found) else []

    def _run(
        self, piece: list[Phoneme], speed: float, manner: SpeakingManner
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Samples of one run, and the time, in seconds, at which each phoneme starts, and at which the last one ends."""
        assert self._styles is not None
        tokens = [self._tokens[phoneme.sign] for phoneme in piece]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._styles.row(len(tokens), manner),
            "speed": np.array([speed], np.float32),
        }
        samples, frames, first = self._session.run(None, inputs)
        starts = (np.cumsum(frames[:-1]) - first[0]) * _FRAME_S
        return np.clip(samples, -1.0, 1.0).astype(np.float32), starts


def _pieces(whole: list[Phoneme]) -> Iterator[list[Phoneme]]:
    """Pieces of at most LONGEST phonemes, broken after a sentence if possible, else after a clause, else after a word."""
    while len(whole) > LONGEST:
        end = _break(whole[:LONGEST])
        yield whole[:end]
        whole = whole[end:]
    if whole:
        yield whole


def _break(piece: list[Phoneme]) -> int:
    for signs in _BREAKS:
        for end in range(len(piece), len(piece) // 3, -1):
            if piece[end - 1].sign in signs:
                return end
    return len(piece)


def _within(piece: list[Phoneme], starts: NDArray[np.float64], end: float) -> NDArray[np.float64]:
    """The phonemes' times moved into 0…`end` by shortening the last word, whose last frames include some silence."""
    words = [phoneme.word for phoneme in piece]
    last = max((at for at, word in enumerate(words) if word is not None), default=0)
    if (over := starts[last + 1]) > end:
        bend = max(0.0, min(starts[words.index(words[last])], end - _SHORTEST_S))
        starts = np.interp(starts, [0.0, bend, over], [0.0, bend, end]) if bend else starts * (end / over)
    clipped: NDArray[np.float64] = np.clip(starts, 0.0, end)
    return clipped


def _marks(text: str, piece: list[Phoneme], starts: NDArray[np.float64]) -> list[Mark]:
    """Two marks for each word: when its first phoneme starts and when its last one ends."""
    places = _word_places(text)
    spans: dict[int, tuple[float, float]] = {}
    for phoneme, start, end in zip(piece, starts, starts[1:], strict=False):
        if phoneme.word is not None:
            spans[phoneme.word] = (spans.get(phoneme.word, (start, end))[0], end)
    return [
        Mark(place, float(second))
        for word, span in spans.items()
        for place, second in zip(places[word], span, strict=True)
    ]


def _word_places(text: str) -> list[tuple[int, int]]:
    places, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        places.append((start, end))
    return places


def _vocabulary(folder: Path) -> dict[str, int]:
    path = folder / "vocab.json"
    try:
        return {str(sign): int(token) for sign, token in json.loads(path.read_text(encoding="utf-8"))["vocab"].items()}
    except OSError as error:
        raise VoiceError(f"Kokoro's {path} is missing; {HOW_TO_GET}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VoiceError(f"Kokoro's {path} is damaged; remove it and {HOW_TO_GET}") from error
