"""Finds in a card's texts the words listed in words.toml, and tells whether a text is English, which those lists are."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

_ENGLISH = frozenset(
    "a about and are as at be but by can do for from get go good have her his i if in is it just know like me my no not of on "
    "or out she he so that the them they this to too up was we what when who will with would yes you your don't i'm it's "
    "that's".split()
)


def find(kind: str, text: str, key: str = "words") -> list[str]:
    """The words of that kind in a text, in order; see the tables of words.toml."""
    return [found[0] for found in pattern(kind, key).finditer(plain(text))]


def plain(text: str) -> str:
    """The text in lower case, with wide and ornamental letters as ordinary ones and straight apostrophes."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")


def english(text: str) -> bool:
    """Whether a text seems to be English: ordinary letters, and now and then a common word."""
    letters = [letter for letter in text if letter.isalpha()]
    words = re.findall(r"[a-z']+", plain(text))
    ascii_letters = sum(letter.isascii() for letter in letters)
    return (
        bool(words) and ascii_letters >= 0.9 * len(letters) and sum(w in _ENGLISH for w in words) >= 0.08 * len(words)
    )


@cache
def pattern(kind: str, key: str = "words") -> re.Pattern[str]:
    """What finds the words of that kind."""
    return re.compile(rf"(?<![a-z0-9])(?<!\d[.,])(?:{_table()[kind][key]})(?![a-z])")


@cache
def temperament_words() -> dict[str, re.Pattern[str]]:
    """What finds the words of each temperament."""
    return {name: pattern("temperament", name) for name in _table()["temperament"]}


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("companion.cards").joinpath("words.toml").read_text(encoding="utf-8"))
