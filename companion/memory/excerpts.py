"""Cuts the sentences out of a long message that contain most of the words asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LONGEST = 320
"""Characters of an excerpt; shorter messages are left whole."""
_END = r"[.!?…。！？]"
_CLOSING = r"[\"'”’)\]]*"
_SENTENCE = re.compile(
    rf"[^\s](?:[^.!?…。！？\n]|{_END}++(?!{_CLOSING}(?:\s|$)))*+(?:{_END}++{_CLOSING}(?=\s|$)|(?=\n)|$)", re.DOTALL
)
"""The possessive `++` and `*+` prevent backtracking: a table of contents with its dots would take seconds."""
_STEM = 5
"""How many first letters of a word must agree: “walked” matches “walking”."""


def excerpt(text: str, words: Sequence[str]) -> str:
    """The run of sentences, at most 320 characters, that contains most of the words; of equal ones the first. Verbatim."""
    if len(text) <= _LONGEST:
        return text
    stems = {word[:_STEM].lower() for word in words}
    return max(_stretches(text), key=lambda stretch: _held(stretch, stems), default=text)


def _stretches(text: str) -> Iterator[str]:
    """For each sentence, the run of whole sentences from it that fits; a sentence that is too long is cut up."""
    pieces = list(_pieces(text))
    for number, (first, _) in enumerate(pieces):
        ends = [end for _, end in pieces[number:] if end - first <= _LONGEST]
        yield text[first : ends[-1]]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        first, end = match.span()
        while end - first > _LONGEST:
            cut = text.rfind(" ", first, first + _LONGEST)
            cut = cut if cut > first else first + _LONGEST
            yield first, cut
            first = cut + (text[cut : cut + 1] == " ")
        if end > first:
            yield first, end


def _held(stretch: str, stems: set[str]) -> int:
    return len({word[:_STEM] for word in re.findall(r"[^\W_]+", stretch.lower())} & stems)
