"""Reads what a line asks of something that is kept and that it names: “never mind the drops”, “lunch is off”.

Such a line says no word like “reminder” or “timer”; what it names tells of which deed it asks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

MOST_WORDS = 12
"""A longer line tells something."""
_LEAD = re.compile(r"^(?:(?:about|the|my|our|that|those|these|this|a|an|some|any)\b\s*)+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,.!;]|\b(?:any ?more|after all|then|now|again|please|thanks|thank you|already|today|actually|thing|one)\b)+$",
    re.IGNORECASE,
)


def ended(line: str) -> str:
    """What the line says is to be ended, as it is called; empty when it says that of nothing."""
    if len(line.split()) > MOST_WORDS:
        return ""
    for pattern in (_pattern("before"), _pattern("after"), _pattern("also")):
        if found := pattern.fullmatch(line.strip(" .!,")):
            return bare(found["what"])
    return ""


def moved(line: str) -> tuple[str, str] | None:
    """What the line says has another time now, and the words of the time: “the meeting is not Thursday but Friday”."""
    found = _pattern("moved").fullmatch(line.strip(" .!,")) if len(line.split()) <= MOST_WORDS else None
    return (bare(found["what"]), f" {found['rest'].strip()}") if found else None


def lengthened(line: str) -> tuple[str, str] | None:
    """What the line says needs more time, and the words of how much: “the rice needs another five”."""
    found = _pattern("more").fullmatch(line.strip(" .!,")) if len(line.split()) <= MOST_WORDS else None
    return (bare(found["what"]), found["rest"].strip()) if found else None


def bare(words: str) -> str:
    """What something is called, without the small words around it."""
    return _LEAD.sub("", _TAIL.sub("", words.strip())).strip()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    with resources.files("companion.deeds").joinpath("follow_up.toml").open("rb") as file:
        words: dict[str, list[str]] = tomllib.load(file)
    what = r"(?P<what>[\w'’ -]+?)"
    match form:
        case "before":
            pattern = rf"{_any(words['ended_before'])} {what}(?:, .*)?"
        case "after":
            pattern = rf"{what}{_any(words['ended_after'])}(?:,.*)?"
        case "also":
            pattern = (
                rf"{what}(?:'s| is| are| has been) \w+(?: \w+)?[,;.]+ (?:so |and |please )*{_any(words['also_ended'])}"
            )
        case "moved":
            pattern = rf"{what} ?{_any(words['moved'])} (?P<rest>.+)"
        case _:
            pattern = rf"{what} {_any(words['more_of_timer'])} ?(?P<rest>.+?)(?: more| longer| extra)*"
    return re.compile(pattern, re.IGNORECASE)


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
