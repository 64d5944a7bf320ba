"""Tells how surely an utterance was hesitant, from its sound against the speaker's baseline and from its words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from companion.prosody.baseline import LEAST_SPEECH_S, Baseline
from companion.prosody.measuring import MeasuredUtterance

SURE = 0.6
"""From this confidence on she may say that she hears some hesitation."""
_BASE = -2.6
_MOST_SPREADS = 3.0
"""More above the usual than this counts no more: one figure alone must not decide."""


@dataclass(frozen=True)
class Hesitation:
    """How hesitant an utterance sounded."""

    confidence: float
    """0…1; 0 if there was nothing to hear."""
    because: tuple[str, ...]
    """What told so, in plain words, the strongest first."""


def hesitation(utterance: MeasuredUtterance, baseline: Baseline) -> Hesitation:
    """How hesitant an utterance was; it need not be in the baseline, and must not be added to it before."""
    found = {**_heard(utterance, baseline), **_worded(utterance)}
    if not found:
        return Hesitation(0.0, ())
    because = sorted((reason for reason, worth in found.items() if worth > 0.5), key=lambda reason: -found[reason])
    return Hesitation(1 / (1 + math.exp(-(_BASE + sum(found.values())))), tuple(because))


def _heard(utterance: MeasuredUtterance, baseline: Baseline) -> dict[str, float]:
    """What the sound tells, in log odds by reason."""
    if utterance.speech_s < LEAST_SPEECH_S:
        return {}

    def above(name: str) -> float:
        found = baseline.above(utterance, name)
        return 0.0 if found is None else max(-1.0, min(_MOST_SPREADS, found))

    found = {
        "a long pause": 0.35 * (above("longest_pause_s") + above("pause_share")),
        "slower than usual": -0.5 * max(-_MOST_SPREADS, min(1.0, baseline.above(utterance, "rate") or 0.0)),
        "a sound held on": 0.8 * (min(utterance.held_sounds, 3) + above("held_share")),
    }
    if utterance.onset_s > 0:
        found["a late start"] = 0.6 * above("onset_s")
    return found


def _worded(utterance: MeasuredUtterance) -> dict[str, float]:
    """What the words tell, in log odds by reason; only what is there counts."""
    counted = {
        "a filled pause": 1.4 * min(utterance.filled_pauses, 3),
        "a start broken off": 1.0 * min(utterance.restarts, 3),
        "words of doubt": 0.5 * min(utterance.unsure_phrases, 2),
    }
    return {reason: worth for reason, worth in counted.items() if worth}
