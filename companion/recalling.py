"""A line comes in; what comes back to her for it goes out: memories that bear on it, or that she was never told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from companion.judging import TELLS
from companion.memory import Memory, Recollection
from companion.memory.question import asks_for_memory

UNASKED = 0.62
"""From this score on a memory is worth having in mind though nobody asked for it: an irrelevant one is worse than none."""
MAYBE = 0.05
"""Below this score the mind need not be asked whether it is an answer: without vectors even good ones score little."""
JUDGED = 4
"""Most memories the mind is asked about: each costs half a second."""
ALIKE = 0.08
"""Answers less likely than the best by more than this are left out."""

_OF_HERS = re.compile(
    r"\b(?:did|have|had) you (?:\w+ )?(?:say|said|tell|told|mention|recommend|suggest|promise)|\byou (?:said|told)\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:used to|before|back then|originally|previous|previously|old|former|formerly|first|at the time)\b",
    re.IGNORECASE,
)
_ONLY_ASKS = re.compile(r"^[^.!]*\?\s*$")


class Judges(Protocol):
    """`Judge`, or a test's."""

    def tells(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely the words answer the question; None: can't say."""


@dataclass(frozen=True)
class Brought:
    """What came back to her for one line."""

    memories: tuple[Recollection, ...] = ()
    """Oldest first: where two contradict each other, the last one counts."""
    asked: bool = False
    """The line asks for something she could only know from being told."""
    judged: bool = False
    """The mind has judged what of it is an answer; else it has to see for itself."""

    @property
    def unknown(self) -> bool:
        """It asks for it, and she was never told."""
        return self.asked and not self.memories


@dataclass(frozen=True)
class Place:
    """Where in the talk a line stands."""

    conversation: int
    message: int | None
    """Its id, once it is committed."""
    in_view: int | None
    """From this message on, the conversation is in the prompt word for word."""


class Recalling:
    """Looks through everything ever said, and lets the mind judge what is an answer."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.judge: Judges | None = None
        """Asks the mind; None while there is none."""

    def bring(self, text: str, place: Place, cancelled: Callable[[], bool]) -> Brought:
        """What comes back at this line. Raises CompanionError when the file fails, ModelError and WorkerError."""
        if asks_for_memory(text, (person.name for person in self._memory.facts.people())):
            return self._answers(text, place, cancelled)
        return Brought(self._associations(text, place))

    def _associations(self, text: str, place: Place) -> tuple[Recollection, ...]:
        """At most one, and only one that fits well; nothing that stands in the prompt anyway."""
        if len(text.split()) < 3:
            return ()
        found = self._memory.recall.recall(text, 4, place.in_view or place.message, place.conversation)
        current = self._without_outdated(one for one in found if one.speaker == "you" and one.message != place.message)
        return tuple([one for one in current if one.score >= UNASKED and not _ONLY_ASKS.match(one.text)][:1])

    def _answers(self, text: str, place: Place, cancelled: Callable[[], bool]) -> Brought:
        likely = self._candidates(text, place)
        judged: list[tuple[float, Recollection]] = []
        for one in likely[:JUDGED]:
            share = self.judge.tells(text, one.text, cancelled) if self.judge else None
            if share is None:
                return Brought(_in_order(likely[:2]), asked=True)
            judged.append((share, one))
        return Brought(_best(judged), asked=True, judged=True)

    def _candidates(self, text: str, place: Place) -> list[Recollection]:
        """What may be an answer, best first: facts' own words before others."""
        whose = "her" if _OF_HERS.search(text) else "you"
        found = self._memory.recall.recall(text, 12, place.message)
        said = [one for one in found if one.speaker == whose and one.score >= MAYBE and not _ONLY_ASKS.match(one.text)]
        known = [] if whose == "her" else self._from_facts(text, place)
        once = {one.message: one for one in (*known, *said)}  # the fact's own words are overwritten by the message's
        order = list(dict.fromkeys(one.message for one in _alternating(said, known)))
        several = [once[message] for message in order]
        return several if _OF_THE_PAST.search(text) else self._without_outdated(several)

    def _from_facts(self, text: str, place: Place) -> list[Recollection]:
        """The newest words behind each fact that bears on it."""
        newest = (fact.quotes[-1] for fact in self._memory.facts.about(text, 3) if fact.quotes)
        return [
            Recollection(quote.message, quote.conversation, "you", quote.text, quote.at, "fact", 1.0)
            for quote in newest
            if quote.message != place.message
        ]

    def _without_outdated(self, found: Iterable[Recollection]) -> list[Recollection]:
        """Without what has been superseded by something told later."""
        several = list(found)
        outdated = self._memory.outdated([one.message for one in several])
        return [one for one in several if one.message not in outdated]


def _alternating(first: Sequence[Recollection], second: Sequence[Recollection]) -> Iterable[Recollection]:
    for place in range(max(len(first), len(second))):
        yield from (row[place] for row in (second, first) if place < len(row))


def _best(judged: Sequence[tuple[float, Recollection]]) -> tuple[Recollection, ...]:
    """The answers, without those clearly less likely than the best."""
    bar = max([TELLS, *(share - ALIKE for share, _ in judged)])
    return _in_order(one for share, one in judged if share >= bar)


def _in_order(found: Iterable[Recollection]) -> tuple[Recollection, ...]:
    return tuple(sorted(found, key=lambda one: (one.when, one.message)))[-3:]
