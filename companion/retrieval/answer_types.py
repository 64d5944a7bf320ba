"""Checks whether a message can contain the answer to a question: the right type of answer, and about the right person.

By patterns, without a model. A small LLM misses exactly this: asked for the colour of a car, it accepts any words about the
car as an answer, and asked where a brother lives, any words about where somebody lives.
"""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from companion.memory.fact import Person
from companion.memory.people import canonical_relation, may_be_several
from companion.text.grounding import is_content_word

AnswerType = Literal["", "colour", "number", "time", "name", "place"]

_KINDS: tuple[tuple[AnswerType, str], ...] = (
    ("colour", r"\b(?:what|which) colou?r"),
    (
        "number",
        r"\bhow (?:many|much|old|long|far|often|tall|big)\b|\bwhat (?:age|number|size)\b|\bwhich (?:floor|number|bus|tram)\b"
        r"|\bhow .*\bcosts?\b|\bwhat .*\b(?:pay|rent|weigh)\b",
    ),
    (
        "time",
        r"\bwhen(?=['’]s| is| was| are| were| am| do| does| did| will| would| can| have| has| had)"
        r"|\b(?:what|which) (?:day|date|time|month|year|week)s?\b",
    ),
    ("name", r"\bwho(?:se|['’][sd])?\b|\bnames?\b|\bnamed\b|\bcalled\b|\bwhat do (?:i|we) call\b"),
    (
        "place",
        r"\bwhere(?:abouts)?\b|\b(?:what|which) (?:town|city|country|place|street|village|hospital|school|university|college|"
        r"shop|store|county|state|room|restaurant)\b",
    ),
)  # fmt: skip
"""The first that matches counts. “When I first got the dog, …” does not ask for a time."""

_COLOUR = (
    "red|blue|green|gr[ea]y|silver|black|white|yellow|orange|brown|beige|gold(?:en)?|purple|maroon|navy|pink|teal|turquoise|"
    "cream|tan|violet|crimson|burgundy|lilac|ginger|blond|dark|light"
)
_NUMBER = (
    r"\d[\d.,:]*\w*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen(?:th)?|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|dozen|couple|half|once|twice|twins|both|first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|\w+tieth|every|daily|weekly|few|several|years?|months?|weeks?|since|always|never"
)
_TIME = (
    r"\d[\d.,:/]*(?:\s?[ap]\.?m|st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|today|tonight|tomorrow|yesterday|mornings?|afternoons?|"
    r"evenings?|nights?|noon|midnight|o['’]?clock|half past|quarter (?:to|past)|week|month|year|summer|winter|spring|autumn|fall|"
    r"christmas|easter|thanksgiving|halloween|birthday|ago|since|until|days?|(?:at|by|before|after|till|past|around) "
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\w+(?:tieth|eenth)|(?:twenty|thirty)[- ]\w+"
)
_HELD = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for kind, words in (("colour", _COLOUR), ("number", _NUMBER), ("time", _TIME))
}
_SOMEWHERE = re.compile(
    r"\b(?:in|at|on|to|from|above|under|near|by|behind|with|off|inside|into|next|beside|over|through|out|of|round) "
    r"(?:the|a|an|my|our|his|her|their|\w+['’]s|\w+ing)\b|\b(?:upstairs|downstairs|abroad|home|here|next door)\b",
    re.IGNORECASE,
)

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NO_NAME = frozenset(
    "i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter god english".split()
)
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|near|from|to|through|outside|around) [^\W\d_][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*")
"""Names after such words are places: “in Porto” is about nobody called Porto."""
_THEY = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its)\b|\b(?:he|she|they|it)['’]", re.IGNORECASE)


def answer_type(question: str) -> AnswerType:
    """The type of answer the question asks for; empty when it may be anything."""
    low = question.lower()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, low)), "")


def can_hold_answer(question: str, text: str) -> bool:
    """Whether the text contains an answer of the type that is asked for; without capitals, it may contain any name."""
    kind = answer_type(question)
    if kind in _HELD:
        return bool(_HELD[kind].search(text))
    if not kind or text == text.lower():
        return True
    asked = {name.lower() for name in proper_names(question)}
    if any(name.lower() not in asked for name in proper_names(text, begin=True)):
        return True
    if kind == "name":
        return bool(relations_in(text))
    return bool(_SOMEWHERE.search(text))


def person_match(question: str, text: str, before: str, people: Sequence[Person]) -> float:
    """How well the text matches the person the question asks about.

    1: it mentions them; 0.7: a pronoun in it may mean them, since `before`, the text just before it, mentions them; 0: the
    question asks about nobody; -0.5: the text names nobody; -1: it is only about others.
    """
    asked = _with_known_names(_people_in(question, people), people)
    if not asked:
        return 0.0
    if asked & _mentioned(text):
        return 1.0
    if _THEY.search(text) and asked & _mentioned(before):
        return 0.7
    return -1.0 if _people_in(text, people) else -0.5


def proper_names(text: str, begin: bool = False) -> list[str]:
    """Capitalised words within a sentence; `begin`: also the first one, if it is a content word."""
    if text == text.upper():
        return []
    sentences = _SENTENCE.split(text.replace("’", "'"))
    words = (pair for sentence in sentences for pair in enumerate(_WORD.findall(sentence)))
    found = [(place, re.sub(r"'s?$", "", word)) for place, word in words if word[0].isupper()]
    return [
        word for place, word in found if word.lower() not in _NO_NAME and (place or (begin and is_content_word(word)))
    ]


def _mentioned(text: str) -> set[str]:
    """All words of the text in lower case, and its relations."""
    return {re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(text)} | relations_in(text)


def _people_in(text: str, people: Iterable[Person]) -> set[str]:
    """The names in the text, in lower case, and the relations (“sister”)."""
    low = text.lower()
    known = {
        person.name.lower() for person in people if re.search(rf"(?<!\w){re.escape(person.name.lower())}(?!\w)", low)
    }
    return known | {name.lower() for name in proper_names(_WHERE.sub("", text))} | relations_in(text)


def relations_in(text: str) -> set[str]:
    """The relations the text names, pets included, with one word for all synonyms (“mum”, “mother”)."""
    return {kin for word in _WORD.findall(text) if (kin := canonical_relation(re.sub(r"['’]s$", "", word.lower())))}


def _with_known_names(persons: set[str], people: Iterable[Person]) -> set[str]:
    """Add the known relations of those who are named, and the known names of those with a relation."""
    both = set(persons)
    for person in people:
        relation = person.relation.lower()
        pair = {person.name.lower(), "" if may_be_several(relation) else canonical_relation(relation) or relation} - {
            ""
        }
        if pair & persons:
            both |= pair
    return both
