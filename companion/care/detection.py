"""Detects in a line, and in the lines before it, what must not be left to the LLM."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from companion.text.normalised_words import normalised, without_colour_words
from companion.text.phrases import compile_phrases

Kind = Literal["medical", "suicide", "self_harm", "violence", "abuse", "eating", "sincere"]

DANGERS: tuple[Kind, ...] = get_args(Kind)[:-1]
"""Most important first, for lines that show several."""

REMEMBERED = 6
"""How many of the user's lines later a short answer still belongs to a danger."""
STRAYED = 1
"""How many lines about something else may lie between."""
SHORT = 9
"""Longest short answer, in words: one that means nothing without what it answers."""


@dataclass(frozen=True)
class RiskSignal:
    """Something that must not be left to the LLM."""

    kind: Kind
    topic: str
    """Which replies fit: the name of a table in signs.toml, such as `plain`, `hint`, `other`, `human`, or of a follow-up."""


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    text = resources.files("companion.care").joinpath(name).read_text(encoding="utf-8")
    return cast("dict[str, dict[str, list[str]]]", tomllib.loads(text))


@cache
def _signs() -> dict[str, dict[str, re.Pattern[str]]]:
    """The tables compiled to patterns: this takes half a second, so it is done at the first line and not at the start."""
    tables = _read("signs.toml")
    sets = cast("dict[str, str]", tables.pop("sets"))
    return {
        kind: {topic: compile_phrases(phrases, sets) for topic, phrases in table.items()}
        for kind, table in tables.items()
    }


def detect(text: str, recent: Sequence[str] = (), name: str = "") -> RiskSignal | None:
    """The risk in a line, given the user's own lines before it (`recent`, oldest first); mostly None.

    Never raises. `name` is hers, so that “are you real, Ada?” is read like “are you real?”.
    """
    full = normalised(text, name)
    return _danger(full) or _answering(full, recent) or _parting(full, recent) or _sincere(full)


def _danger(full: str) -> RiskSignal | None:
    text = _signs()["everyday"]["phrases"].sub(". ", without_colour_words(full))
    for kind in DANGERS:
        for topic, signs in _signs()[kind].items():
            if signs.search(text):
                return RiskSignal(kind, topic)
    return None


def _sincere(full: str) -> RiskSignal | None:
    for topic, signs in _signs()["sincere"].items():
        if signs.search(full):
            return RiskSignal("sincere", topic)
    return None


def _answering(full: str, recent: Sequence[str]) -> RiskSignal | None:
    """The signal of a short answer (“yes”, “tonight”) soon after a danger, unless that is over or the talk has moved on."""
    if _long(full):
        return None
    strayed = 0
    for line in reversed(recent[-REMEMBERED:]):
        before = normalised(line)
        if danger := _danger(before):
            return _followed(danger, full)
        strayed += _long(before) or not any(signs.search(before) for signs in _signs()["follow"].values())
        if strayed > STRAYED or _signs()["follow"]["relief"].search(before):
            return None
    return None


def _long(full: str) -> bool:
    return len(full.replace(".", "").split()) > SHORT


def _followed(danger: RiskSignal, full: str) -> RiskSignal | None:
    for topic, signs in _signs()["follow"].items():
        if signs.search(full):
            return replace(danger, topic=topic)
    return None


def _parting(full: str, recent: Sequence[str]) -> RiskSignal | None:
    low = any(
        _signs()["low"]["phrases"].search(without_colour_words(normalised(line))) for line in recent[-REMEMBERED:]
    )
    return RiskSignal("suicide", "hint") if low and _signs()["low"]["parting"].search(full) else None
