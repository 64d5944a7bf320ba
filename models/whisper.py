"""Runs Whisper on one utterance: a quick pass first, and a whole pass if the result is doubtful.

Whisper was trained on thirty seconds, and encoding thirty seconds takes nine tenths of a pass. Encoding only the sound
gives the same words, but without the silence after them the decoder says them again. So silence is encoded once and
appended to each sound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.foreign import LEAST_SPEECH_S, SURELY_ENGLISH, english_share, is_other_language, sounds_foreign
from models.hallucinations import Segment, doubted, runs_away
from models.stt import RATE

WINDOW_S = 28
"""Longest sound, in seconds, without timestamps. Whisper hears thirty seconds at a time; without timestamps a longer sound
loses words at the seams."""

MARGIN_S, LEAST_S = 1.0, 4.0
"""Seconds of silence encoded with the sound, and least seconds encoded: in less, single words are recognised less well."""

FRAMES_A_SECOND, STRIDE = 100, 2
"""Frames a second of the spectrogram, and how many of them make one frame of the encoder."""

AFTER_S = 10.0
"""Seconds of silence appended: with 6 s some words still come twice, with thirty it only takes longer."""

SPARE_TOKENS, TOKENS_A_SECOND = 12, 7
"""Most tokens of a transcript, fixed and for each second; the fastest of 330 real recordings had 2.7 a second beyond eight."""

Hear = Callable[[NDArray[np.float32]], list[Segment]]
Languages = list[tuple[str, float]]
"""Languages with their probabilities; empty when it was not asked."""


class Whisper:
    """Both passes in the shape that SpeechRecognition expects; counts how often each was used.

    The whole pass runs if the quick one is unsure, or if `sift` would drop its result: `sift` was measured on whole passes.
    """

    def __init__(self, quick: Hear, whole: Hear, language: Callable[[], Languages] | None = None) -> None:
        """`quick` is used for at most WINDOW_S seconds of sound; `language` tells which it heard in the sound before."""
        self.quick, self.whole, self.language = quick, whole, language
        self.passes = 0
        """Sounds recognised so far."""
        self.whole_passes = 0
        """Sounds that needed the whole pass."""

    def is_foreign(self, segments: list[Segment], samples: NDArray[np.float32]) -> bool:
        """Whether what was transcribed last is not English: by the recogniser's own judgement if it knows other languages."""
        if self.language is None:
            return sounds_foreign(segments, len(samples) / RATE)
        return len(samples) >= LEAST_SPEECH_S * RATE and is_other_language(self.language())

    def transcribe(self, samples: NDArray[np.float32]) -> dict[str, Any]:
        """Text and segments heard in `samples` (shape (n,), 16 kHz), hallucinations included."""
        self.passes += 1
        segments = self.quick(samples) if len(samples) <= WINDOW_S * RATE else None
        if segments is None or runs_away(segments, len(samples) / RATE) or doubted(segments, samples):
            self.whole_passes += 1
            segments = self.whole(samples)
        return {"text": " ".join(segment.text for segment in segments), "segments": segments}


class QuickPass:
    """Gives faster-whisper's model only the sound, followed by silence that was encoded beforehand."""

    def __init__(self, engine: Any) -> None:
        """`engine`: a faster_whisper.WhisperModel. Encodes thirty seconds of silence, which takes as long as a whole pass."""
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        many = engine.model.is_multilingual
        self._engine = engine
        self._tokenizer = Tokenizer(engine.hf_tokenizer, many, *(("transcribe", "en") if many else ()))
        self._prompt = engine.get_prompt(self._tokenizer, [], without_timestamps=True)
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        extractor = engine.feature_extractor
        mels = extractor.mel_filters.shape[0]
        self._languages: Languages = []
        self._silence = np.array(engine.encode(np.zeros((mels, extractor.nb_max_frames), np.float32)))

    def __call__(self, samples: NDArray[np.float32]) -> list[Segment]:
        """The one segment heard in `samples` (at most WINDOW_S seconds); none when Whisper hears no words."""
        from faster_whisper.transcribe import get_compression_ratio

        most = SPARE_TOKENS + TOKENS_A_SECOND * len(samples) // RATE
        states = self._encode(samples)
        heard = self._decode(states, most)
        if self._engine.model.is_multilingual:
            self._languages = self._engine.model.detect_language(states)[0]
            if english_share(self._languages) < SURELY_ENGLISH:
                self._languages = self._engine.detect_language(samples)[2]
        tokens = heard.sequences_ids[0]
        text = self._tokenizer.decode(tokens).strip()
        logprob = (
            heard.scores[0] * len(tokens) / (len(tokens) + 1)
        )  # as faster-whisper counts, with the end as one more token
        said = Segment(text, heard.no_speech_prob, logprob, get_compression_ratio(text), cut=len(tokens) >= most)
        return [said] if text else []

    def languages(self) -> Languages:
        """Which languages it may have been, asked once for each sound; none if only English is known."""
        found, self._languages = self._languages, []
        return found

    def _encode(self, samples: NDArray[np.float32]) -> Any:
        """Encoder states of the sound, its margin, and silence."""
        from faster_whisper.transcribe import get_ctranslate2_storage

        sound = self._engine.feature_extractor(samples)[:, :-1]
        frames = int(max(LEAST_S * FRAMES_A_SECOND, sound.shape[1] + MARGIN_S * FRAMES_A_SECOND)) // STRIDE * STRIDE
        padded = np.zeros((sound.shape[0], frames), np.float32)
        padded[:, : sound.shape[1]] = sound
        states = np.array(self._engine.encode(padded))
        end = states.shape[1]
        after = self._silence[:, end : end + int(AFTER_S * FRAMES_A_SECOND) // STRIDE]
        return get_ctranslate2_storage(np.concatenate([states, after], axis=1))

    def _decode(self, states: Any, most: int) -> Any:
        """CTranslate2's result for the most probable words, at most `most` tokens."""
        return self._engine.model.generate(
            states,
            [self._prompt],
            beam_size=1,
            max_length=max(2 * most, len(self._prompt) + most),  # CTranslate2 reserves half of it for the prompt
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]


class WholePass:
    """Runs faster-whisper as it is: thirty seconds at a time, however short the sound."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __call__(self, samples: NDArray[np.float32]) -> list[Segment]:
        """Decode greedily and without the text before: both are faster, and neither repeats a hallucination."""
        segments, _ = self._engine.transcribe(
            samples,
            language="en",
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=len(samples) <= WINDOW_S * RATE,
            no_speech_threshold=None,
            log_prob_threshold=None,
            compression_ratio_threshold=None,
        )
        return [Segment(s.text.strip(), s.no_speech_prob, s.avg_logprob, s.compression_ratio) for s in segments]
