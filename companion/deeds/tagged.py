"""Reads a line that likely asks for a deed word by word, as it was learned from marked lines: what the grammars leave over.

Precise first: every number and time of the line must be in a slot, and the deed must be able to make a whole request of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.slot_reader import SlotReading, slot_reader
from companion.deeds.slot_requests import request_of
from companion.deeds.slot_times import explained
from companion.memory.recall import TextEmbedder

LIKELY = 0.5
"""From this probability on that a line asks for something, it is read word by word."""
Least = tuple[float, float]
"""How sure of the action and of the slots a reading must be, 0 to 1."""
SURE: Least = (0.6, 0.2)
"""From these probabilities on a reading is believed where no other is, of a line that surely asks for something."""
SURER: Least = (0.8, 0.35)
"""The same, if the line only likely asks for something, something is read in it by its phrases too, or she would ask back."""
OF_WHAT_WAS_DONE = ("ask", "stop", "cancel", "more", "move", "pause", "resume", "remove", "clear", "tick")
"""What a line asks of what was just done."""
IsThere = Callable[[str, Request | DeedQuestion, str], bool]
"""Whether what a deed's request is about is kept, or named in the line."""


@dataclass(frozen=True)
class ByWords:
    """What a line asks, word by word."""

    asked: Request | DeedQuestion
    corrected: bool
    """Whether some of its words are taken back by others."""


class WordByWord:
    """Makes requests of learned readings."""

    def __init__(self, embedder: Callable[[], TextEmbedder | None], is_there: IsThere) -> None:
        """`embedder`: gives the embedding model, as soon as that is here; `is_there`: as `slot_checks` tells."""
        self._embedder, self._is_there = embedder, is_there

    def read(self, line: str, deed: str, now: datetime, least: Least) -> ByWords | None:
        """What the line asks of this deed, if that is at least so sure."""
        read = self._read(line, deed, now, False)
        if read is None or not explained(line, read.slots, now):
            return None
        asked = request_of(read, deed, line, now)
        if asked is None or not self._is_there(deed, asked, line):
            return None
        actions, slots = max(least, SURER) if isinstance(asked, DeedQuestion) else least
        certain = read.sure_of_action >= actions and read.sure >= slots
        return ByWords(asked, bool(read.all("not"))) if certain else None

    def follow(self, line: str, deed: str, now: datetime) -> Request | None:
        """What the line asks of what this deed has just done, without naming it."""
        read = self._read(line, deed, now, True)
        if read is None or read.action not in OF_WHAT_WAS_DONE or not explained(line, read.slots, now):
            return None
        if read.sure_of_action < SURER[0] or read.sure < SURER[1]:
            return None
        asked = request_of(read, deed, line, now)
        return asked if isinstance(asked, Request) else None

    def _read(self, line: str, deed: str, now: datetime, follows: bool) -> SlotReading | None:
        embedder = self._embedder()
        return slot_reader().read(line, deed, now, embedder, follows) if embedder is not None else None
