"""Retrieves the memories relevant to a line, or finds that the line asks for something she was never told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from companion.memory import Memory, RetrievedMemory
from companion.retrieval import question_form
from companion.retrieval.answer_types import proper_names
from companion.retrieval.asked_name import told_name
from companion.retrieval.memory_questions import asks_for_memory
from companion.retrieval.quotations import is_beside_the_point, with_line_before
from companion.retrieval.ranking import (
    LEAST_RELATED,
    RankedAnswer,
    RelevanceJudge,
    most_promising,
    rank,
    with_later_changes,
)
from companion.text.topics import mentioned, mentions

LEAST_UNASKED = 0.62
"""Least recall score of a memory that nobody asked for: an irrelevant one is worse than none."""
LEAST_CANDIDATE = 0.05
"""Least recall score of a possible answer; so low because without vectors even good ones score little."""
MOST_CANDIDATES = 20
"""Most memories that are checked for the answer type."""
FACT_SCORE = 0.4
"""The score given to the quote of a relevant fact."""
_SAID = re.compile(
    r"\b(?:did|do) (?:i|we) (?:just )?(?:say|tell|mention)\b"
    r"|\b(?:what|how|which|who|when|where)\b.*\b(?:i|we) (?:just )?(?:said|told you|mentioned)\b",
    re.IGNORECASE,
)
"""“How many did I say it took?” takes for granted that it was said."""
LEAST_IMPERSONAL = 0.3
"""Least recall score of a possible answer to a question that is not about the user's own life."""


@dataclass(frozen=True)
class RetrievalResult:
    """What was retrieved for one line."""

    memories: tuple[RetrievedMemory, ...] = ()
    """Oldest first: where two contradict each other, the last one is right."""
    asked: bool = False
    """The line asks for something she can only know from being told."""
    judged: bool = False
    """The judge has decided which memories answer the line; else the LLM must see that itself while replying."""
    sure: bool = True
    """If judged: they are certainly an answer, and not only the closest thing to one."""
    name: str = ""
    """The one name that the line asks for and one of these memories tells; empty when it asks for no name."""

    @property
    def unknown(self) -> bool:
        """The line asks for something she was never told."""
        return self.asked and not self.memories


@dataclass(frozen=True)
class TurnContext:
    """Where a line stands in the conversation."""

    conversation: int
    message: int | None
    """The id of the line's message, once it is committed."""
    verbatim_from: int | None
    """The conversation is in the prompt word for word from this message on; None: none of it is."""
    before: str = ""
    """The user's line before this one in the conversation."""


class Retriever:
    """Searches everything ever said, and lets the LLM judge what is an answer."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.judge: RelevanceJudge | None = None
        """Scores memories with the LLM; None while there is no LLM."""
        self._judge_can_score = False
        """Whether the judge could score the last time: if so, it is known in advance that it will take seconds."""

    def retrieve(
        self, text: str, context: TurnContext, cancelled: Callable[[], bool], on_slow: Callable[[], None] = lambda: None
    ) -> RetrievalResult:
        """Retrieve memories for a line. Raises CompanionError when the file fails, ModelError and WorkerError.

        `on_slow` is called once it is certain to take a few seconds.
        """
        question = question_form.standalone_question(text, context.before)
        known = list(self._known_names(text, context))
        spoken_of = question_form.may_ask_for_memory(text) and any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in known
        )
        asked = asks_for_memory(question, known) and not question_form.is_general(text)
        if named := self._told_name(question):
            return named
        if question_form.asks_about_them(text) or spoken_of or asked:
            found = self._answers(question, context, cancelled, on_slow)
            return self._said_here(question, context) or found if found.unknown and _SAID.search(text) else found
        if question_form.may_ask_for_memory(text):
            personal = question_form.is_personal(text)
            result = self._answers(
                question, context, cancelled, on_slow, LEAST_CANDIDATE if personal else LEAST_IMPERSONAL
            )
            if result.judged and result.memories and (result.sure or personal):
                return result
            if result.judged and personal:
                return RetrievalResult(asked=True)
        return RetrievalResult(self._associations(text, context))

    def _known_names(self, text: str, context: TurnContext) -> Iterator[str]:
        """People the user has named, and other names in the line that the user has said before."""
        yield from (person.name for person in self._memory.facts.people() if person.name != person.relation)
        for name in proper_names(text):
            said = (hit.message for hit in self._memory.search(name, 8, whole=True).hits)
            if any(
                one.speaker == "you" and one.id != context.message and not question_form.only_asks(one.text)
                for one in said
            ):
                yield name

    def _said_here(self, question: str, context: TurnContext) -> RetrievalResult | None:
        """The likeliest line of this conversation where the judge found no answer: the user knows that there is one."""
        said = [one for one in self._candidates(question, context) if one.conversation == context.conversation]
        fit = self._without_forbidden(question, said)[:1]
        return RetrievalResult(tuple(fit), asked=True, judged=True, sure=False) if fit else None

    def _told_name(self, question: str) -> RetrievalResult | None:
        """The newest words that told the name which the question asks for, if it asks for one and there is only one."""
        known = self._memory.facts.about(question, MOST_CANDIDATES)
        name = told_name(question, self._memory.facts.people(), [fact.text for fact in known])
        if not name:
            return None
        quotes = (quote for fact in self._memory.facts.about(f"{question} {name}", 3) for quote in fact.quotes)
        telling = [quote for quote in quotes if mentions(name, quote.text)]
        if not telling:
            return None
        newest = max(telling, key=lambda quote: quote.message)
        memory = RetrievedMemory(newest.message, newest.conversation, "you", newest.text, newest.at, "fact", FACT_SCORE)
        if not self._without_forbidden(question, self._without_outdated([memory])):
            return None
        return RetrievalResult((memory,), asked=True, judged=True, name=name)

    def _associations(self, text: str, context: TurnContext) -> tuple[RetrievedMemory, ...]:
        """At most one memory for a line that asks for none, if it is very relevant and not in the prompt anyway."""
        if len(text.split()) < 3:
            return ()
        found = self._memory.recall.recall(text, 4, context.verbatim_from or context.message, context.conversation)
        current = self._without_outdated(
            one for one in found if one.speaker == "you" and one.message != context.message
        )
        fit = [one for one in current if one.score >= LEAST_UNASKED and not question_form.only_asks(one.text)]
        topics = self._memory.facts.forbidden_topics()
        return tuple([one for one in fit if mentioned(topics, one.text) is None][:1])

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
            candidates = most_promising(text, found, before, self._memory.facts.people())
            past = question_form.asks_about_past(text)
            announce = (lambda: None) if self._judge_can_score else on_slow
            answer = rank(text, candidates, self.judge, cancelled, past, announce)
            self._judge_can_score = answer is not None or (self._judge_can_score and cancelled())
            if answer is not None and not past:
                later = partial(self._later_memories, text, context)
                answer = with_later_changes(text, answer, later, self.judge, cancelled)
            if answer is not None:
                return self._judged(text, answer)
        return RetrievalResult(self._in_order(found[:2]), asked=True)

    def _judged(self, text: str, answer: RankedAnswer) -> RetrievalResult:
        """The answer; if it is not sure, only what is worth quoting."""
        memories = self._in_order(answer.memories)
        if not answer.sure:
            memories = tuple(one for one in memories if not is_beside_the_point(text, one))
            memories = tuple(with_line_before(one, self._line_before(one)) for one in memories)
        return RetrievalResult(memories, asked=True, judged=True, sure=answer.sure)

    def _line_before(self, memory: RetrievedMemory) -> str:
        """The user's line just before one of theirs, with at most a reply of hers between."""
        if memory.speaker != "you":
            return ""
        said = self._memory.messages(memory.conversation)
        place = next((number for number, one in enumerate(said) if one.id == memory.message), 0)
        return next((one.text for one in reversed(said[max(0, place - 2) : place]) if one.speaker == "you"), "")

    def _without_forbidden(self, text: str, found: Iterable[RetrievedMemory]) -> list[RetrievedMemory]:
        """Leave out memories of forbidden topics, except topics that the line itself mentions."""
        topics = [topic for topic in self._memory.facts.forbidden_topics() if not mentions(topic, text)]
        return [one for one in found if mentioned(topics, one.text) is None]

    def _later_memories(self, text: str, context: TurnContext, earlier: RetrievedMemory) -> list[RetrievedMemory]:
        """Memories that were told after this one and are related to it."""
        found = self._memory.recall.recall(earlier.text, MOST_CANDIDATES, context.message)
        place = self._memory.in_sequence([earlier.message, *(one.message for one in found)])
        after = (
            one
            for one in found
            if one.speaker == earlier.speaker and place[one.message] > place.get(earlier.message, 0)
        )
        told = [one for one in after if one.score >= LEAST_RELATED and not question_form.only_asks(one.text)]
        return self._without_forbidden(text, self._without_outdated(told))

    def _candidates(self, text: str, context: TurnContext) -> list[RetrievedMemory]:
        """Possible answers, best first, quotes of facts alternating with other messages."""
        whose = "her" if question_form.asks_what_she_said(text) else "you"
        found = self._memory.recall.recall(text, 2 * MOST_CANDIDATES, context.message)
        said = [
            one
            for one in found
            if one.speaker == whose and one.score >= LEAST_CANDIDATE and not question_form.only_asks(one.text)
        ]
        known = [] if whose == "her" else self._from_facts(text, context)
        once = {one.message: one for one in (*known, *said)}  # a found message replaces the quote of a fact from it
        order = list(dict.fromkeys(one.message for one in _alternating(said[:MOST_CANDIDATES], known)))
        several = [once[message] for message in order]
        return several if question_form.asks_about_past(text) else self._without_outdated(several)

    def _from_facts(self, text: str, context: TurnContext) -> list[RetrievedMemory]:
        """The newest quote of each relevant fact."""
        newest = (fact.quotes[-1] for fact in self._memory.facts.about(text, 3) if fact.quotes)
        return [
            RetrievedMemory(quote.message, quote.conversation, "you", quote.text, quote.at, "fact", FACT_SCORE)
            for quote in newest
            if quote.message != context.message
        ]

    def _without_outdated(self, found: Iterable[RetrievedMemory]) -> list[RetrievedMemory]:
        """Leave out memories that have been superseded by something told later."""
        several = list(found)
        outdated = self._memory.outdated([one.message for one in several])
        return [one for one in several if one.message not in outdated]

    def _in_order(self, found: Iterable[RetrievedMemory]) -> tuple[RetrievedMemory, ...]:
        """The last three at most, in the order in which they were said: by sequence, for clocks may be wrong."""
        several = list(found)
        place = self._memory.in_sequence(one.message for one in several)
        return tuple(sorted(several, key=lambda one: place.get(one.message, 0)))[-3:]


def _alternating(first: Sequence[RetrievedMemory], second: Sequence[RetrievedMemory]) -> Iterable[RetrievedMemory]:
    for place in range(max(len(first), len(second))):
        yield from (row[place] for row in (second, first) if place < len(row))
