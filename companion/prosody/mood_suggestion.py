"""Tells what a mood suggests for the reply: shorter and without a question for somebody low on energy; never words about it."""

from __future__ import annotations

from companion.prosody.mood import Estimate, Mood
from companion.told_rules.mood_suggestion import NO_SUGGESTION, MoodSuggestion

SURE = 0.5
"""Confidence from which an estimate changes a reply; words alone never reach it unless they are strong."""
_LOW, _UNPLEASANT, _HESITANT = -0.5, -0.4, 0.6


def suggestion_of(mood: Mood | None) -> MoodSuggestion:
    """Low energy: a sentence less, no question. Unpleasant: no more than one question. Hesitant: time, so no question."""
    if mood is None:
        return NO_SUGGESTION
    tired, hesitant = _value(mood.energy) <= _LOW, _value(mood.hesitation) >= _HESITANT
    if tired or hesitant:
        return MoodSuggestion(fewer_sentences=int(tired), questions=0)
    return MoodSuggestion(questions=1) if _value(mood.pleasantness) <= _UNPLEASANT else NO_SUGGESTION


def _value(estimate: Estimate) -> float:
    """Its value, if it is sure enough; else 0, which suggests nothing."""
    return estimate.value if estimate.value is not None and estimate.confidence >= SURE else 0.0
