"""Decides whether a transcribed word may have been a name that STT misspelled."""

from __future__ import annotations

import re
import unicodedata

_CODED = [
    (re.compile(pattern), code)
    for pattern, code in [
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"ph", "f"),
        (r"th", "θ"),
        (r"ch(?=r)", "k"),
        (r"(?:sch|sh|ch|tch)", "ʃ"),
        (r"(?:dge|dg|j)", "ʒ"),
        (r"c(?=[eiy])", "s"),
        (r"(?:ck|c|q)", "k"),
        (r"x", "ks"),
        (r"g(?=[eiy])", "ʒ"),
        (r"(?<=[aeiou])gh", ""),
        (r"(?<=[^aeiouy])e$", ""),
        (r"z", "s"),
        (r"(?:d)", "t"),
        (r"b", "p"),
        (r"g", "k"),
        (r"v", "f"),
        (r"^y(?=[aeiou])", "j"),
        (r"[aeiouy](?:h(?![aeiouy])|[aeiouyw])*", "a"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    ]
]
"""A code of sounds after Metaphone (Philips 1990), but coarser: all vowels are one, voiced sounds equal voiceless ones."""


def sounds_like(heard: str, name: str, greeted: bool = False) -> bool:
    """Whether `heard` is the name, or sounds like it and is spelt nearly so.

    One spelling in three letters may differ (in three letters one, at most). A name of one syllable, which ordinary words
    sound like too, must be spelt right unless a greeting came before it.
    """
    one, other = _letters(heard), _letters(name)
    if not one or not other or one == other:
        return bool(one) and one == other
    code = _code(other)
    if code.count("a") < 2 and not greeted:
        return False
    return _code(one) == code and _distance(one, other) <= max(1, len(other) // 3)


def _letters(text: str) -> str:
    spelt = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spelt if letter.isalnum())


def _code(letters: str) -> str:
    for pattern, code in _CODED:
        letters = pattern.sub(code, letters)
    return letters


def _distance(one: str, other: str) -> int:
    """Levenshtein distance: letters inserted, deleted or changed."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != wanted))
    return row[-1]
