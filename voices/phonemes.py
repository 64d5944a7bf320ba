"""Turns words into Kokoro's phonemes and remembers which word each phoneme belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

_CHANGES = sorted(
    {
        "ʔˌn\u0329": "ʔn", "ʔn\u0329": "ʔn", "a^ɪ": "I", "a^ʊ": "W", "d^ʒ": "ʤ", "e^ɪ": "A", "e": "A", "t^ʃ": "ʧ",
        "ɔ^ɪ": "Y", "ə^l": "ᵊl", "ʲo": "jo", "ʲə": "jə", "ʲ": "", "ɚɹ": "əɹ", "ɚ": "əɹ", "r": "ɹ", "x": "k", "ç": "k",
        "ɐ": "ə", "ɬ": "l", "\u0303": "",
    }.items(),
    key=lambda change: -len(change[0]),
)  # fmt: skip
_AMERICAN = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""))
_BRITISH = (("e^ə", "ɛː"), ("iə", "ɪə"), ("ə^ʊ", "Q"))
_LATER = (("o", "ɔ"), ("ɾ", "T"), ("ʔ", "t"), ("^", ""))
_SYLLABIC = re.compile(r"(\S)\u0329")
_CLAUSE = re.compile(r"[^,;:!?…—.]*(?:\.(?=\w)[^,;:!?…—.]*)*([,;:!?…—.]*)\s*")
_WORD = re.compile(r"[^\s,;:!?…—]+")


_LETTER_A = re.compile(
    r"(?i:\b(vitamins?|plan|type|group|section|grade|hepatitis|influenza|option|team|level|point|class|exhibit|side|letter|part|block|building|"
    r"answer|appendix|note|platform|straight|schedule|figure|terminal|zone|series|product|variable)) A\b"
)
"""The letter after a word like “vitamin”, which espeak-ng would read as the article except at the end of a clause."""


class Phoneme(NamedTuple):
    """One token of Kokoro's alphabet."""

    sign: str
    word: int | None
    """Index of its word, counting the text's words between spaces; None for a space or a mark."""


def kokoro_phonemes(ipa: str, british: bool) -> str:
    """espeak-ng's IPA (with ^ ties), converted to the alphabet that Kokoro was trained on.

    The correspondences are those of misaki's EspeakFallback (hexgrad, Apache-2.0).
    """
    for old, new in _CHANGES:
        ipa = ipa.replace(old, new)
    ipa = _SYLLABIC.sub(r"ᵊ\1", ipa).replace("\u0329", "")
    for old, new in (*(_BRITISH if british else _AMERICAN), *_LATER):
        ipa = ipa.replace(old, new)
    return ipa


def phonemes(text: str, say: Callable[[str], str]) -> list[Phoneme]:
    """The phonemes of the whole text and its punctuation; `say` returns those of words without punctuation."""
    found: list[Phoneme] = []
    for clause in _CLAUSE.finditer(text):
        first = len(text[: clause.start()].split())
        if clause.start() and not text[clause.start() - 1].isspace():
            first -= 1
        if found and clause[0]:
            found.append(Phoneme(" ", None))
        words = clause[0][: len(clause[0].rstrip()) if not clause[1] else clause.start(1) - clause.start()]
        found += _clause(words, first, say)
        found += [Phoneme(sign, None) for sign in clause[1][:1]]
    return found


def _clause(clause: str, first: int, say: Callable[[str], str]) -> list[Phoneme]:
    words = clause.split()
    if not words:
        return []
    spoken = say(_LETTER_A.sub(r"\1 eigh", " ".join(words))).split(" ")
    if len(spoken) != len(words):
        return _matched(" ".join(spoken), words, first, say)
    found: list[Phoneme] = []
    for index, signs in enumerate(spoken):
        found += [Phoneme(" ", None)] * bool(index) + [Phoneme(sign, first + index) for sign in signs]
    return found


def _matched(spoken: str, words: list[str], first: int, say: Callable[[str], str]) -> list[Phoneme]:
    """Find where each word begins when espeak-ng has joined some (“of the”): compare with the words said one by one."""
    single = [say(word).replace(" ", "") for word in words]
    owners = [index for index, signs in enumerate(single) for _ in signs]
    places: list[int | None] = [None] * len(spoken)
    for block in SequenceMatcher(None, spoken, "".join(single), autojunk=False).get_matching_blocks():
        for k in range(block.size):
            places[block.a + k] = owners[block.b + k]
    found, word = [], 0
    for sign, place in zip(spoken, places, strict=True):
        word = max(word, place) if place is not None else word
        found.append(Phoneme(sign, None if sign == " " else first + word))
    return found
