"""Compiles the table of how people tell her how to be (`phrases.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.told_rules.rule import Degree, Kind

_TABLES: dict[str, Any] = tomllib.loads(
    resources.files("companion.told_rules").joinpath("phrases.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Phrase:
    """The requests that mean one kind of manner, in one degree."""

    kind: Kind
    degree: Degree
    patterns: tuple[re.Pattern[str], ...]


def _filled(pattern: str) -> str:
    """The pattern with its sets, and theirs, filled in."""
    before = ""
    while before != pattern:
        before = pattern
        pattern = re.sub(r"(?<!\?P)<(\w+)>", lambda found: f"(?:{'|'.join(_TABLES['sets'][found[1]])})", pattern)
    first, mark, rest = pattern.partition("(?P<d>")
    return first + mark + rest.replace("(?P<d>", "(?:")  # a group has its name once


def _phrases(table: str) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(row["kind"], row["degree"], tuple(re.compile(_filled(one)) for one in row["patterns"]))
        for row in _TABLES[table]
    )


def _phrases_of_nouns() -> tuple[Phrase, ...]:
    """“Enough of the compliments”, “give the jokes a rest”, for each kind and degree; there is no more of what is only avoided."""
    degrees: dict[Kind, dict[Degree, Degree]] = {
        "niceness": {"none": "less", "less": "less", "more": "more"},
        "length": {"none": "less", "less": "less", "more": "more"},
        "plainness": {"none": "more", "less": "more"},
        "swearing": {"none": "none", "less": "none"},
        "apologies": {"none": "none", "less": "none"},
        "pet names": {"none": "none", "less": "none"},
        "exclamations": {"none": "none", "less": "none"},
        "emoji": {"none": "none", "less": "none"},
    }
    usual: dict[Degree, Degree] = {"none": "none", "less": "less", "more": "more"}
    found: list[Phrase] = []
    for kind, noun in _TABLES["nouns"].items():
        for degree, meant in degrees.get(kind, usual).items():
            texts = [_TABLES["of_nouns"][degree].replace("<noun>", noun)]
            if hers := _TABLES["nouns_of_hers"].get(kind):
                texts.append(_TABLES["of_nouns_of_hers"][degree].replace("<noun>", hers))
            found.append(Phrase(kind, meant, tuple(re.compile(_filled(text)) for text in texts)))
    return tuple(found)


@cache
def manners() -> tuple[Phrase, ...]:
    """What any line may mean. Compiled when first asked for, which takes a second: not while the program starts."""
    return (*_phrases("manner"), *_phrases_of_nouns())


@cache
def once() -> tuple[Phrase, ...]:
    """What may be meant for this once."""
    return _phrases("once")


@cache
def again() -> dict[Kind, tuple[re.Pattern[str], ...]]:
    """What “you can … again” ends, by kind."""
    return {kind: tuple(map(re.compile, patterns)) for kind, patterns in _TABLES["again"].items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the table's single patterns."""
    return re.compile(_filled(_TABLES["patterns"][name]), re.DOTALL)


ABOUT: dict[Kind, str] = _TABLES["about"]
"""The words for what a rule is about, by kind."""
