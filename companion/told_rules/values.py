"""Reads the words a rule is about: what not to say, what not to call the user, what to call them, and numbers."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re

from companion.text.calendar_words import MONTH, WEEKDAY
from companion.text.number_words import NUMBERS
from companion.told_rules.plain import as_written

_QUOTES = " \"'“”‘’.,!?…"
_NO_CALLING = frozenset(
    "back again later now today tomorrow tonight names that this it anything something when if before after on at in from by for "
    "until late early up out over every here there so to unless because right straight first sometimes during about while "
    "yet please too just and or with whenever whatever one an any".split()
)
_NO_NAMES = frozenset(
    "a an the when if back later tomorrow tonight today now again crazy old-fashioned oldfashioned old paranoid lucky biased "
    "stupid silly weird sentimental lazy cynical anything what whatever names mad naive naïve nuts superstitious selfish "
    "ungrateful picky fussy on at in from by for before after so that this it out up over soon sometime some any every my your "
    "his her conservative romantic foolish boring strange odd vain spoiled spoilt traditional simple insane ridiculous dramatic "
    "pessimistic optimistic impatient greedy and or but maybe please right first once early late tomorrow's jealous".split()
) | ({*WEEKDAY.split("|"), *MONTH.split("|")} - {"april", "may", "june"})
"""April, May and June are names, too."""
_NO_SAYING = frozenset(
    "that this it anything something nothing everything things a word no yes never goodbye bye you i we he she they him her them "
    "me so what how why when where if one more less".split()
)
_NO_FIRST = frozenset("a an the i you we he she they it that what how why when where if to my your his her".split())


def number_in(words: str) -> int:
    """The number that these words or digits say, at least 1."""
    return max(1, int(words) if words.isdigit() else NUMBERS.get(words, 1))


def called_so(words: str, said: str) -> str:
    """The name she is not to call the user; empty when the words are none (“don't call me tomorrow”)."""
    quoted = words[:1] in "\"'“‘" if words else False
    inner = words.strip(_QUOTES)
    first = inner.split(" ", 1)[0] if inner else ""
    if not inner or (not quoted and (first in _NO_CALLING or inner in _NO_CALLING)):
        return ""
    return as_written(re.sub(r"^(?:your|an?|the) ", "", inner), said)


def named_so(words: str, said: str) -> str:
    """What she is to call the user; empty when the words are no name (“call me tomorrow”, “call me crazy”)."""
    inner = words.strip(_QUOTES)
    pieces = inner.split()
    if not pieces or any(piece in _NO_NAMES for piece in pieces):
        return ""
    written = as_written(inner, said)
    return (
        written
        if any(letter.isupper() for letter in written)
        else " ".join(p[:1].upper() + p[1:] for p in written.split())
    )


def not_to_say(words: str, said: str) -> str:
    """The words she is not to say; empty when they are none (“don't say that”)."""
    quoted = words[:1] in "\"'“‘" if words else False
    inner = words.strip(_QUOTES)
    pieces = inner.split()
    if not pieces or len(pieces) > 6:
        return ""
    if not quoted and (
        all(piece in _NO_SAYING for piece in pieces) or (len(pieces) > 1 and pieces[0] in _NO_FIRST - {"i", "how"})
    ):
        return ""
    return as_written(inner, said)
