"""Measures her voice at each moment, by Praat and by speech recognition: `companion bench manner`, `--voice ID` for another.

The same sentences are spoken plainly and in each manner at its fullest. Pitch is in semitones above 100 Hz; syllables a
second are without the pauses, words a second with them. `told_apart` is how far a manner is from plain speech in standard
deviations of her sentences (Cohen's d, pooled): a listener can hear what is above 0.8. `wer` is the share of words that
Whisper tiny.en gets wrong, `wer_in_noise` the same with the hum of a fan 10 dB below the *plain* voice: the room does not
get quieter because she does.
`otherness`: how far the timbre moves (means of twelve cepstral coefficients), as a share of the way to the nearest other
voice of that accent and sex on this computer; at 1 she would be somebody else.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import parselmouth
import soxr

from benchmarks._assistant_words import her_sentences
from benchmarks._spoken_lines import EAR, heard
from benchmarks._words import distance, spoken_words
from companion.audio.devices import RATE, Samples
from companion.environment import Environment
from companion.errors import CompanionError
from companion.prosody.measuring import MeasuredUtterance, measure
from companion.runtime.model_choice import voice_name
from companion.speaking.manner_of_moment import MANNERS
from models.speech import make_stt
from models.store import ModelStore
from models.stt import SpeechToText
from voices.catalog import list_voices, make_voice
from voices.manner import PLAIN
from voices.voice import Speech, Voice

SENTENCES, QUICK_SENTENCES = 40, 8
NOISE_DB = 10.0
_TIMBRE_SENTENCES = 5
"""So many tell what a voice sounds like."""
_MEASURES = ("pitch_st", "pitch_range_st", "intensity_db", "syllables_per_s")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<=[aeiouy][^aeiouy])e\b")


@dataclass
class Spoken:
    """All sentences in one manner."""

    sentences: Sequence[str]
    speeches: list[Speech]
    measured: list[MeasuredUtterance]
    words_per_s: float
    """With the pauses."""
    wer: float
    wer_in_noise: float
    real_time_factor: float
    """Processor seconds of all cores together for a second of sound: other programs change it little, and each manner alike."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns the figures of each manner, of how far they can be told apart, and of what they cost."""
    environment: Environment = args.environment
    if ModelStore(environment.models).missing(EAR):
        raise CompanionError(f"She has no ear here; `companion models get {EAR}` fetches one.")
    sentences = list(islice(her_sentences(), QUICK_SENTENCES if args.quick else SENTENCES))
    name = voice_name(environment.settings)
    voice, stt = make_voice(name, environment.models), make_stt(EAR, environment.models, threads=2)
    voice.open()
    stt.open()
    try:
        voice.speak("Warm up.")
        speeches, took = _speeches(voice, sentences)
        spoken: dict[str, Spoken] = {}
        for manner in MANNERS:
            print(f"hearing {manner}", file=sys.stderr)
            spoken[manner] = _judged(stt, sentences, speeches[manner], speeches["plain"], took[manner])
    finally:
        stt.close()
        voice.close()
    plain = spoken["plain"]
    others = _other_timbres(name, environment, sentences[:_TIMBRE_SENTENCES])
    figures: dict[str, Any] = {manner: _figures(one, plain, others) for manner, one in spoken.items()}
    figures["most_words_lost"] = round(max(one.wer - plain.wer for one in spoken.values()), 4)
    figures["most_words_lost_in_noise"] = round(
        max(one.wer_in_noise - plain.wer_in_noise for one in spoken.values()), 4
    )
    return figures


def _speeches(voice: Voice, sentences: Sequence[str]) -> tuple[dict[str, list[Speech]], dict[str, float]]:
    """Each sentence in every manner at once, so that the hour of the machine is the same for all; and processor seconds."""
    speeches: dict[str, list[Speech]] = {manner: [] for manner in MANNERS}
    took = dict.fromkeys(MANNERS, 0.0)
    for number, sentence in enumerate(sentences, 1):
        print(f"sentence {number} of {len(sentences)}", file=sys.stderr)
        for name, manner in MANNERS.items():
            began = time.process_time()
            speeches[name].append(voice.speak(sentence, 1.0, manner))
            took[name] += time.process_time() - began
    return speeches, took


def _judged(
    stt: SpeechToText, sentences: Sequence[str], speeches: list[Speech], plain: Sequence[Speech], took: float
) -> Spoken:
    seconds = sum(len(speech.samples) / speech.rate for speech in speeches)
    measured = [
        measure(soxr.resample(s.samples, s.rate, RATE).astype(np.float32), RATE, text, 0.0)
        for s, text in zip(speeches, sentences, strict=True)
    ]
    quiet = [heard(stt, speech) for speech in speeches]
    noisy = [
        heard(stt, speech, NOISE_DB + _level(speech) - _level(one)) for speech, one in zip(speeches, plain, strict=True)
    ]
    words = sum(len(spoken_words(sentence)) for sentence in sentences)
    return Spoken(
        sentences, speeches, measured, words / seconds, _wer(sentences, quiet), _wer(sentences, noisy), took / seconds
    )


def _level(speech: Speech) -> float:
    """Its loudness in dB."""
    return float(10 * np.log10(np.mean(speech.samples**2)))


def _wer(meant: Sequence[str], said: Sequence[str]) -> float:
    words = [(spoken_words(one), spoken_words(other)) for one, other in zip(meant, said, strict=True)]
    return sum(distance(one, other) for one, other in words) / sum(len(one) for one, _ in words)


def _figures(spoken: Spoken, plain: Spoken, others: Sequence[Samples]) -> dict[str, Any]:
    figures: dict[str, Any] = {name: round(float(np.mean(_values(spoken, name))), 2) for name in _MEASURES}
    figures["words_per_s"] = round(spoken.words_per_s, 2)
    figures |= {"wer": round(spoken.wer, 4), "wer_in_noise": round(spoken.wer_in_noise, 4)}
    figures["real_time_factor"] = round(spoken.real_time_factor, 3)
    if spoken is plain:
        return figures
    figures["real_time_ratio"] = round(spoken.real_time_factor / plain.real_time_factor, 3)
    figures["told_apart"] = {name: round(_told_apart(spoken, plain, name), 2) for name in _MEASURES}
    if others:
        own, bent = (_timbre(one.speeches[:_TIMBRE_SENTENCES]) for one in (plain, spoken))
        nearest = min(float(np.linalg.norm(own - other)) for other in others)
        figures["otherness"] = round(float(np.linalg.norm(own - bent)) / nearest, 2)
    return figures


def _values(spoken: Spoken, name: str) -> list[float]:
    if name == "syllables_per_s":
        return [_syllables(text) / one.speech_s for text, one in zip(spoken.sentences, spoken.measured, strict=True)]
    values = [getattr(one, name) for one in spoken.measured]
    return [value for value in values if value is not None]


def _syllables(sentence: str) -> int:
    """About how many there are; the same sentences are compared."""
    return sum(max(1, len(_VOWELS.findall(_SILENT_E.sub("", word)))) for word in spoken_words(sentence))


def _told_apart(spoken: Spoken, plain: Spoken, name: str) -> float:
    one, other = _values(spoken, name), _values(plain, name)
    spread = float(np.sqrt((np.var(one, ddof=1) + np.var(other, ddof=1)) / 2))
    return float(np.mean(one) - np.mean(other)) / spread


def _other_timbres(name: str, environment: Environment, sentences: Sequence[str]) -> list[Samples]:
    """What the other voices of this family and sex on this computer sound like."""
    family, _, own = name.partition(":")
    found = (listed.name for listed in list_voices(environment.models))
    same = [one for one in found if one.startswith(f"{family}:{own[:2]}") and one != name]
    timbres = []
    for other in same if family == "kokoro" else []:
        print(f"timbre of {other}", file=sys.stderr)
        voice = make_voice(other, environment.models)
        voice.open()
        timbres.append(_timbre([voice.speak(sentence, 1.0, PLAIN) for sentence in sentences]))
        voice.close()
    return timbres


def _timbre(speeches: Sequence[Speech]) -> Samples:
    """Means of twelve cepstral coefficients, without the loudness; shape (12,)."""
    means = []
    for speech in speeches:
        sound = parselmouth.Sound(speech.samples.astype(np.float64), float(speech.rate))
        means.append(sound.to_mfcc(number_of_coefficients=12).to_array()[1:].mean(axis=1))
    timbre: Samples = np.mean(means, axis=0)
    return timbre
