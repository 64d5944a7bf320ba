"""Notices speech in a language that the recogniser does not know, of which it makes English nonsense."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from models.hallucinations import REPEATING, Segment

LEAST_SPEECH_S = 1.0
"""Seconds of speech below which nothing can be told."""

STRANGE, STRANGE_FEW, FEW = -0.9, -1.3, 3
"""Below this the words are nonsense; up to FEW words are only so below the second: single words are recognised less surely.
The figure is the mean log-probability less half the probability of no speech. Measured with tiny.en: 110 real recordings of
English −0.03…−0.70, up to three words −1.00; with white noise at 10 dB three of the 110 are below, none of which was
understood. Speech of espeak in eight other languages has a median of −1.6."""

ENGLISH, SURELY_ENGLISH = 0.3, 0.8
"""Below the first probability of English a recogniser of many languages calls it foreign; above the second it need not be asked
about the whole window, which takes as long as a pass. In the few seconds alone it takes other languages for English."""

LONGEST_WORD = 40
"""Letters; longer ones are syllables that come again and again."""

_WORD = re.compile(r"[^\W_]+")


def sounds_foreign(segments: Sequence[Segment], seconds: float) -> bool:
    """Whether a recogniser of English alone only guessed at these words, or was caught in a loop."""
    words = _WORD.findall(" ".join(segment.text for segment in segments).lower())
    if not words or seconds < LEAST_SPEECH_S:
        return False
    weights = [len(segment.text) + 1 for segment in segments]
    figure = np.average([segment.logprob - segment.no_speech / 2 for segment in segments], weights=weights)
    return bool(figure < (STRANGE_FEW if len(words) <= FEW else STRANGE)) or _is_loop(segments, words, seconds)


def _is_loop(segments: Sequence[Segment], words: Sequence[str], seconds: float) -> bool:
    """Whether most of it are the same few words, or syllables, more often than anybody says them."""
    if max(segment.compression for segment in segments) <= REPEATING:
        return False
    return max(map(len, words)) > LONGEST_WORD or (len(words) > 3 * seconds and len(set(words)) < len(words) / 3)


def english_share(probabilities: Sequence[tuple[str, float]]) -> float:
    """The probability of English among pairs of a language (`en` or `<|en|>`) and its probability."""
    return sum(share for language, share in probabilities if language.strip("<|>") == "en")


def is_other_language(probabilities: Sequence[tuple[str, float]]) -> bool:
    """Whether it is probably not English; False when nothing is known."""
    return bool(probabilities) and english_share(probabilities) < ENGLISH
