"""Scores how relevant messages are to a question, and why.

A message scores by the words it shares with the question and by its meaning, and passes some of that on to the messages
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
_UNRELATED = 0.1
"""The cosine of two unrelated texts."""
_WORDS_BEFORE, _WORDS_AFTER = 0.5, 0.2
_MEANING_BEFORE, _MEANING_AFTER = 0.2, 0.1
"""The shares a message gets of the scores of the message before it and the one after it."""
_ONLY_ASKS = 0.5
"""Factor for a message that only asks, less the more words it shares: an earlier question is no answer."""
_ONLY_QUESTIONS = re.compile(r"[^.!?…]+\?(?:[^.!?…]+\?)*")
_SPEAKER = 0.25
_PERIOD = 0.3
_IN_PERIOD, _ONLY_PERIOD = 0.1, 0.4
"""Bonus for a message of the period asked for; the second if only the period is asked for (“What did I do yesterday?”)."""
_TYPICAL = 25
"""Words of a typical message; a long one contains many words by chance."""


@dataclass(frozen=True)
class ScoringInput:
    """A candidate message, and what its score is made of."""

    message: Message
    before: int | None
    """The id of the message before it in its conversation."""
    after: int | None
    cover: float
    """The share of the question's words in it, 0…1."""
    cosine: float
    """The cosine of its vector and the question's; 0 when it has no vector yet."""

    @cached_property
    def by_words(self) -> float:
        """Its score by words, 0…0.44."""
        length = self.message.text.count(" ") / _TYPICAL
        return _WORDS * self.cover / (0.9 + 0.1 * length)

    @cached_property
    def by_meaning(self) -> float:
        """Its score by meaning, 0…0.54."""
        return _MEANING * max(self.cosine - _UNRELATED, 0)


@dataclass(frozen=True)
class Relevance:
    """How relevant a message is, and why."""

    score: float
    """0…1."""
    why: Why


def quick_score(cover: float, cosine: float) -> float:
    """A first estimate of the score, without the message itself or its neighbours."""
    return _WORDS * cover + _MEANING * max(cosine - _UNRELATED, 0)


def score(candidate: ScoringInput, neighbours: Mapping[int, ScoringInput], query: MemoryQuery) -> Relevance:
    """Score a candidate. `neighbours`: messages by id; one that is not among them adds nothing."""
    before, after = neighbours.get(candidate.before or 0), neighbours.get(candidate.after or 0)
    factor = _ONLY_ASKS * (1 - candidate.cover) if _ONLY_QUESTIONS.fullmatch(candidate.message.text.strip()) else 1.0
    parts: dict[Why, float] = {
        "words": factor * candidate.by_words,
        "meaning": factor * candidate.by_meaning,
        "neighbour": _passed_on(before, _WORDS_BEFORE, _MEANING_BEFORE)
        + _passed_on(after, _WORDS_AFTER, _MEANING_AFTER),
    }
    score = sum(parts.values())
    if query.speaker == candidate.message.speaker:
        score *= 1 + _SPEAKER
    if query.period and query.period.first <= candidate.message.at < query.period.last:
        parts["date"] = (_IN_PERIOD if query.words else _ONLY_PERIOD) + score * _PERIOD
        score += parts["date"]
    return Relevance(min(score, 1.0), max(parts, key=lambda why: parts[why]))


def _passed_on(neighbour: ScoringInput | None, words: float, meaning: float) -> float:
    return words * neighbour.by_words + meaning * neighbour.by_meaning if neighbour else 0.0
