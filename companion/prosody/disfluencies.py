"""Counts, in the words of a line, what people say while they look for words: “um”, words begun twice, broken-off ones."""

from __future__ import annotations

import itertools
import re

FILLED_PAUSES = frozenset({"um", "umm", "uhm", "uh", "uhh", "er", "erm", "hm", "hmm"})
_OPENERS = frozenset({"well", "so", "like", "anyway", "okay"})
"""“Um”s only where a comma or dots set them off: “well, I suppose”."""
_PHRASES = ("you know", "i mean", "sort of", "kind of", "i guess", "i don't know", "i'm not sure", "maybe", "i suppose")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*(?P<broken>-(?![a-z])|–|—|\.\.\.|…)?(?P<comma>,)?", re.IGNORECASE)
_DOUBLED = frozenset(
    {"that", "had", "very", "really", "so", "no", "yes", "never", "many", "much", "far", "long", "bye", "ha", "please"}
)
"""Words that are doubled on purpose."""


def filled_pauses(text: str) -> int:
    """How many there are."""
    found = list(_WORD.finditer(text.replace("’", "'")))
    sounds = sum(_bare(word) in FILLED_PAUSES for word in found)
    return sounds + sum(_bare(word) in _OPENERS and bool(word["comma"] or word["broken"]) for word in found)


def unsure_phrases(text: str) -> int:
    """How often the speaker says how unsure this is: “I guess”, “I'm not sure”."""
    line = " ".join(_bare(word) for word in _WORD.finditer(text.replace("’", "'")))
    return sum(len(re.findall(rf"\b{re.escape(phrase)}\b", line)) for phrase in _PHRASES)


def restarts(text: str) -> int:
    """How many words or pairs of words were begun twice, or broken off."""
    found = [word for word in _WORD.finditer(text.replace("’", "'")) if _bare(word) not in FILLED_PAUSES]
    words = [_bare(word) for word in found]
    broken = sum(bool(word["broken"]) and word["broken"][0] in "-–—" for word in found)
    twice = sum(a == b and a not in _DOUBLED for a, b in itertools.pairwise(words))
    pairs = zip(words, words[1:], words[2:], words[3:], strict=False)
    return broken + twice + sum((a, b) == (c, d) and a != b for a, b, c, d in pairs)


def word_count(text: str) -> int:
    """How many words there are, filled pauses not counted."""
    return sum(_bare(word) not in FILLED_PAUSES for word in _WORD.finditer(text.replace("’", "'")))


def _bare(word: re.Match[str]) -> str:
    return re.sub(r"[^a-z']", "", word[0].lower())
