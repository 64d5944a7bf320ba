"""Decides whether a text speaks of a topic: by whole words, and by the other names of relatives."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

_KIN = (
    ("father", "dad", "daddy", "papa", "pa", "pop"),
    ("mother", "mum", "mom", "mummy", "mommy", "mama", "ma"),
    ("grandmother", "gran", "granny", "grandma", "nan", "nana"),
    ("grandfather", "grandpa", "granddad", "grandad"),
    ("brother", "bro"),
    ("sister", "sis"),
    ("parents", "mum and dad", "mom and dad", "folks"),
    ("television", "tv", "telly"),
)
_LEADING = re.compile(r"^(?:(?:my|our|your|the|that|this|a|an|his|her|their|any|all)\s+)+", re.IGNORECASE)
_QUOTES = str.maketrans({"’": "'", "‘": "'"})


def bare_topic(topic: str) -> str:
    """The topic in lower case, without “my” or “the” before it and punctuation around it."""
    return _LEADING.sub("", " ".join(topic.translate(_QUOTES).lower().split())).strip(" .,!?;:'\"“”")


def other_names(topic: str) -> tuple[str, ...]:
    """The topic and the words that mean the same: “father”, “dad”, …"""
    bare = bare_topic(topic)
    same = next((names for names in _KIN if bare in names), ())
    return tuple(dict.fromkeys((bare, *same))) if bare else ()


def mentions(topic: str, text: str) -> bool:
    """Whether the text has the topic as whole words, also in the plural or the genitive: “art” is not in “party”."""
    return bool(other_names(topic)) and bool(_pattern(topic).search(text.translate(_QUOTES)))


def mentioned(topics: Iterable[str], text: str) -> str | None:
    """The first of the topics that the text mentions."""
    return next((topic for topic in topics if mentions(topic, text)), None)


@functools.lru_cache(maxsize=256)
def _pattern(topic: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_phrase, other_names(topic))), re.IGNORECASE)


def _phrase(name: str) -> str:
    words = [re.escape(word) for word in name.split()]
    return r"(?<![\w])" + r"[\s-]+".join([*words[:-1], _inflected(name.split()[-1])]) + r"(?![\w])"


def _inflected(word: str) -> str:
    """The word, its plural or singular, and its genitive."""
    if word.endswith("ies") and len(word) > 4:
        return re.escape(word[:-3]) + r"(?:ies|y)(?:'s?)?"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return re.escape(word[:-1]) + r"(?:ies|y)(?:'s?)?"
    stem = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
    return re.escape(stem) + r"(?:e?s)?(?:'s?)?"


_FEMALE = frozenset(
    "mother mum mom mummy mommy mama sister wife girlfriend daughter aunt niece grandmother gran granny grandma nan nana "
    "mother-in-law stepmother stepmum godmother woman girl bride".split()
)
_MALE = frozenset(
    "father dad daddy papa brother husband boyfriend son uncle nephew grandfather grandpa granddad grandad stepfather "
    "stepdad godfather man boy groom".split()
)


_PERSON = frozenset(
    "ex ex-partner ex-boyfriend ex-girlfriend ex-husband ex-wife partner boss manager neighbour neighbor friend cousin colleague "
    "coworker flatmate roommate teacher doctor therapist landlord baby child kid parent sibling fiance fiancee in-law mate".split()
)


def pronoun(topic: str) -> str:
    """“him”, “her”, “them” or “that”, as the topic's last word tells; “that” for names too, whose owner cannot be told."""
    last = bare_topic(topic).split()[-1:] or [""]
    if last[0] in _FEMALE:
        return "her"
    if last[0] in _MALE:
        return "him"
    several = last[0].endswith("s") and not last[0].endswith(("ss", "us", "is", "ness", "ws"))
    return "them" if several or last[0] in _PERSON else "that"
