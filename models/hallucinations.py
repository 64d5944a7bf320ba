"""Filters Whisper's hallucinations: on noise it invents words, most often the last words of a video."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.stt import RATE


@dataclass(frozen=True)
class Segment:
    """What Whisper heard in one stretch of sound, and how sure it was."""

    text: str
    no_speech: float
    """Probability, 0…1, that there was no speech at all."""
    logprob: float
    """Mean natural logarithm of the tokens' probabilities; 0 means certain."""
    compression: float
    """Length of the text divided by its length after zlib; above 2.4 it mostly repeats itself."""
    cut: bool = False
    """Whether decoding was stopped at the most words that anybody could have said in this time."""


HALLUCINATIONS = frozenset(
    line.strip()
    for line in """
    you | thank you | thanks | thank you very much | thank you so much | thank you for watching | thanks for watching
    thank you for watching this video | thanks for watching this video | thank you so much for watching
    thanks for listening | thank you for listening | thank you all | okay thank you | oh thank you
    see you next time | see you later | see you in the next video | ill see you in the next video
    ill see you next time | please subscribe | please subscribe to my channel | subscribe to my channel
    dont forget to subscribe | like and subscribe | please like and subscribe | the end
    bye | bye bye | byebye | goodbye | okay | ok | so | oh | uh | um | hmm | mm | ah | aah | aaah | peace
    im sorry | all right | music | applause | laughter | silence | subtitles by the amaraorg community
    transcription by castingwords | transcribed by httpsotterai
    """.replace("\n", "|").split("|")
    if line.strip()
)
"""Whole lines that Whisper is known to invent where nobody speaks; believed only when the figures below allow it."""

SURE, NOBODY = -0.7, 0.5
"""A known hallucination is believed above this mean log-probability and below this probability of no speech. Measured
with tiny.en: espeak's "thank you", "bye", "okay" −0.1…−0.67 and 0.06…0.36, also with noise at 5 dB; hallucinated ones
−0.5…−1.5 and 0.51…0.94."""

DOUBTS = ((0.5, -1.0), (0.35, -1.25))
"""Pairs: from this probability of no speech on, a segment below this log-probability is dropped. Measured with tiny.en:
noise alone has 0.37…0.94 and −1.07…−1.67; of 110 real utterances, clean and at 5 dB, only one was dropped, which was not
understood at all."""

UNSURE = -0.8
"""Below this mean log-probability a segment is recognised again by the whole pass: 8 of 330 real recordings."""

FAINT = 0.003
"""A sound whose peak is below this (−50 dBFS) is not speech, or not near enough to be meant for the program."""

REPEATING, WORDS_A_SECOND = 2.4, 6.0
"""A text with more compression and more words a second than this comes from a decoder caught in a loop."""

_NOTES = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]+")
_WORD = re.compile(r"[^\W_]+")
_LOOP = re.compile(r"(\b\w.{0,80}?)(?:[\s,.!?]+\1\b){2,}.*", re.IGNORECASE | re.DOTALL)


def sift(segments: Sequence[Segment], samples: NDArray[np.float32]) -> tuple[str, float]:
    """The text that was really said, and the confidence, 0…1; `samples` (16 kHz) are what the segments were heard in."""
    quiet = faint(samples)
    said = [(text, s) for s in segments if (text := _believed(s, quiet))]
    if not said:
        return "", 0.0
    text = " ".join(text for text, _ in said)
    if max(s.compression for _, s in said) > REPEATING and len(text.split()) > WORDS_A_SECOND * len(samples) / RATE:
        text = _LOOP.sub(r"\1", text)
    sure = np.average([np.exp(s.logprob) for _, s in said], weights=[len(text) for text, _ in said])
    return text, float(min(1.0, sure))


def runs_away(segments: Sequence[Segment], seconds: float) -> bool:
    """Whether the decoder seems to go on after the last word: cut off, too fast, or ending in words said before.

    People do say things twice, so this only tells where recognising again pays."""
    words = _WORD.findall(" ".join(segment.text for segment in segments).lower())
    hurried = len(words) > WORDS_A_SECOND * max(1.0, seconds)
    cut = any(segment.cut for segment in segments)
    return bool(words) and (hurried or cut or _ends_as_before(words))


def _ends_as_before(words: list[str]) -> bool:
    """Whether the last three words also occur before; a speaker who starts again usually ends differently."""
    return any(words[at : at + 3] == words[-3:] for at in range(len(words) - 5))


def doubted(segments: Sequence[Segment], samples: NDArray[np.float32]) -> bool:
    """Whether the sound is loud enough for speech and has words that are unsure or that `sift` would drop."""
    worded = [segment for segment in segments if _WORD.search(_NOTES.sub(" ", segment.text))]
    unsure = any(segment.logprob < UNSURE for segment in worded)
    return bool(worded) and not faint(samples) and (unsure or not sift(segments, samples)[0])


def faint(samples: NDArray[np.float32]) -> bool:
    """Whether the sound is too quiet to be speech."""
    return not len(samples) or float(np.abs(samples).max()) < FAINT


def _believed(segment: Segment, quiet: bool) -> str:
    """The words of one segment; empty when they are probably hallucinated."""
    text = " ".join(_NOTES.sub(" ", segment.text).split())
    words = _WORD.findall(re.sub("['’.]", "", text.lower()))
    doubtful = any(segment.no_speech >= share and segment.logprob < low for share, low in DOUBTS)
    hallucinated = " ".join(words) in HALLUCINATIONS and (quiet or segment.logprob < SURE or segment.no_speech > NOBODY)
    return text if words and not doubtful and not hallucinated else ""
