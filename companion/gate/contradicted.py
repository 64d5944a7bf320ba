"""Finds what she tells the other way about: “he calls” of somebody who never does, a hundred of somebody who is ninety.

A predicate is the first word of meaning after a subject and its auxiliaries. What the user denies of somebody she may not affirm.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from companion.gate.self_claims import clauses
from companion.text.grounding import content_words, numbers_in, stem
from companion.text.tag_questions import asks

_PARTS = re.compile(
    r" (?:and|but|because|so|which|who|that|when|while|though|although|if|where|how|why|what|as|than|since|until) "
)
_NEGATIVE = frozenset("not never hardly barely nobody none neither nor without no nothing".split())
_AUXILIARY = frozenset(
    "am is are was were be been being have has had having do does did can could will would may might".split()
)
_MODAL = frozenset("will would could should may might must shall can".split())
_ADVERBS = frozenset(
    "really probably surely certainly even ever once always often usually also still just already so very too quite actually any "
    "all anymore yet exactly particularly only now again then one of them us at that much well".split()
)
_SUPPOSES = frozenset("hope wish maybe perhaps suppose imagine whether think thought guess bet pretend to let".split())
_USER, _OTHERS = frozenset("i we".split()), frozenset("he she it they".split())
_DETERMINERS = frozenset(
    "a an the my your our his her their this these those some any every in on at of for with from by about".split()
)
_LIGHT = frozenset(
    "get have do make take give want let know see think say mean need feel try look find tell like use keep put "
    "be start stop".split()
)
"""Verbs that deny nothing without what follows: “didn't get the job”, “you got an answer”."""
_OBJECT = frozenset("it that them him her this".split())
_SAID_BY_THE_WAY = frozenset("know see mean say".split())
"""“You know, …”"""
_HATES = frozenset({"hat", "dislik", "loath", "detest"})
"""Stems of verbs that deny a liking."""
_DENIES_IT = re.compile(
    r"^\. (?:but )?(?:he|she|it|they) (?:did|do|does|is|are|was|were|has|have|had|will|would) not \. $"
)
"""“He says he washed up. He didn't.”"""
_MAY_BE = re.compile(r" (?:will|would(?! have)|could|should|may|might|must|shall|can) ")
_ALIKE = {"ring": "call", "phon": "call", "lov": "like", "enjoy": "like", "ador": "like", "talk": "speak"}
_LEMMAS = {
    form: base
    for base, forms in {
        "come": "came",
        "go": "went gone",
        "get": "got gotten",
        "say": "said",
        "tell": "told",
        "sleep": "slept",
        "eat": "ate eaten",
        "speak": "spoke spoken",
        "ring": "rang rung",
        "know": "knew known",
        "think": "thought",
        "feel": "felt",
        "leave": "left",
        "lose": "lost",
        "win": "won",
        "write": "wrote written",
        "give": "gave given",
        "take": "took taken",
        "make": "made",
        "see": "saw seen",
        "hear": "heard",
        "have": "had has",
        "do": "did done does",
        "forget": "forgot forgotten",
        "buy": "bought",
        "sell": "sold",
        "pay": "paid",
        "meet": "met",
        "keep": "kept",
        "sing": "sang sung",
        "drink": "drank drunk",
        "drive": "drove driven",
        "fall": "fell fallen",
        "find": "found",
        "understand": "understood",
        "wake": "woke",
        "spend": "spent",
        "send": "sent",
        "forgive": "forgave forgiven",
        "teach": "taught",
        "catch": "caught",
        "bring": "brought",
    }.items()
    for form in (base, f"{base}s", *forms.split())
}


@dataclass(frozen=True)
class _Predicate:
    """What a clause says of the user or of others, and with which words after it."""

    of_user: bool
    word: str
    denied: bool
    supposed: bool
    after: frozenset[str]
    """The content words after it, and `it` for a pronoun."""


def contradicted(sentence: str, line: str, though_supposed: bool = False) -> str:
    """The predicate that she affirms and `line` denies, or the number that is another there; empty for none.

    `though_supposed`: also what only may be or is hoped for, “he will come”.
    """
    if asks(sentence):
        return ""
    told = _predicates(line)
    for hers in _predicates(sentence):
        if hers.denied or (hers.supposed and not though_supposed) or (hers.of_user and hers.word in _SAID_BY_THE_WAY):
            continue
        alike = [one for one in told if one.word == hers.word and one.of_user is hers.of_user]
        if alike and all(one.denied for one in alike) and any(_is_of_the_same(hers, one) for one in alike):
            return hers.word
    return _other_number(sentence, line)


def _is_of_the_same(hers: _Predicate, told: _Predicate) -> bool:
    """“You work hard” and “I don't work on Fridays” are of two things; of a light verb both must name the same."""
    same = bool(hers.after & told.after) or "it" in hers.after or not told.after
    return same or (hers.word not in _LIGHT and not hers.after)


def _other_number(sentence: str, line: str) -> str:
    """“A hundred”, of a line that has only “ninety”; what may be, and advice, is none of it."""
    if line.rstrip().endswith("?") or any(map(_MAY_BE.search, clauses(sentence))):
        return ""
    told, hers = numbers_in(line), numbers_in(sentence)
    return min(hers) if told and hers and not told & hers else ""


@lru_cache(maxsize=64)
def _predicates(text: str) -> tuple[_Predicate, ...]:
    found: list[_Predicate] = []
    for clause in clauses(text):
        if _DENIES_IT.match(clause):
            found = [replace(one, denied=True) if not one.of_user else one for one in found]
        for part in _PARTS.split(clause.replace(" able to ", " ")):
            found += _of_part(part)
    return tuple(found)


def _of_part(part: str) -> Iterator[_Predicate]:
    words = part.strip(" .").split()
    for at in [-1, *(at for at, word in enumerate(words) if word in _USER | _OTHERS | {"you"})]:
        found = _predicate(words, at)
        if found is not None:
            yield found
    yield from _after_nouns(words)


def _after_nouns(words: list[str]) -> Iterator[_Predicate]:
    """“Your friends came”: any of the two words after a noun with its determiner may be the predicate."""
    for at, word in enumerate(words):
        if word in {"your", "the", "his", "her", "their"} and not _NEGATIVE & set(words):
            supposed = bool((_SUPPOSES | _MODAL) & set(words))
            for place in range(at + 2, min(at + 4, len(words))):
                after = content_words(" ".join(words[place + 1 :])) | (
                    {"it"} if _OBJECT & set(words[place + 1 :][:2]) else set()
                )
                yield _Predicate(False, lemma(words[place]), False, supposed, frozenset(after))


def _predicate(words: list[str], subject: int) -> _Predicate | None:
    """The predicate after the subject at this place; −1: after a noun or none, which only a denial or an auxiliary shows."""
    before, at = words[: max(subject, 0)], subject + 1
    if subject < 0:
        first = next((n for n, word in enumerate(words) if word in _AUXILIARY | _NEGATIVE), None)
        if first is None or (_USER | _OTHERS | {"you"}) & set(words[:first]):
            return None
        at = first
    denied = supposed = False
    while at < len(words) and words[at] in _AUXILIARY | _ADVERBS | _NEGATIVE | _MODAL:
        denied |= words[at] in _NEGATIVE
        supposed |= words[at] in _MODAL
        at += 1
    if at >= len(words) or words[at] in _DETERMINERS:
        return None
    word = lemma(words[at])
    if word in {"stand", "bear"} and denied:
        word = "like"
    if word in _HATES:
        word, denied = "like", not denied
    rest = words[at + 1 :]
    after = content_words(" ".join(rest)) | ({"it"} if _OBJECT & set(rest[:2]) else set())
    of_user = (
        words[subject] in _USER | {"you"}
        if subject >= 0
        else not words[:at] or words[0] in _AUXILIARY | _NEGATIVE | _ADVERBS
    )
    if subject < 0 and words[0] in {"nobody", "none", "nothing"}:
        of_user = False
    return _Predicate(of_user, word, denied, supposed or bool(_SUPPOSES & set(before)), frozenset(after))


def lemma(word: str) -> str:
    """What all forms of a verb have in common, roughly: “rang”, “rings” → “call”, as of “phones”."""
    base = _LEMMAS.get(word, word)
    short = stem(base)
    return _ALIKE.get(short, base if base in _LIGHT else short)
