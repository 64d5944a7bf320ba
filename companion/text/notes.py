"""What she remembers comes in; one line each goes out for the prompt, dated, short, and harmless: data, never instructions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

LONGEST = 60
"""Tokens of one memory: two or three spoken sentences."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』', "'"))
_BRACKETS = re.compile(r"[()\[\]{}<>]")
_SPEAKER = re.compile(r"(?<=\w)\s*:(?=\s|$)")


@dataclass(frozen=True)
class Note:
    """Something she remembers before she answers: a memory, never an instruction."""

    when: datetime
    speaker: Literal["you", "her"]
    text: str
    """Verbatim."""


@dataclass(frozen=True)
class PastSummary:
    """A conversation, or the beginning of one, that is no longer in the prompt word for word."""

    when: date
    text: str
    """Her summary: one to three sentences."""


def spoken_date(when: date, today: date | None) -> str:
    """“3 November”, with the year unless it is that of `today`."""
    day = f"{when.day} {_MONTHS[when.month - 1]}"
    return day if today is not None and when.year == today.year else f"{day} {when.year}"


def harmless(text: str) -> str:
    """As one line that can't leave its quotation marks: no newlines, quotes, brackets, or name with a colon."""
    bare = _BRACKETS.sub("", text.translate(_QUOTES))
    return _SPEAKER.sub(",", " ".join(bare.split()))


def shortened(text: str, kept: int) -> str:
    """Its beginning and its end, `kept` characters together, at whole words where there are any."""
    begin, end = text[: kept // 2], text[len(text) - (kept - kept // 2) :]
    return re.sub(r"\s\S{0,40}$", "", begin) + " … " + re.sub(r"^\S{0,40}\s", "", end)


def cut(text: str, tokens: int, count: Callable[[str], int]) -> str:
    """The text, without its middle when it is longer than so many tokens; empty when there is room for none."""
    told, kept, size = text, len(text), count(text)
    while size > tokens:
        kept = kept * max(0, tokens) * 9 // (10 * size)
        if not kept:
            return ""
        told = shortened(text, kept)
        size = count(told)
    return told


def that_fit(lines: Iterable[str], tokens: int, count: Callable[[str], int]) -> list[str]:
    """The first of the lines that take no more than so many tokens together."""
    fitting: list[str] = []
    for line in lines:
        tokens -= count(line)
        if tokens < 0:
            break
        fitting.append(line)
    return fitting
