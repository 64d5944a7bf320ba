"""Memories that may answer a question come in; those that she answers from go out, and how sure she may be of them.

First by recall and by what the words can hold (`answers.py`), then by what the mind thinks of the best few (`judging.py`).
The numbers come of a logistic regression over 153 questions about two lives of benchmarks/lives/: docs/DECISIONS.md.
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
"""Most memories the mind is asked about: each costs a quarter of a second."""
MOST_ENTAILED = 3
"""Of these, most that are settled by a second question."""
KNOWN, SURE = 6.2, 8.5
"""How much must speak for the best memory that she tells it at all, and that she does so without a doubt."""

_HOLDS, _ABOUT = 0.05, 0.05
"""What it is worth beside recall's score that words can hold the answer, and that they are about whom is asked."""
_LIKELY = 0.5
_ALONE = 3.0
"""By how much a memory fits better when there is no other."""
_NEAR = 3.5
"""How much less may speak for a second memory that it counts too, when the past is asked for."""

_CHANGES = 2
"""How often what was told later is followed further."""
_ASKED_OF = 2
"""Most of what was told later that the mind is asked about, each time."""
LEAST_RELATED = 0.25
"""The score of what was told later, when it is looked for with the words that it may change."""
_BEGINS, _SAYS, _BOTH = 0.2, 0.9, 1.6
"""What the mind must think of what was told later as an answer, that it counts: one that changes another is often a poor one."""

FindLater = Callable[[RetrievedMemory], Sequence[RetrievedMemory]]


class RelevanceJudge(Protocol):
    """`Judge`, or a test's."""

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        """What the mind thinks of the words as an answer to the question; None: can't say."""

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely the words say it, as log odds; None: can't say."""


@dataclass(frozen=True)
class RankedAnswer:
    """What she answers a question from."""

    memories: tuple[RetrievedMemory, ...] = ()
    """Oldest first; none when there is no answer among what was looked at."""
    sure: bool = False


@dataclass(frozen=True)
class RankedMemory:
    """A memory, and what can be told of it without a mind."""

    memory: RetrievedMemory
    has_answer_type: bool
    """Whether the words have anything of the kind that is wanted."""
    person_match: float
    """Whether they are about whom is asked: see `answers.about`."""

    @property
    def promise(self) -> float:
        """How much it promises."""
        return self.memory.score + _HOLDS * self._held + _ABOUT * self.person_match

    @property
    def _held(self) -> int:
        return 1 if self.has_answer_type else -1

    def fit(self, opinion: RelevanceScore) -> float:
        """How well it fits, among others."""
        return (
            opinion.answerable + opinion.entailed + _LIKELY * opinion.question_logprob + self._held + self.person_match
        )

    def weight(self, opinion: RelevanceScore, ahead: float) -> float:
        """How much speaks for its being an answer at all; `ahead`: by how much it fits better than any other."""
        return opinion.answerable + 2 * opinion.entailed + 2 * self._held + 3 * self.memory.score + 0.2 * ahead


def most_promising(
    question: str, found: Sequence[RetrievedMemory], before: Mapping[int, str], people: Sequence[Person]
) -> list[RankedMemory]:
    """The most promising first; `before`: what was said just before each, by its message."""
    likely = [
        RankedMemory(
            one,
            can_hold_answer(question, one.text),
            person_match(question, one.text, before.get(one.message, ""), people),
        )
        for one in found
    ]
    return sorted(likely, key=lambda one: one.promise, reverse=True)


def rank(
    question: str,
    likely: Sequence[RankedMemory],
    judge: RelevanceJudge,
    cancelled: Callable[[], bool],
    past: bool = False,
    on_slow: Callable[[], None] = lambda: None,
) -> RankedAnswer | None:
    """What is an answer among the most promising; None from a mind that can't say, or when stopped. Raises ModelError.

    `past`: how it was before is asked for, and what comes near the best counts, too. `pondering` is called once it is certain
    that the mind can say, which takes a few seconds.
    """
    judged: list[tuple[RankedMemory, RelevanceScore]] = []
    for one in likely[:MOST_JUDGED]:
        opinion = judge.score(question, one.memory.text, cancelled)
        if opinion is None:
            return None
        if not judged:
            on_slow()
        judged.append((one, opinion))
    judged.sort(key=_fit, reverse=True)
    settled: list[tuple[RankedMemory, RelevanceScore]] = []
    for one, opinion in judged[:MOST_ENTAILED]:
        entailed = judge.entails(question, one.memory.text, cancelled)
        if entailed is None:
            return None
        settled.append((one, RelevanceScore(opinion.answerable, opinion.question_logprob, entailed)))
    return _answer(sorted(settled, key=_fit, reverse=True), past)


def _answer(settled: Sequence[tuple[RankedMemory, RelevanceScore]], past: bool) -> RankedAnswer:
    """The best, if enough speaks for it."""
    if not settled:
        return RankedAnswer()
    (best, opinion), *others = settled
    fit = best.fit(opinion)
    weight = best.weight(opinion, fit - _fit(others[0]) if others else _ALONE)
    if weight < KNOWN:
        return RankedAnswer()
    near = [other.memory for other, of_it in others[:1] if past and other.fit(of_it) > fit - _NEAR]
    return RankedAnswer(_in_order(best.memory, *near), sure=weight >= SURE and best.person_match > -1)


def with_later_changes(
    question: str, answer: RankedAnswer, find_later: FindLater, judge: RelevanceJudge, cancelled: Callable[[], bool]
) -> RankedAnswer:
    """With what was told later and changed it: “We've had to scrap Orkney” says nothing of a holiday, but of Orkney.

    `later` finds, for a memory, what was told after it and has to do with it, best first. Raises ModelError.
    """
    if not answer.memories:
        return answer
    first = newest = answer.memories[-1]
    for _ in range(_CHANGES):
        changed = next(
            (one for one in find_later(newest)[:_ASKED_OF] if _changes(question, one.text, judge, cancelled)), None
        )
        if changed is None:
            break
        newest = changed
    return answer if newest is first else RankedAnswer(_in_order(first, newest), answer.sure)


def _changes(question: str, words: str, judge: RelevanceJudge, cancelled: Callable[[], bool]) -> bool:
    opinion = judge.score(question, words, cancelled)
    if opinion is None or opinion.answerable < _BEGINS:
        return False
    entailed = judge.entails(question, words, cancelled)
    return entailed is not None and entailed >= _SAYS and opinion.answerable + entailed >= _BOTH


def _in_order(*memories: RetrievedMemory) -> tuple[RetrievedMemory, ...]:
    return tuple(sorted(memories, key=lambda one: (one.when, one.message)))


def _fit(judged: tuple[RankedMemory, RelevanceScore]) -> float:
    return judged[0].fit(judged[1])
