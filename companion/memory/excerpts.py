"""A message and the words that are asked for come in; the part of it that matters goes out, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LONGEST = 320
"""Characters; what is shorter is left whole."""
_END = r"[.!?…。！？]"
_CLOSING = r"[\"'”’)\]]*"
_SENTENCE = re.compile(
    rf"[^\s](?:[^.!?…。！？\n]|{_END}++(?!{_CLOSING}(?:\s|$)))*+(?:{_END}++{_CLOSING}(?=\s|$)|(?=\n)|$)", re.DOTALL
)
"""Its runs are taken whole (`++`): a table of contents, with its dots, would take seconds otherwise."""
_STEM = 5
"""Letters of a word's beginning that must agree: “walked” is found in “walking”."""


def excerpt(text: str, words: Sequence[str]) -> str:
    """The sentences together, at most 320 characters, that hold most of the words; of equal ones the first."""
    if len(text) <= _LONGEST:
        return text
    stems = {word[:_STEM].lower() for word in words}
    return max(_stretches(text), key=lambda stretch: _held(stretch, stems), default=text)


def _stretches(text: str) -> Iterator[str]:
    """From the beginning of each sentence, as many whole ones as fit; a sentence that does not fit is cut to pieces."""
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
