"""What is known of some messages and a question comes in; how well each fits, and why, goes out.

A message is weighed by the words it shares with the question and by its meaning, and lends some of that to the ones
before and after it in its conversation: “Where did you go?” – “Lisbon.” Measured on LoCoMo; see `bench recall`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from companion.memory.conversations import Message
from companion.memory.query import MemoryQuery
from companion.memory.retrieved_memory import Why

_WORDS, _MEANING = 0.4, 0.6
_UNLIKE = 0.1
"""The cosine of two texts that have nothing to do with each other."""
_WORDS_BEFORE, _WORDS_AFTER = 0.5, 0.2
_MEANING_BEFORE, _MEANING_AFTER = 0.2, 0.1
"""What a message gets of the one before it and of the one after it."""
_ASKED = 0.5
"""What is left of a message that only asks, the less the more it asks the same: the question put before is no answer."""
_QUESTIONS = re.compile(r"[^.!?…]+\?(?:[^.!?…]+\?)*")
_SPEAKER = 0.25
_PERIOD = 0.3
_IN_PERIOD, _ONLY_PERIOD = 0.1, 0.4
"""What being of the time asked for is worth by itself, and when nothing else is asked: “What did I do yesterday?”."""
_TYPICAL = 25
"""Words of a message; a long one holds many words by chance."""


@dataclass(frozen=True)
class ScoringInput:
    """A message that may be what is asked for."""

    message: Message
    before: int | None
    """The message before it in its conversation."""
    after: int | None
    cover: float
    """The share of the question's words in it, 0…1."""
    cosine: float
    """The cosine between it and the question; 0 when it has no vector yet."""

    @cached_property
    def by_words(self) -> float:
        """What its words are worth, 0…0.44."""
        length = self.message.text.count(" ") / _TYPICAL
        return _WORDS * self.cover / (0.9 + 0.1 * length)

    @cached_property
    def by_meaning(self) -> float:
        """What its meaning is worth, 0…0.54."""
        return _MEANING * max(self.cosine - _UNLIKE, 0)


@dataclass(frozen=True)
class Relevance:
    """How well a message fits."""

    score: float
    """0…1."""
    why: Why


def quick_score(cover: float, likeness: float) -> float:
    """A first look at a message of which nothing else is known."""
    return _WORDS * cover + _MEANING * max(likeness - _UNLIKE, 0)


def score(candidate: ScoringInput, neighbours: Mapping[int, ScoringInput], wanted: MemoryQuery) -> Relevance:
    """`around` holds the neighbours, by id; one that is not in it lends nothing."""
    before, after = neighbours.get(candidate.before or 0), neighbours.get(candidate.after or 0)
    told = _ASKED * (1 - candidate.cover) if _QUESTIONS.fullmatch(candidate.message.text.strip()) else 1.0
    parts: dict[Why, float] = {
        "words": told * candidate.by_words,
        "meaning": told * candidate.by_meaning,
        "neighbour": _lent(before, _WORDS_BEFORE, _MEANING_BEFORE) + _lent(after, _WORDS_AFTER, _MEANING_AFTER),
    }
    score = sum(parts.values())
    if wanted.speaker == candidate.message.speaker:
        score *= 1 + _SPEAKER
    if wanted.period and wanted.period.first <= candidate.message.at < wanted.period.last:
        parts["date"] = (_IN_PERIOD if wanted.words else _ONLY_PERIOD) + score * _PERIOD
        score += parts["date"]
    return Relevance(min(score, 1.0), max(parts, key=lambda why: parts[why]))


def _lent(neighbour: ScoringInput | None, words: float, meaning: float) -> float:
    return words * neighbour.by_words + meaning * neighbour.by_meaning if neighbour else 0.0
