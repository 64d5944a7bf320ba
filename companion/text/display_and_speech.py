"""Decides what of a reply is shown and what is spoken: code, tables and long lists are only mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.text.chunks import Chunk

CODE = "I've put the code in the window."
LIST = "I've put the list in the window."
TABLE = "I've put the table in the window."
FEW = 3
"""Longest list, in items, that is read out."""

_FENCE = re.compile(r"^(?:```|~~~)")
_ITEM = re.compile(r"^(?:[-*+•–]|\(?\d{1,3}[.)])\s+\S")
_ROW = re.compile(r"^\|.*\|?$")
_RULE = re.compile(r"^(?:[-*_=]\s?){3,}$|^\|[\s:|-]+$")


@dataclass(frozen=True)
class DisplayPart:
    """A chunk as it is shown and as it is spoken."""

    shown: str
    """The chunk's text."""
    spoken: str
    """Empty if it is only shown."""
    ends: bool
    """The sentence is complete with this chunk."""


class DisplayAndSpeech:
    """Processes one reply. Up to FEW items of a list wait until it is known how many more there are."""

    def __init__(self) -> None:
        self._in_code = False
        self._items: list[Chunk] = []
        self._lines = 0
        self._named = False

    def add(self, chunk: Chunk) -> list[DisplayPart]:
        """Add a chunk; returns what can be shown and spoken now."""
        return list(self._take(chunk))

    def finish(self) -> list[DisplayPart]:
        """What is left, now that the reply has ended."""
        return list(self._rest())

    def _take(self, chunk: Chunk) -> Iterator[DisplayPart]:
        if self._in_code or _FENCE.match(chunk.text):
            yield from self._rest()
            yield self._code(chunk)
        elif _ROW.match(chunk.text):
            yield from self._rest(keep=self._named and not self._lines)
            yield DisplayPart(chunk.text, "" if self._named else TABLE, chunk.ends)
            self._named = True
        elif _ITEM.match(chunk.text) or (self._lines and not chunk.new_line):
            yield from self._item(chunk)
        else:
            yield from self._rest()
            yield DisplayPart(chunk.text, "" if _RULE.match(chunk.text) else chunk.text, chunk.ends)

    def _code(self, chunk: Chunk) -> DisplayPart:
        """A line of code; the remark is spoken with the block's first line."""
        opens = not self._in_code
        fences = len(re.findall(r"```|~~~", chunk.text))
        self._in_code ^= fences % 2 == 1
        return DisplayPart(chunk.text, CODE if opens else "", chunk.ends)

    def _item(self, chunk: Chunk) -> Iterator[DisplayPart]:
        self._named &= self._lines > 0
        self._lines += bool(_ITEM.match(chunk.text))
        if self._lines <= FEW:
            self._items.append(chunk)
            return
        waiting, self._items = [*self._items, chunk], []
        for item in waiting:
            yield DisplayPart(item.text, "" if self._named else LIST, item.ends)
            self._named = True

    def _rest(self, keep: bool = False) -> Iterator[DisplayPart]:
        """Release the items of a list that turned out to be short: they are read out as they are."""
        yield from (DisplayPart(item.text, item.text, item.ends) for item in self._items)
        self._items, self._lines, self._named = [], 0, keep
