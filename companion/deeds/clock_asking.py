"""Reads a question to the clock that lacks the day or the place, so that she asks for it: “how many days until”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from companion.deeds.clock_grammar import read_clock
from companion.deeds.deed import DeedQuestion, Request

UNTIL_WHAT, WHERE = "Until what day?", "Where?"
_UNTIL = re.compile(
    r"how (?:many (?P<unit>days|weeks|sleeps|nights)|long)(?: (?:is it|is there|are there|have (?:i|we) got|do (?:i|we) have))?"
    r"(?: left| to go)? (?:until|till|til|to)",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?:what time|what hour|what's the time|what is the time)(?: (?:is it|would it be))?(?: now)? over there(?: now)?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:in|until|till|to|it's|for|um|oh)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Lacking(Request):
    """A question that lacks a day or a place."""

    words: str
    """The question with `{other}` where that belongs."""


def lacking(line: str) -> DeedQuestion | None:
    """What she asks when the line names no day or no place."""
    text = line.strip(" ?!.,")
    if found := _UNTIL.fullmatch(text):
        return DeedQuestion("clock", UNTIL_WHAT, Lacking(f"how many {found['unit'] or 'days'} until {{other}}"))
    return DeedQuestion("clock", WHERE, Lacking("what time is it in {other}")) if _THERE.fullmatch(text) else None


def answered(about: Lacking, line: str, now: datetime, country: str) -> Request | None:
    """The question with the day or the place that the line answers with."""
    return read_clock(about.words.format(other=_LEAD.sub("", line.strip(" ?!.,"))), now, country)
