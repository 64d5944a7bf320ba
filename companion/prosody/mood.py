"""Estimates softly how somebody is while they say something: energy, pleasantness, hesitation, each with its confidence.

Energy comes from the sound, against the speaker's baseline. Pleasantness comes from the words (VADER's lexicon): no measure of
a voice tells it. “Can't tell” is a value, and the usual one for short and plain lines.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from companion.prosody.baseline import LEAST_SPEECH_S, Baseline
from companion.prosody.hesitation import hesitation
from companion.prosody.measuring import MeasuredUtterance

CAN_TELL = 0.35
"""Below this confidence an estimate has no value."""
OF_WORDS_ALONE = 0.5
"""The most that is believed of a line without a sound."""
_EFFORT = {"pitch_st": 1.0, "intensity_db": 1.0, "brightness_db": 1.0, "pitch_range_st": 0.5, "rate": 0.3}
"""What rises with arousal, and how much it counts (Scherer, 2003); set by hand, not fitted."""
_LEAST_KNOWN = 3
"""With fewer utterances nobody's usual pitch is known."""
_MOST_SPREADS = 3.0
_PLAIN = 0.3
"""Words less pleasant or unpleasant than this are plain: they may mean anything."""
_FEWEST_WORDS = 3


_NO_FEELING = re.compile(
    r"\b(?:(?:kind|sort) of|as well|oh well|well(?=,)|no(?=,)|pretty(?= (?!face|girl|good|thing|woman)\w+)|"
    r"(?<!\bi )(?<!\byou )(?<!\bwe )(?<!\bthey )(?<!'d )(?<!would )(?<!don't )(?<!didn't )(?<!really )(?<!do )(?<!to )like)\b",
    re.IGNORECASE,
)
"""Words that the lexicon takes for a feeling, where they are none: “a rag like that”, “kind of late”, “well, no,”."""

_ASKS = re.compile(
    r"\W*(?:(?:please|and|so|hey|okay|now),?\s+)*(?:tell|play|stop|set|show|read|write|call|remind|wake|find|search|delete|remove|"
    r"forget|explain|describe|translate|define|list|add|put|turn|switch|cancel|who|what|where|when|why|which|how|"
    r"(?:can|could|would|will|do|did|are|is) (?:you|it|there|that))\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""A request or a question: “tell me about the war” is about no feeling."""


@dataclass(frozen=True)
class Estimate:
    """One thing that is estimated."""

    value: float | None
    """−1 (little, unpleasant) … 1; hesitation 0 … 1; None: can't tell."""
    confidence: float
    """0…1."""


CANNOT_TELL = Estimate(None, 0.0)


@dataclass(frozen=True)
class Mood:
    """How somebody seems while saying one line; never more than a guess."""

    energy: Estimate
    """Against what is usual for this speaker."""
    pleasantness: Estimate
    hesitation: Estimate


class MoodEstimator:
    """Holds the lexicon; building it reads two files."""

    def __init__(self) -> None:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # here: it takes a quarter of a second

        self._lexicon = SentimentIntensityAnalyzer()

    def estimate(self, text: str, utterance: MeasuredUtterance, baseline: Baseline) -> Mood:
        """How `text` was said; `utterance` must not be in the baseline yet."""
        energy = energy_of(utterance, baseline)
        found = hesitation(utterance, baseline)
        heard = utterance.speech_s >= LEAST_SPEECH_S
        sure = abs(2 * found.confidence - 1) * (1.0 if heard else OF_WORDS_ALONE)
        hesitant = _told(found.confidence, sure) if heard or found.because else CANNOT_TELL
        return Mood(energy, self._pleasantness(text, utterance, energy), hesitant)

    def _pleasantness(self, text: str, utterance: MeasuredUtterance, energy: Estimate) -> Estimate:
        """What the words tell; pleasant words in a voice much lower than usual ("I'm fine") tell nothing."""
        compound = float(self._lexicon.polarity_scores(_NO_FEELING.sub("", text.replace("’", "'")))["compound"])
        if abs(compound) < _PLAIN or utterance.words < _FEWEST_WORDS or _ASKS.fullmatch(text):
            return CANNOT_TELL
        if compound > 0 and energy.value is not None and energy.value < -0.5:
            return CANNOT_TELL
        heard = utterance.speech_s >= LEAST_SPEECH_S
        return _told(compound, 0.4 + 0.4 * abs(compound) if heard else OF_WORDS_ALONE * (0.6 + 0.4 * abs(compound)))


def energy_of(utterance: MeasuredUtterance, baseline: Baseline) -> Estimate:
    """How much energy there is in the voice, against the usual; its sign is what bench hesitation measures as arousal."""
    effort = effort_of(utterance, baseline)
    if effort is None:
        return CANNOT_TELL
    known = baseline.count("pitch_st")
    return _told(math.tanh(effort), (1 - math.exp(-2 * abs(effort))) * known / (known + _LEAST_KNOWN))


def effort_of(utterance: MeasuredUtterance, baseline: Baseline) -> float | None:
    """The mean of what rises with arousal, in spreads above the usual; None without a voice or a usual one."""
    if utterance.speech_s < LEAST_SPEECH_S or utterance.pitch_st is None or baseline.count("pitch_st") < _LEAST_KNOWN:
        return None
    above = {name: baseline.above(utterance, name) for name in _EFFORT}
    parts = [
        _EFFORT[name] * max(-_MOST_SPREADS, min(_MOST_SPREADS, far)) for name, far in above.items() if far is not None
    ]
    return sum(parts) / sum(_EFFORT.values())


def _told(value: float, confidence: float) -> Estimate:
    return Estimate(value, confidence) if confidence >= CAN_TELL else Estimate(None, confidence)
