"""A line comes in; what comes back to her for it goes out: memories that bear on it, or that she was never told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from companion.answers import names, relations
from companion.grounds import telling
from companion.memory import Memory, Recollection
from companion.memory.question import asks_for_memory
from companion.weighing_up import RELATED, Judges, brought_up_to_date, promising, weigh_up

UNASKED = 0.62
"""From this score on a memory is worth having in mind though nobody asked for it: an irrelevant one is worse than none."""
MAYBE = 0.05
"""Below this score the mind need not be asked whether it is an answer: without vectors even good ones score little."""
LOOKED_AT = 20
"""Most memories of which it is looked at whether their words can hold the answer."""
FOR_A_FACT = 0.4
"""The score of the words behind a fact that bears on the line."""
PERHAPS = 0.2
"""From this score on a memory may be an answer to a question that need not ask for one."""
_OF_HERS = re.compile(
    r"\b(?:did|have|had) you (?:\w+ )?(?:say|said|tell|told|mention|recommend|suggest|promise)|\byou (?:said|told)\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:used to|before|back then|originally|previous|previously|old|former|formerly|first|at the time)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|oh|well|ok|okay|hey|tell me|do you know|by the way)\W+)*"
    r"(?:what|who|whose|where|when|which|how (?:old|long|many|much|often|far))\b(?!.*\b(?:you|your|yours|should|would)\b)",
    re.IGNORECASE,
)
"""Of a form that may ask for what was told, and not of her."""
_PERSONAL = re.compile(r"\b(?:my|mine|our|we|us|his|her|hers|he|she|him|their)\b", re.IGNORECASE)
"""If nothing answers such a question, the mind is at least told that she may not know."""
_OF_SOMEBODY = re.compile(
    r"^\W*(?:(?:and|but|so|oh|well|tell me|remind me|do you know)\W+)*(?:what|who|where|when|which|how (?:old|long|many|often))"
    r"(?:'s| is| was| are| does| did| do| has| had)?(?: \w+){0,2}? (?:he|she|his|her|him)\b"
    r"(?!.*\b(?:you|your|should|would|could|mean|think)\b)",
    re.IGNORECASE,
)
"""Asks after somebody who was just spoken of: “And what does she do?”"""
_POINTS = re.compile(
    r"\b(?:that one|then|there|that|it|them|those)\W*$|\b(?:before|after|of|for|with|from|about|since|by) (?:that|it|them|those)\b",
    re.IGNORECASE,
)
"""Words that point at what was said before."""
_AND = re.compile(r"\W*(?:and|but|or)\b", re.IGNORECASE)
_OF_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:(?:my|our|the) (?:\w+ )?(?:mum|mom|mother|dad|father|sister|brother|son|daughter|wife|husband|partner|girlfriend|"
    r"boyfriend|aunt|uncle|cousin|niece|nephew|gran\w*|friend|neighbour|neighbor|boss|colleague|teacher|doctor|dog|cat)|"
    r"(?<!^)(?<![.!?] )[A-Z][^\W\d_]{2,}|[A-Z][^\W\d_]{2,}(?=['’]s|,))"
)
_ARTICLE = re.compile(r"^(?:my|our|the|his|her|their|a|an)\s+", re.IGNORECASE)
_WH = re.compile(
    r"^\W*(?:(?:and|but|so)\W+)?(?:what|who|whose|where|when|which|how (?:old|long|many|much))"
    r"(?: (?!a\b|an\b)\w+)?(?:['’]s| is| are| was| were| do| does| did| have| has)\b",
    re.IGNORECASE,
)
_ONLY_ASKS = re.compile(r"^[^.!]*\?\s*$")


@dataclass(frozen=True)
class Brought:
    """What came back to her for one line."""

    memories: tuple[Recollection, ...] = ()
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
class Place:
    """Where in the talk a line stands."""

    conversation: int
    message: int | None
    """Its id, once it is committed."""
    in_view: int | None
    """From this message on, the conversation is in the prompt word for word."""
    before: str = ""
    """What the user said just before, in this conversation."""


class Recalling:
    """Looks through everything ever said, and lets the mind judge what is an answer."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.judge: Judges | None = None
        """Asks the mind; None while there is none."""

    def bring(self, text: str, place: Place, cancelled: Callable[[], bool]) -> Brought:
        """What comes back at this line. Raises CompanionError when the file fails, ModelError and WorkerError."""
        somebody, known = bool(_OF_SOMEBODY.match(text)), list(self._known_names(text))
        meant = _named(text, place.before) if somebody else _whole(text, place.before)
        spoken_of = bool(_QUESTION.match(text)) and any(name in text for name in known)
        if somebody or spoken_of or asks_for_memory(meant, known):
            return self._answers(meant, place, cancelled)
        if _QUESTION.match(text):
            personal = bool(_PERSONAL.search(text) or relations(text))
            brought = self._answers(meant, place, cancelled, MAYBE if personal else PERHAPS)
            if brought.judged and brought.memories and (brought.sure or personal):
                return brought
            if brought.judged and personal:
                return Brought(asked=True)
        return Brought(self._associations(text, place))

    def _known_names(self, text: str) -> Iterator[str]:
        """People the user has told of, and whoever else the line names who was spoken of before."""
        yield from (person.name for person in self._memory.facts.people())
        for name in names(text):
            if any(hit.message.speaker == "you" for hit in self._memory.search(name, 4, whole=True).hits):
                yield name

    def _associations(self, text: str, place: Place) -> tuple[Recollection, ...]:
        """At most one, and only one that fits well; nothing that stands in the prompt anyway."""
        if len(text.split()) < 3:
            return ()
        found = self._memory.recall.recall(text, 4, place.in_view or place.message, place.conversation)
        current = self._without_outdated(one for one in found if one.speaker == "you" and one.message != place.message)
        fit = [one for one in current if one.score >= UNASKED and not _asks(one.text)]
        return tuple([one for one in fit if not self._off_limits(one.text)][:1])

    def _off_limits(self, text: str) -> bool:
        """Whether it is of what the user never wants brought up; asked for, it may come back."""
        limits = (fact.slot.removeprefix("topic ") for fact in self._memory.facts.list("boundary"))
        topics = (_ARTICLE.sub("", limit) for limit in limits)
        return any(topic and re.search(rf"\b{re.escape(topic)}", text, re.IGNORECASE) for topic in topics)

    def _answers(self, text: str, place: Place, cancelled: Callable[[], bool], least: float = MAYBE) -> Brought:
        found = [one for one in self._candidates(text, place) if one.score >= least]
        if not found:
            return Brought(asked=True, judged=True)
        if self.judge is not None:
            before = self._memory.said_before(one.message for one in found)
            likely = promising(text, found, before, self._memory.facts.people())
            past = bool(_OF_THE_PAST.search(text))
            weighed = weigh_up(text, likely, self.judge, cancelled, past)
            if weighed is not None and not past:
                weighed = brought_up_to_date(text, weighed, partial(self._later, place), self.judge, cancelled)
            if weighed is not None:
                return Brought(weighed.memories, asked=True, judged=True, sure=weighed.sure)
        return Brought(_in_order(found[:2]), asked=True)

    def _later(self, place: Place, than: Recollection) -> list[Recollection]:
        """What was told after a memory and has to do with it."""
        found = self._memory.recall.recall(than.text, LOOKED_AT, place.message)
        after = (
            one for one in found if one.speaker == than.speaker and (one.when, one.message) > (than.when, than.message)
        )
        return [one for one in after if one.score >= RELATED and not _asks(one.text)]

    def _candidates(self, text: str, place: Place) -> list[Recollection]:
        """What may be an answer, best first: facts' own words before others."""
        whose = "her" if _OF_HERS.search(text) else "you"
        found = self._memory.recall.recall(text, 2 * LOOKED_AT, place.message)
        said = [one for one in found if one.speaker == whose and one.score >= MAYBE and not _asks(one.text)]
        known = [] if whose == "her" else self._from_facts(text, place)
        once = {one.message: one for one in (*known, *said)}  # the fact's own words are overwritten by the message's
        order = list(dict.fromkeys(one.message for one in _alternating(said[:LOOKED_AT], known)))
        several = [once[message] for message in order]
        return several if _OF_THE_PAST.search(text) else self._without_outdated(several)

    def _from_facts(self, text: str, place: Place) -> list[Recollection]:
        """The newest words behind each fact that bears on it."""
        newest = (fact.quotes[-1] for fact in self._memory.facts.about(text, 3) if fact.quotes)
        return [
            Recollection(quote.message, quote.conversation, "you", quote.text, quote.at, "fact", FOR_A_FACT)
            for quote in newest
            if quote.message != place.message
        ]

    def _without_outdated(self, found: Iterable[Recollection]) -> list[Recollection]:
        """Without what has been superseded by something told later."""
        several = list(found)
        outdated = self._memory.outdated([one.message for one in several])
        return [one for one in several if one.message not in outdated]


def _asks(text: str) -> bool:
    """Whether somebody only asked; speech has no question mark."""
    return bool(_ONLY_ASKS.match(text)) or (bool(_WH.match(text)) and not re.search(r"[.!]\s", text))


def _named(text: str, before: str) -> str:
    """The question with the person it asks after by name, or by what they are to the user, when the line before tells."""
    people = _PERSON.findall(before)
    if not people:
        return f"{before} {text}" if before else text
    who = people[-1]
    named = re.sub(r"\b(?:his|her)\b(?= \w)", f"{who}'s", text, count=1, flags=re.IGNORECASE)
    return re.sub(r"\b(?:he|she|him|her)\b", who, named, count=1, flags=re.IGNORECASE)


def _whole(text: str, before: str) -> str:
    """The question with the one before it, when it makes no sense without: “And what was it before that?”"""
    if not (before and _asks(before) and _asks(text)) or _OF_YOU.search(text):
        return text
    content = len(telling(text))
    points = _POINTS.search(text) and content <= 2
    return f"{before} {text}" if points or (_AND.match(text) and not content) else text


def _alternating(first: Sequence[Recollection], second: Sequence[Recollection]) -> Iterable[Recollection]:
    for place in range(max(len(first), len(second))):
        yield from (row[place] for row in (second, first) if place < len(row))


def _in_order(found: Iterable[Recollection]) -> tuple[Recollection, ...]:
    return tuple(sorted(found, key=lambda one: (one.when, one.message)))[-3:]
