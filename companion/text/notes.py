"""Prepares memories for the prompt: as short lines that cannot be mistaken for instructions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from companion.text.calendar_words import dated

LONGEST = 60
"""Tokens of one memory: two or three spoken sentences."""

_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»‹›「」『』', "'"))
_BRACKETS = re.compile(r"[()\[\]{}<>]")
_SPEAKER = re.compile(r"(?<=\w)\s*:(?=\s|$)")


@dataclass(frozen=True)
class Note:
    """A message that was retrieved for the prompt."""

    when: datetime
    speaker: Literal["you", "her"]
    text: str
    """Word for word."""


@dataclass(frozen=True)
class PastSummary:
    """A summary that stands in the prompt in place of a conversation, or of its beginning."""

    when: date
    text: str
    """One to three sentences."""


def spoken_date(when: date, today: date | None) -> str:
    """“3 November”, with the year unless it is the same as today's."""
    return dated(when).removesuffix(f" {today.year}") if today is not None else dated(when)


def as_one_safe_line(text: str) -> str:
    """The text as one line that is safe within quotation marks: no newlines, double quotes, brackets, or colon after a name."""
    bare = _BRACKETS.sub("", text.translate(_QUOTES))
    return _SPEAKER.sub(",", " ".join(bare.split()))


def shortened(text: str, kept: int) -> str:
    """Its beginning and its end, `kept` characters together, cut between words if possible."""
    begin, end = text[: kept // 2], text[len(text) - (kept - kept // 2) :]
    return re.sub(r"\s\S{0,40}$", "", begin) + " … " + re.sub(r"^\S{0,40}\s", "", end)


def cut_to_tokens(text: str, tokens: int, count: Callable[[str], int]) -> str:
    """The text, without its middle if it has more than `tokens` tokens; empty if there is no room at all."""
    told, kept, size = text, len(text), count(text)
    while size > tokens:
        kept = kept * max(0, tokens) * 9 // (10 * size)
        if not kept:
            return ""
        told = shortened(text, kept)
        size = count(told)
    return told


def first_that_fit(lines: Iterable[str], tokens: int, count: Callable[[str], int]) -> list[str]:
    """The first lines, as many as have no more than `tokens` tokens together."""
    fitting: list[str] = []
    for line in lines:
        tokens -= count(line)
        if tokens < 0:
            break
        fitting.append(line)
    return fitting
