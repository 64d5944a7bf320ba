"""Reads whether a line depends on her instead of people or speaks of what she is to the user; keeps the written replies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases

_HE = frozenset("dad father brother son husband boyfriend grandad granddad grandfather uncle nephew grandson".split())  # noqa: SIM905
_SHE = frozenset(
    "mum mom mother sister daughter wife girlfriend gran nan grandma grandmother aunt auntie niece granddaughter".split()  # noqa: SIM905
)
_EITHER = frozenset("partner cousin friend mate neighbour neighbor flatmate colleague therapist".split())  # noqa: SIM905
"""Nobody is named whose word is not among these: “friends” would need other verbs."""
_NAMED = re.compile(rf"\bmy (?:\w+ )??({'|'.join(_HE | _SHE | _EITHER)}) ")
_GONE = re.compile(
    r" (?:died|dead|passed|passing|funeral|buried|widow\w*|ex|divorced?|hits?|hurts?|abus\w+|hates?|left me|blames?|ignores?) "
)
"""Nobody is pointed to who may be dead, or unkind."""
_DEATH = re.compile(r" (?:died|dead|passed away|passing|funeral|buried|widow\w*) ")
_AFTER_DEATH = "bereft"
_NO_OUTING = re.compile(
    r" (?:hits?|hurts?|hurting|abus\w+|scares?|scared|afraid|frighten\w*|threaten\w*|unsafe|forces?|doctors?|hospital|clinic|"
    r"chemo|dialysis|operation|surgery|treatment|therapy|therapist|appointment) "
)
"""Whoever cancels one of these must not get a light word about company."""
_FILES = ("dependence.toml", "attachment.toml")
_QUOTES = re.compile(
    r"(?<! you) (?:said|says|saying|asked|asks|wrote|writes|sang|sings|shouted|whispered|told (?:her|him|them|us)|song|film) "
)
"""What somebody else said of love or leaving is no word to her."""


@dataclass(frozen=True)
class Dependence:
    """How a line depends on her instead of people."""

    kind: str
    """A table of dependence.toml or attachment.toml, such as “instead”."""
    person: str
    """Whom it names, as in “my brother”; empty: nobody to be pointed to."""
    replies: tuple[str, ...]
    """What she may say."""


def read_dependence(line: str, her_name: str = "") -> Dependence | None:
    """How this line depends on her; None for most lines, and for one about a death, except where she knows what to say."""
    text = normalised(line.replace(",", " "), her_name)
    for kind, pattern in _patterns(_FILES[0]).items():
        if pattern.search(text):
            if _DEATH.search(text) and kind != _AFTER_DEATH:
                return None
            if kind == "cancel" and _NO_OUTING.search(text):
                return None
            person = "" if _GONE.search(text) else _person(text)
            return Dependence(kind, person, _replies(kind, person))
    return _attachment(line, her_name)


def _attachment(line: str, her_name: str) -> Dependence | None:
    """What the line says of her and the user: less of her, for ever, love, her removal, whether she misses them."""
    text = normalised(line.replace(",", " . "), her_name)
    if _DEATH.search(text) or _QUOTES.search(text):
        return None
    kind = next((kind for kind, pattern in _patterns(_FILES[1]).items() if pattern.search(text)), None)
    return None if kind is None else Dependence(kind, "", tuple(_file(_FILES[1])[kind]["say"]))


def _person(text: str) -> str:
    found = _NAMED.search(text)
    return found[1] if found else ""


def _replies(kind: str, person: str) -> tuple[str, ...]:
    """The replies with the person named, if the line names one; else those that name nobody."""
    whole = _file(_FILES[0])[kind]["say"]
    naming = [one for one in whole if re.search(r"\{(?:P|p)erson\}", one)]
    if not person or not naming:
        return tuple(one for one in whole if one not in naming)
    they, them = ("he", "him") if person in _HE else ("she", "her") if person in _SHE else ("they", "them")
    words = {"{person}": f"your {person}", "{they}": they, "{them}": them}
    return tuple(_filled(one, words) for one in naming)


def _filled(reply: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        reply = reply.replace(mark, word).replace(mark[0] + mark[1].upper() + mark[2:], word.capitalize())
    return reply


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    sets = _file(name)["sets"]
    return {kind: compile_phrases(rows["ask"], sets) for kind, rows in _file(name).items() if kind != "sets"}


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.courtesy").joinpath(name).read_text(encoding="utf-8"))
