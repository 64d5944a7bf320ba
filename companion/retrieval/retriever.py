"""A line comes in; what comes back to her for it goes out: memories that bear on it, or that she was never told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from companion.memory import Memory, RetrievedMemory
from companion.retrieval import question_form
from companion.retrieval.answer_types import proper_names
from companion.retrieval.memory_questions import asks_for_memory
from companion.retrieval.ranking import LEAST_RELATED, RelevanceJudge, most_promising, rank, with_later_changes

LEAST_UNASKED = 0.62
"""From this score on a memory is worth having in mind though nobody asked for it: an irrelevant one is worse than none."""
LEAST_CANDIDATE = 0.05
"""Below this score the mind need not be asked whether it is an answer: without vectors even good ones score little."""
MOST_CANDIDATES = 20
"""Most memories of which it is looked at whether their words can hold the answer."""
FACT_SCORE = 0.4
"""The score of the words behind a fact that bears on the line."""
LEAST_IMPERSONAL = 0.3
"""From this score on a memory may be an answer to a question that need not ask for one."""


@dataclass(frozen=True)
class RetrievalResult:
    """What came back to her for one line."""

    memories: tuple[RetrievedMemory, ...] = ()
    """Oldest first: where two contradict each other, the last one counts."""
    asked: bool = False
    """The line asks for something she could only know from being told."""
    judged: bool = False
    """The mind has judged what of it is an answer; else it has to see for itself."""
    sure: bool = True
    """Of what was judged: that it is an answer, and not only what comes nearest to one."""

    @property
    def unknown(self) -> bool:
        """It asks for it, and she was never told."""
        return self.asked and not self.memories


@dataclass(frozen=True)
class TurnContext:
    """Where in the talk a line stands."""

    conversation: int
    message: int | None
    """Its id, once it is committed."""
    in_view: int | None
    """From this message on, the conversation is in the prompt word for word."""
    before: str = ""
    """What the user said just before, in this conversation."""


class Retriever:
    """Looks through everything ever said, and lets the mind judge what is an answer."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.judge: RelevanceJudge | None = None
        """Asks the mind; None while there is none."""
        self._judge_can_score = False
        """Whether the mind could say, the last time it was asked: then it is certain beforehand that it will take its time."""

    def retrieve(
        self, text: str, context: TurnContext, cancelled: Callable[[], bool], on_slow: Callable[[], None] = lambda: None
    ) -> RetrievalResult:
        """What comes back at this line. Raises CompanionError when the file fails, ModelError and WorkerError.

        `pondering` is called once it is certain to take a few seconds.
        """
        question, known = (
            question_form.standalone_question(text, context.before),
            list(self._known_names(text, context)),
        )
        spoken_of = question_form.may_ask_for_memory(text) and any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in known
        )
        if question_form.asks_about_them(text) or spoken_of or asks_for_memory(question, known):
            return self._answers(question, context, cancelled, on_slow)
        if question_form.may_ask_for_memory(text):
            personal = question_form.is_personal(text)
            brought = self._answers(
                question, context, cancelled, on_slow, LEAST_CANDIDATE if personal else LEAST_IMPERSONAL
            )
            if brought.judged and brought.memories and (brought.sure or personal):
                return brought
            if brought.judged and personal:
                return RetrievalResult(asked=True)
        return RetrievalResult(self._associations(text, context))

    def _known_names(self, text: str, context: TurnContext) -> Iterator[str]:
        """People the user has told of by name, and whoever else the line names who was spoken of before."""
        yield from (person.name for person in self._memory.facts.people() if person.name != person.relation)
        for name in proper_names(text):
            said = (hit.message for hit in self._memory.search(name, 8, whole=True).hits)
            if any(
                one.speaker == "you" and one.id != context.message and not question_form.only_asks(one.text)
                for one in said
            ):
                yield name

    def _associations(self, text: str, context: TurnContext) -> tuple[RetrievedMemory, ...]:
        """At most one, and only one that fits well; nothing that stands in the prompt anyway."""
        if len(text.split()) < 3:
            return ()
        found = self._memory.recall.recall(text, 4, context.in_view or context.message, context.conversation)
        current = self._without_outdated(
            one for one in found if one.speaker == "you" and one.message != context.message
        )
        fit = [one for one in current if one.score >= LEAST_UNASKED and not question_form.only_asks(one.text)]
        topics = self._memory.facts.forbidden_topics()
        return tuple([one for one in fit if not _mentions_any(topics, one.text)][:1])

    def _answers(
        self,
        text: str,
        context: TurnContext,
        cancelled: Callable[[], bool],
        on_slow: Callable[[], None],
        least: float = LEAST_CANDIDATE,
    ) -> RetrievalResult:
        found = [one for one in self._without_forbidden(text, self._candidates(text, context)) if one.score >= least]
        if not found:
            return RetrievalResult(asked=True, judged=True)
        if self.judge is not None:
            if self._judge_can_score:
                on_slow()
            before = self._memory.said_before(one.message for one in found)
            likely = most_promising(text, found, before, self._memory.facts.people())
            past = question_form.asks_about_past(text)
            tell = (lambda: None) if self._judge_can_score else on_slow
            weighed = rank(text, likely, self.judge, cancelled, past, tell)
            self._judge_can_score = weighed is not None or (self._judge_can_score and cancelled())
            if weighed is not None and not past:
                later = partial(self._later_memories, text, context)
                weighed = with_later_changes(text, weighed, later, self.judge, cancelled)
            if weighed is not None:
                return RetrievalResult(weighed.memories, asked=True, judged=True, sure=weighed.sure)
        return RetrievalResult(_in_order(found[:2]), asked=True)

    def _without_forbidden(self, text: str, found: Iterable[RetrievedMemory]) -> list[RetrievedMemory]:
        """Without what the user never wants brought up, unless the line itself is of it."""
        topics = [topic for topic in self._memory.facts.forbidden_topics() if not _mentions_any([topic], text)]
        return [one for one in found if not _mentions_any(topics, one.text)]

    def _later_memories(self, text: str, context: TurnContext, than: RetrievedMemory) -> list[RetrievedMemory]:
        """What was told after a memory and has to do with it."""
        found = self._memory.recall.recall(than.text, MOST_CANDIDATES, context.message)
        after = (
            one for one in found if one.speaker == than.speaker and (one.when, one.message) > (than.when, than.message)
        )
        told = [one for one in after if one.score >= LEAST_RELATED and not question_form.only_asks(one.text)]
        return self._without_forbidden(text, self._without_outdated(told))

    def _candidates(self, text: str, context: TurnContext) -> list[RetrievedMemory]:
        """What may be an answer, best first: facts' own words before others."""
        whose = "her" if question_form.asks_what_she_said(text) else "you"
        found = self._memory.recall.recall(text, 2 * MOST_CANDIDATES, context.message)
        said = [
            one
            for one in found
            if one.speaker == whose and one.score >= LEAST_CANDIDATE and not question_form.only_asks(one.text)
        ]
        known = [] if whose == "her" else self._from_facts(text, context)
        once = {one.message: one for one in (*known, *said)}  # the fact's own words are overwritten by the message's
        order = list(dict.fromkeys(one.message for one in _alternating(said[:MOST_CANDIDATES], known)))
        several = [once[message] for message in order]
        return several if question_form.asks_about_past(text) else self._without_outdated(several)

    def _from_facts(self, text: str, context: TurnContext) -> list[RetrievedMemory]:
        """The newest words behind each fact that bears on it."""
        newest = (fact.quotes[-1] for fact in self._memory.facts.about(text, 3) if fact.quotes)
        return [
            RetrievedMemory(quote.message, quote.conversation, "you", quote.text, quote.at, "fact", FACT_SCORE)
            for quote in newest
            if quote.message != context.message
        ]

    def _without_outdated(self, found: Iterable[RetrievedMemory]) -> list[RetrievedMemory]:
        """Without what has been superseded by something told later."""
        several = list(found)
        outdated = self._memory.outdated([one.message for one in several])
        return [one for one in several if one.message not in outdated]


def _mentions_any(topics: Iterable[str], text: str) -> bool:
    return any(re.search(rf"\b{re.escape(topic)}", text, re.IGNORECASE) for topic in topics)


def _alternating(first: Sequence[RetrievedMemory], second: Sequence[RetrievedMemory]) -> Iterable[RetrievedMemory]:
    for place in range(max(len(first), len(second))):
        yield from (row[place] for row in (second, first) if place < len(row))


def _in_order(found: Iterable[RetrievedMemory]) -> tuple[RetrievedMemory, ...]:
    return tuple(sorted(found, key=lambda one: (one.when, one.message)))[-3:]
