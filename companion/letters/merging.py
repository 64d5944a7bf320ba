"""Joins two changes of one letter, hers and one by hand, sentence by sentence; None where they touch the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from companion.letters.letter_text import LetterText, parsed

_BREAK = "\n\n"


@dataclass(frozen=True)
class _Edit:
    first: int
    last: int
    new: tuple[str, ...]


def merged(before: str, hand: str, hers: str) -> str | None:
    """The text with both changes; None if both changed the same place differently."""
    old, ours, theirs = _units(before), _units(hand), _units(hers)
    both = [*dict.fromkeys([*_edits(old, ours), *_edits(old, theirs)])]
    both.sort(key=lambda edit: (edit.first, edit.last))
    for one, other in pairwise(both):
        if other.first < one.last or other.first == one.first:
            return None
    units = list(old)
    for edit in reversed(both):
        units[edit.first : edit.last] = edit.new
    return _joined(units)


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [_Edit(i1, i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _units(text: str) -> list[str]:
    """Greeting, sentences with the breaks between, close and postscript; these two and the first may be empty."""
    parts = parsed(text)
    body: list[str] = []
    for paragraph in parts.paragraphs:
        body += [*([_BREAK] if body else []), *paragraph]
    return [f"greeting {parts.greeting}", *body, f"close {parts.close}", f"postscript {parts.postscript}"]


def _joined(units: Sequence[str]) -> str:
    paragraphs: list[list[str]] = [[]]
    hello, *middle, close, postscript = units
    for unit in middle:
        if unit == _BREAK:
            paragraphs.append([])
        else:
            paragraphs[-1].append(unit)
    body = tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)
    ends = close.removeprefix("close "), postscript.removeprefix("postscript ")
    return str(LetterText(hello.removeprefix("greeting "), body, *ends))
