"""Reads a line that likely asks for a deed word by word, as it was learned from marked lines: what the grammars leave over.

Precise first: a number or a time that is in no slot makes a reading doubtful, and the deed must be able to make a request of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.just_kept import JustAsked
from companion.deeds.slot_reader import ALONE, DEEDS, MOST_WORDS, NOTHING, Numbers, Place, SlotReading, slot_reader
from companion.deeds.slot_requests import request_of
from companion.deeds.slot_times import explained
from companion.deeds.slot_words import meanings, words_of
from companion.memory.recall import TextEmbedder

LIKELY = 0.5
"""From this probability on that a line asks for something, it is read word by word."""
Least = tuple[float, float]
"""How sure of the action and of the slots a reading must be, 0 to 1."""
SURE: Least = (0.6, 0.2)
"""From these probabilities on a reading is believed where no other is, of a line that surely asks for something."""
SURER: Least = (0.8, 0.35)
"""The same, if the line only likely asks for something, something is read in it by its phrases too, or she would ask back."""
BESIDE_PHRASES: Least = (0.65, 0.25)
"""The same, if its phrases read something of the same deed in the line: something is done or asked anyway."""
UNEXPLAINED: Least = (0.8, 0.35)
"""The same, if the line names a time or a number that is in no slot."""
OF_ANOTHER: Least = (0.9, 0.5)
"""The same, if its phrases read something of another deed in the line."""
OF_WHAT_WAS_DONE: Least = (0.6, 0.2)
"""The same, of a line that goes on with what was just done."""
SECOND: Least = (0.95, 0.6)
"""The same, of a line's second request."""
FEW_SLOTS = 2
"""Of so many slots, or fewer, all must be right with the probability asked for."""
IsThere = Callable[[str, Request | DeedQuestion, str], bool]
"""Whether what a deed's request is about is kept, or named in the line."""
FollowUp = Callable[[SlotReading, str, str, datetime, JustAsked], Request | DeedQuestion | None]
"""Makes a request of a line that goes on with what was just done, as `slot_follow` does."""


@dataclass(frozen=True)
class ByWords:
    """What a line asks, word by word."""

    deed: str
    asked: Request | DeedQuestion
    corrected: bool = False
    """Whether some of its words are taken back by others."""
    also: tuple[ByWords, ...] = ()
    """What else the line asks."""
    sure: float = 0.0
    """The probability that every word is what it is taken for, 0 to 1."""


class WordByWord:
    """Makes requests of learned readings."""

    def __init__(self, embedder: Callable[[], TextEmbedder | None], is_there: IsThere, follow_up: FollowUp) -> None:
        """`embedder`: gives the embedding model, as soon as that is here; `is_there`: as `slot_checks` tells."""
        self._embedder, self._is_there, self._follow_up = embedder, is_there, follow_up
        self._last: tuple[str, Numbers] | None = None

    def read(self, line: str, deed: str, now: datetime, least: Least, several: bool = True) -> ByWords | None:
        """What the line asks of this deed, if that is at least so sure; with what else it asks, if `several`."""
        read = self._read(line, deed, now, ALONE)
        if read is None or not is_so_sure(read, least):
            return None
        asked = request_of(read, deed, line, now)
        if asked is None or not self._is_there(deed, asked, line):
            return None
        also = self._second(line, read, now) if several and isinstance(asked, Request) else None
        slots = (*read.slots, *(also[0].slots if also is not None else ()))
        needed = least if not isinstance(asked, DeedQuestion) else max(least, SURER)
        if not explained(line, slots, now):
            needed = max(needed, UNEXPLAINED)
        if not is_so_sure(read, needed):
            return None
        return ByWords(deed, asked, bool(read.all("not")), (also[1],) if also is not None else (), read.sure)

    def follow(
        self, line: str, deeds: Sequence[str], now: datetime, just: JustAsked, least: Least = OF_WHAT_WAS_DONE
    ) -> ByWords | None:
        """What the line asks of what was just done, or beside it; of these deeds the one that is surest to be asked."""
        kept = just.receipt.undo is not None
        read = [
            (one, deed)
            for deed in deeds
            if (one := self._read(line, deed, now, Place(True, deed == just.receipt.deed, kept))) is not None
        ]
        for one, deed in sorted(read, key=lambda pair: pair[0].nothing):
            needed = least if explained(line, one.slots, now) else max(least, UNEXPLAINED)
            if one.action == NOTHING or not is_so_sure(one, needed):
                continue
            if isinstance(asked := self._follow_up(one, deed, line, now, just), Request):
                return ByWords(deed, asked)
        return None

    def _second(self, line: str, first: SlotReading, now: datetime) -> tuple[SlotReading, ByWords] | None:
        """What the line asks besides, in words that the first request leaves over."""
        taken = tuple((one.start, one.end) for one in first.slots)
        if not taken:
            return None
        place = Place(taken=taken)
        read = [(one, deed) for deed in DEEDS if (one := self._read(line, deed, now, place)) is not None]
        one, deed = min(read, key=lambda pair: pair[0].nothing)
        inside = any(slot.start < end and start < slot.end for slot in one.slots for start, end in taken)
        if one.action == NOTHING or one.sure_of_action < SECOND[0] or one.sure < SECOND[1] or inside or not one.slots:
            return None
        asked = request_of(one, deed, line, now)
        if not isinstance(asked, Request) or not self._is_there(deed, asked, line):
            return None
        return one, ByWords(deed, asked)

    def _read(self, line: str, deed: str, now: datetime, place: Place) -> SlotReading | None:
        vectors = self._vectors(line)
        return slot_reader().read(line, deed, now, vectors, place) if vectors is not None else None

    def _vectors(self, line: str) -> Numbers | None:
        """Those of the line's words; the last ones are kept, since a line is read several times."""
        if self._last is None or self._last[0] != line:
            words, embedder = words_of(line), self._embedder()
            pieces = embedder.pieces(line) if embedder is not None and 0 < len(words) <= MOST_WORDS else None
            if pieces is None:
                return None
            self._last = (line, np.asarray(meanings(words, pieces)))
        return self._last[1]


def is_so_sure(read: SlotReading, least: Least) -> bool:
    """Whether a reading is at least so sure; the more slots it has, the less sure all of them can be together."""
    return read.sure_of_action >= least[0] and read.sure >= least[1] ** max(1.0, len(read.slots) / FEW_SLOTS)
