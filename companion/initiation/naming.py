"""Chooses the name she proposes and says why; reads whether it is accepted, or which other name she gets."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from companion.initiation.understanding import is_denied, table, word_list
from companion.text.normalised_words import normalised


@dataclass(frozen=True)
class ChosenName:
    """A name, and a small true reason for it."""

    name: str
    why: str


@dataclass(frozen=True)
class NameAnswer:
    """What became of the name she proposed."""

    kind: Literal["accepted", "given", "another", "unclear"]
    name: str = ""
    """The name she was given instead."""


_NAME = r"(?P<name>[^\W\d_][\w'’-]*)"
_CALLED = re.compile(rf"\b(?:call|name|calling|naming) (?:you|her)[\s,:“\"']+{_NAME}", re.IGNORECASE)
_SUGGESTED = re.compile(
    r"\b(?:you(?:'re| are| will be| shall be|'ll be| can be| could be| should be)(?: called)?|"
    r"your name (?:is|should be|shall be|will be)|rather(?: have)?|prefer|what about|how about|maybe|perhaps|let it be|"
    r"let's (?:say|go with|take|try)|(?:i )?(?:choose|pick|want)|make it|go with|try|just|it's|it is|be)"
    rf"[\s,:“\"']+{_NAME}",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^\W*(?:(?:no|nope|hm+|um+|uh|er|well|oh|okay|ok)\b[\s,.]+)*{_NAME}(?:\W+please)?\W*$", re.IGNORECASE
)
_LIKE_BETTER = re.compile(
    rf"\b(?:i(?: would)?|i'd) (?:like|prefer)\s+{_NAME}(?:\s+(?:better|more|instead))?\W*$", re.IGNORECASE
)
_MOST = 24


_LAST = ChosenName("Ada", "Ada Lovelace wrote for a machine before there was one.")
"""When every other name is taken."""


@functools.cache
def _names() -> Mapping[str, Mapping[str, Sequence[Sequence[str]]]]:
    text = resources.files("companion.initiation").joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def choose_name(temperament: str, lower: bool, taken: Collection[str]) -> ChosenName:
    """The first name of this temperament that nobody has who was named; of another temperament when all are taken."""
    pitch = "lower" if lower else "higher"
    gone = {name.casefold() for name in taken}
    tables = [_names()[temperament], *(one for name, one in _names().items() if name != temperament)]
    for table_ in tables:
        for name, why in table_[pitch]:
            if name.casefold() not in gone:
                return ChosenName(name, why)
    return _LAST


def reason(name: str) -> ChosenName:
    """A name that was proposed, with its reason."""
    everything = (ChosenName(*one) for by_pitch in _names().values() for some in by_pitch.values() for one in some)
    return next((one for one in (*everything, _LAST) if one.name == name), ChosenName(name, ""))


def read_name(text: str, proposed: str) -> NameAnswer:
    """What a line answers to the name she proposed."""
    words = normalised(text)
    own = table()["name"]
    if own["another"].search(words) and not _given(text, proposed):
        return NameAnswer("another")
    if name := _given(text, proposed):
        return NameAnswer("given", name)
    says_it = re.search(rf"(?<!not )\b{re.escape(proposed)}\b", text, re.IGNORECASE)
    accepts, refuses = own["ok"].search(words), own["no"].search(words)
    if refuses and not (accepts and accepts.start() < refuses.start()):
        return NameAnswer("another")
    if (accepts and not is_denied(words, accepts)) or says_it:
        return NameAnswer("accepted")
    return NameAnswer("another" if proposed.lower() in text.lower() else "unclear")


def _given(text: str, proposed: str) -> str:
    """The other name in a line; empty when there is none that is certain."""
    for pattern in (_CALLED, _SUGGESTED, _LIKE_BETTER, _ALONE):
        for found in pattern.finditer(text):
            name = found["name"].strip("'’-")
            if name.casefold() in word_list("no_name") or not 2 <= len(name) <= _MOST:
                continue
            if name.casefold() != proposed.casefold():
                return name[0].upper() + name[1:]
    return ""
