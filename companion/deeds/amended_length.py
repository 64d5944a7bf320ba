"""Reads a corrected length: “no, fifteen minutes”, “no, fifteen”, “make it forty”."""

from __future__ import annotations

import re
from datetime import timedelta

from companion.deeds.spoken_times.pieces import NUMBER
from companion.deeds.timer_grammar import LENGTH, Marked
from companion.text.number_words import number_of

_WRONG = (
    r"(?:no|nope|wait|sorry|oh|i mean(?:t)?|i said|make (?:it|that)|rather|actually|not .{1,20}?|change (?:it"
    r"|that) to|better)"
)
_AMENDED = re.compile(
    rf"(?:{_WRONG}[,.:;…-]* ?)*(?:for |a |an )?(?P<length>{LENGTH})(?: instead| rather| i mean(?:t)?| then)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:{_WRONG}[,.:;…-]* ?)+(?:for )?(?P<number>{NUMBER})(?: instead| rather| i mean(?:t)?| then| actually| please)*",
    re.IGNORECASE,
)
"""A number alone, after a word that takes something back."""


def read_answered(line: str) -> timedelta | None:
    """The length in an answer to “For how long?”; a number alone counts minutes."""
    minute = timedelta(minutes=1)
    return read_amended(line, minute) or read_amended(f"no, {line}", minute)


def read_amended(line: str, before: timedelta) -> timedelta | None:
    """The length that the line gives instead of `before`; a number alone counts what `before` was counted in."""
    marked = Marked.of(line)
    if found := _AMENDED.fullmatch(marked.text):
        return marked.length(found["length"])
    if found := _BARE.fullmatch(marked.text):
        number = number_of(found["number"])
        seconds = before.total_seconds()
        unit = (
            timedelta(hours=1)
            if seconds % 3600 == 0
            else timedelta(minutes=1)
            if seconds % 60 == 0
            else timedelta(seconds=1)
        )
        return number * unit if number > 0 else None
    return None
