"""Classifies questions by patterns (about whom, about when), and completes one with the line before it.

Whether a line asks for a memory at all is decided in `memory_questions.py`. Speech has no question marks.
"""

from __future__ import annotations

import re

from companion.retrieval.answer_types import relations_in
from companion.retrieval.memory_questions import with_apostrophes
from companion.text.general_questions import asks_in_general
from companion.text.grounding import content_words
from companion.text.openers import any_opener

_OF_HERS = re.compile(
    r"\b(?:did|have|had) you (?:\w+ )?(?:say|said|tell|told|mention|recommend|suggest|promise)|\byou (?:said|told)\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:used to|before|back then|originally|previous|previously|old|former|formerly|first|at the time)\b",
    re.IGNORECASE,
)
_OPENERS = any_opener("ok|okay|hey|wait|sorry|excuse me|pop quiz|quick question|tell me|do you know|by the way")
_QUESTION = re.compile(
    rf"^\W*(?:{_OPENERS}\W+)*"
    r"(?:what|who|whose|where|when|which|how (?:old|long|many|much|often|far))\b(?!.*\b(?:you|your|yours|should|would)\b)",
    re.IGNORECASE,
)
"""A question that may ask for something told, and is not about her."""
_PERSONAL = re.compile(
    r"\b(?:my|mine|our|his|her|hers|he|she|him|their)\b|\b(?:did|have|had|were|are|do) we\b", re.IGNORECASE
)
_IN_GENERAL = re.compile(r"\b(?:an?|any|which|some) \w+", re.IGNORECASE)
"""Matches “a sister”, “which dog”: these ask in general, not about the user's own."""
_OF_SOMEBODY = re.compile(
    rf"^\W*(?:{any_opener('tell me|remind me|do you know', hesitations=())}\W+)*"
    r"(?:what|who|where|when|which|how (?:old|long|many|often))"
    r"(?:'s| is| was| are| does| did| do| has| had)?(?: \w+){0,2}? (?:he|she|his|her|him)\b"
    r"(?!.*\b(?:you|your|should|would|could|mean|think)\b)",
    re.IGNORECASE,
)
"""A question about somebody just mentioned: “And what does she do?”"""
_POINTS = re.compile(
    r"\b(?:that one|then|there|that|it|them|those)\W*$|\b(?:before|after|of|for|with|from|about|since|by) (?:that|it|them|those)\b",
    re.IGNORECASE,
)
"""Words that refer to what was said before."""
_AND = re.compile(r"\W*(?:and|but|or)\b", re.IGNORECASE)
_OF_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:(?:my|our|the) (?:\w+ )?(?:mum|mom|mother|dad|father|sister|brother|son|daughter|wife|husband|partner|girlfriend|"
    r"boyfriend|aunt|uncle|cousin|niece|nephew|gran\w*|friend|neighbour|neighbor|boss|colleague|teacher|doctor|dog|cat)|"
    r"(?<!^)(?<![.!?] )[A-Z][^\W\d_]{2,}|[A-Z][^\W\d_]{2,}(?=['’]s|,))"
)
_WH = re.compile(
    r"^\W*(?:(?:and|but|so)\W+)?(?:who|where|when|how (?:old|long)|"
    r"(?:what|which|whose|how (?:many|much))(?: (?!a\b|an\b|i\b|we\b)(?-i:[a-z])\w*)?)"
    r"(?:['’]s| is| are| was| were| do| does| did| have| has)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:my|our|mine|ours)\b", re.IGNORECASE)
_ONLY_ASKS = re.compile(r"^[^.!]*\?\s*$")


def may_ask_for_memory(text: str) -> bool:
    """Whether it is a question that the memory might answer, and not one about her, for advice or of what everybody knows."""
    return bool(_QUESTION.match(with_apostrophes(text))) and not is_general(text)


def is_general(text: str) -> bool:
    """Whether it asks what everybody may know: “How long do I boil an egg?”, and not “How do I make my curry?”"""
    return asks_in_general(text) and not _OURS.search(text)


def asks_about_them(text: str) -> bool:
    """Whether it asks after somebody who was just spoken of: “And what does she do?”"""
    return bool(_OF_SOMEBODY.match(with_apostrophes(text)))


def asks_what_she_said(text: str) -> bool:
    """Whether it asks what she said herself."""
    return bool(_OF_HERS.search(text))


def asks_about_past(text: str) -> bool:
    """Whether it asks how things were before."""
    return bool(_OF_THE_PAST.search(text))


def is_personal(text: str) -> bool:
    """Whether it is about the user or people close to them: she can only know what she was told about these."""
    return bool(_PERSONAL.search(text) or relations_in(_IN_GENERAL.sub("", text)))


def only_asks(text: str) -> bool:
    """Whether the text is only a question."""
    text = with_apostrophes(text)
    return bool(_ONLY_ASKS.match(text)) or (bool(_WH.match(text)) and not re.search(r"[.!?]\s", text.strip()))


def standalone_question(text: str, before: str) -> str:
    """The question completed from the line before it, so that it is clear by itself; with all its apostrophes."""
    question, before = with_apostrophes(text), with_apostrophes(before)
    return _with_person(question, before) if asks_about_them(question) else _with_question_before(question, before)


def _with_person(text: str, before: str) -> str:
    """The question with its pronoun replaced by the person that the line before mentions."""
    people = _PERSON.findall(before)
    if not people:
        return f"{before} {text}" if before else text
    who = people[-1]
    named = re.sub(r"\b(?:his|her)\b(?= \w)", f"{who}'s", text, count=1, flags=re.IGNORECASE)
    return re.sub(r"\b(?:he|she|him|her)\b", who, named, count=1, flags=re.IGNORECASE)


def _with_question_before(text: str, before: str) -> str:
    """The question after the one before it, if it makes no sense alone: “And what was it before that?”"""
    if not (before and only_asks(before) and only_asks(text)) or _OF_YOU.search(text):
        return text
    content = len(content_words(text))
    points = _POINTS.search(text) and content <= 2
    return f"{before} {text}" if points or (_AND.match(text) and not content) else text
