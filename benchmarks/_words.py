"""Turns a text into the words that are spoken, and counts the differences between two such lists."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from num2words import num2words


def distance(meant: list[str], said: list[str]) -> int:
    """Returns how many words must be changed, added or removed (Levenshtein)."""
    row = list(range(len(said) + 1))
    for i, word in enumerate(meant, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(said, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


ALIKE = 0.6
"""Likeness of spelling from which a word counts as the same, misheard (`difflib`)."""
NEAR_BEGINNING = 4
"""Among so many words the first one is looked for: some of somebody else's may come before it."""


def first_words_lost(alone: list[str], heard: list[str]) -> bool:
    """Whether the first word or words of a line are absent from what was heard.

    `alone`: the same recording as transcribed by itself, so that what is misheard anyway does not count. They are there if
    the first of them is among the first `NEAR_BEGINNING` heard, or if as many words as alone come before the first words
    that both have in common: then they were misheard, and not lost.
    """
    if not alone:
        return False
    if any(SequenceMatcher(None, alone[0], word).ratio() >= ALIKE for word in heard[:NEAR_BEGINNING]):
        return False
    common = SequenceMatcher(None, alone, heard, autojunk=False).get_matching_blocks()[0]
    return not common.size or common.a != common.b


FIRST = 3
"""Words that begin a line."""


def first_words_right(meant: list[str], heard: list[str]) -> float:
    """The share (0…1) of a line's `FIRST` words that were heard, in their order; `FIRST` words more may stand among them."""
    first = meant[:FIRST]
    return _in_common(first, heard[: len(first) + FIRST]) / len(first) if first else 1.0


def _in_common(some: list[str], others: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(others) + 1)
    for word in some:
        before = 0
        for j, other in enumerate(others, 1):
            before, row[j] = row[j], before + 1 if word == other else max(row[j], row[j - 1])
    return row[-1]


_CONTRACTIONS = {
    r"\bwon't\b": "will not",
    r"\bcan't\b": "can not",
    r"\bcannot\b": "can not",
    r"\bshan't\b": "shall not",
    r"n't\b": " not",
    r"'re\b": " are",
    r"'ve\b": " have",
    r"'ll\b": " will",
    r"'m\b": " am",
    r"\b(it|that|he|she|what|where|there|who|how)'s\b": r"\1 is",
    r"\blet's\b": "let us",
    r"\balright\b": "all right",
    r"\bokay\b": "ok",
    r"\bmr\b\.?": "mister",
    r"\bmrs\b\.?": "missus",
    r"\bdr\b\.?": "doctor",
    r"\bst\b\.": "saint",
    r"%": " percent",
}
_FILLERS = frozenset(("uh", "um", "er", "erm", "hm", "hmm", "mm", "mhm", "ah"))


def spoken_words(text: str) -> list[str]:
    """Returns the words as they are spoken: lower case, no punctuation or fillers; numbers and contractions written out."""
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)|<[^>]*>", " ", text.lower().replace("’", "'").replace("`", "'"))
    for pattern, replacement in _CONTRACTIONS.items():
        text = re.sub(pattern, replacement, text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"\d+(st|nd|rd|th)\b", lambda m: f" {num2words(int(m[0][:-2]), to='ordinal')} ", text)
    text = re.sub(r"\d+", lambda m: f" {num2words(int(m[0]))} ", text)
    words = re.sub(r"[^a-z ]+", " ", text.replace("'", "")).split()
    return [word for word in words if word not in _FILLERS]
