"""Ranks the memories that may answer a question, and decides which of them do, and how sure that is.

First by the recall score and the answer type (`answer_types.py`), then by the LLM's scores for the best few (`llm_judge.py`).
The numbers come from a logistic regression over 153 questions about two lives of benchmarks/lives/: docs/DECISIONS.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from companion.memory.fact import Person
from companion.memory.retrieved_memory import RetrievedMemory
from companion.retrieval.answer_types import can_hold_answer, person_match
from companion.retrieval.llm_judge import RelevanceScore

MOST_JUDGED = 6
"""Most memories that the LLM scores; each takes a quarter of a second."""
MOST_ENTAILED = 3
"""Of these, most for which it is also asked whether they say it (`entails`)."""
LEAST_TOLD, LEAST_SURE = 6.2, 8.5
"""Least weight of the best memory to be told at all, and to be told without a doubt."""

_TYPE_BONUS, _PERSON_BONUS = 0.05, 0.05
"""Bonus on the recall score for the expected answer type, and for the right person."""
_QUESTION_WEIGHT = 0.5
_LEAD_ALONE = 3.0
"""The lead in fit of a memory when there is no other."""
_NEAR_FIT = 3.5
"""Most that the fit of a second memory may be lower for it to count too, when the question asks about the past."""

_MOST_CHANGES = 2
"""Most changes that are followed, one after the other."""
_MOST_LATER = 2
"""Most later memories that the LLM scores for each change."""
LEAST_RELATED = 0.25
"""Least recall score of a later memory, when the earlier one is the query."""
_LEAST_ANSWERABLE, _LEAST_ENTAILED, _LEAST_SUM = 0.2, 0.9, 1.6
"""Least `answerable`, `entailed` and sum of both of a later memory; these are low, for a change is often a poor answer."""

FindLater = Callable[[RetrievedMemory], Sequence[RetrievedMemory]]


class RelevanceJudge(Protocol):
    """Scores memories: `LlmJudge`, or a fake in tests."""

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        """How well the words answer the question; None if it can't score."""

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """Log odds that the words say what is asked; None if it can't score."""


@dataclass(frozen=True)
class RankedAnswer:
    """The memories that answer a question."""

    memories: tuple[RetrievedMemory, ...] = ()
    """Oldest first; empty when none of the candidates is an answer."""
    sure: bool = False


@dataclass(frozen=True)
class RankedMemory:
    """A memory, and what is known of it without an LLM."""

    memory: RetrievedMemory
    has_answer_type: bool
    """Whether it contains an answer of the expected type."""
    person_match: float
    """How well it matches the person asked about: see `answer_types.person_match`."""

    @property
    def promise(self) -> float:
        """The score by which the candidates for the LLM are chosen."""
        return self.memory.score + _TYPE_BONUS * self._type_sign + _PERSON_BONUS * self.person_match

    @property
    def _type_sign(self) -> int:
        return 1 if self.has_answer_type else -1

    def fit(self, scores: RelevanceScore) -> float:
        """How well it fits in comparison with others."""
        return (
            scores.answerable
            + scores.entailed
            + _QUESTION_WEIGHT * scores.question_logprob
            + self._type_sign
            + self.person_match
        )

    def weight(self, scores: RelevanceScore, lead: float) -> float:
        """How strong the evidence is that it is an answer at all; `lead`: its lead in fit over the next best."""
        return scores.answerable + 2 * scores.entailed + 2 * self._type_sign + 3 * self.memory.score + 0.2 * lead


def most_promising(
    question: str, found: Sequence[RetrievedMemory], before: Mapping[int, str], people: Sequence[Person]
) -> list[RankedMemory]:
    """The candidates, most promising first; `before`: what was said just before each, by message id."""
    candidates = [
        RankedMemory(
            one,
            can_hold_answer(question, one.text),
            person_match(question, one.text, before.get(one.message, ""), people),
        )
        for one in found
    ]
    return sorted(candidates, key=lambda one: one.promise, reverse=True)


def rank(
    question: str,
    candidates: Sequence[RankedMemory],
    judge: RelevanceJudge,
    cancelled: Callable[[], bool],
    past: bool = False,
    on_slow: Callable[[], None] = lambda: None,
) -> RankedAnswer | None:
    """Choose the answer among the candidates. None from an LLM that can't score, or when cancelled. Raises ModelError.

    `past`: the question asks how things were before, so a second memory may count too. `on_slow` is called once it is clear
    that the LLM can score, which takes a few seconds.
    """
    judged: list[tuple[RankedMemory, RelevanceScore]] = []
    for one in candidates[:MOST_JUDGED]:
        scores = judge.score(question, one.memory.text, cancelled)
        if scores is None:
            return None
        if not judged:
            on_slow()
        judged.append((one, scores))
    judged.sort(key=_fit, reverse=True)
    scored: list[tuple[RankedMemory, RelevanceScore]] = []
    for one, scores in judged[:MOST_ENTAILED]:
        entailed = judge.entails(question, one.memory.text, cancelled)
        if entailed is None:
            return None
        scored.append((one, RelevanceScore(scores.answerable, scores.question_logprob, entailed)))
    return _answer(sorted(scored, key=_fit, reverse=True), past)


def _answer(scored: Sequence[tuple[RankedMemory, RelevanceScore]], past: bool) -> RankedAnswer:
    """The best memory, if its weight is high enough."""
    if not scored:
        return RankedAnswer()
    (best, scores), *others = scored
    fit = best.fit(scores)
    weight = best.weight(scores, fit - _fit(others[0]) if others else _LEAD_ALONE)
    if weight < LEAST_TOLD:
        return RankedAnswer()
    near = [other.memory for other, other_scores in others[:1] if past and other.fit(other_scores) > fit - _NEAR_FIT]
    return RankedAnswer(_in_order(best.memory, *near), sure=weight >= LEAST_SURE and best.person_match > -1)


def with_later_changes(
    question: str, answer: RankedAnswer, find_later: FindLater, judge: RelevanceJudge, cancelled: Callable[[], bool]
) -> RankedAnswer:
    """Add what was told later and changed the answer: “We've had to scrap Orkney” says nothing of a holiday, but of Orkney.

    `find_later` finds the later memories related to one, best first. Raises ModelError.
    """
    if not answer.memories:
        return answer
    first = newest = answer.memories[-1]
    for _ in range(_MOST_CHANGES):
        changed = next(
            (one for one in find_later(newest)[:_MOST_LATER] if _changes(question, one.text, judge, cancelled)), None
        )
        if changed is None:
            break
        newest = changed
    return answer if newest is first else RankedAnswer(_in_order(first, newest), answer.sure)


def _changes(question: str, words: str, judge: RelevanceJudge, cancelled: Callable[[], bool]) -> bool:
    scores = judge.score(question, words, cancelled)
    if scores is None or scores.answerable < _LEAST_ANSWERABLE:
        return False
    entailed = judge.entails(question, words, cancelled)
    return entailed is not None and entailed >= _LEAST_ENTAILED and scores.answerable + entailed >= _LEAST_SUM


def _in_order(*memories: RetrievedMemory) -> tuple[RetrievedMemory, ...]:
    return tuple(sorted(memories, key=lambda one: one.message))


def _fit(judged: tuple[RankedMemory, RelevanceScore]) -> float:
    return judged[0].fit(judged[1])
