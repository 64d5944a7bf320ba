"""Blanks the companion's name where the user addresses her: “Ada, I live in Porto” says nothing about an Ada."""

from __future__ import annotations

import re
from functools import cache

_BEFORE = (
    r"(?:^|(?<=[.!?…]\s)|(?<=\n))(?P<before>\W*(?:(?:hey|hi|hello|oh|so|well|ok|okay|and|but|um|uh|yes|no|yeah|please|"
    r"listen|look|thanks)\b[\s,!.]*)*)"
)
_TELLS_OF_HER = (
    r"(?!['’]s\b|\s+(?:is|was|has|had|and|or|lives?|works?|likes?|loves?|plays?|said|says|came|went|called|moved|wants?|"
    r"can|will)\b)"
)


def without_vocative(text: str, her_name: str) -> str:
    """The text of the same length, with spaces for her name at the beginning or end of a sentence, and the comma beside it."""
    if not her_name.strip():
        return text
    for pattern in _patterns(her_name.strip()):
        text = pattern.sub(_blank, text)
    return text


@cache
def _patterns(her_name: str) -> tuple[re.Pattern[str], ...]:
    name = re.escape(her_name)
    first = rf"{_BEFORE}(?P<name>{name}){_TELLS_OF_HER}(?P<mark>[\s,:;–—-]*)(?=\S)"
    last = rf"(?P<before>)(?P<name>,\s*{name})(?P<mark>)(?=\s*(?:[.!?…,]|$))"
    return tuple(re.compile(one, re.IGNORECASE) for one in (first, last))


def _blank(found: re.Match[str]) -> str:
    return found["before"] + " " * len(found["name"] + found["mark"])
