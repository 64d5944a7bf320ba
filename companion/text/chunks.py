"""Cuts a reply, while it is generated, into what is spoken in one go: first a clause as early as possible, then sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from companion.text.clauses import PauseKind, count_words, enclosed, pause_before
from companion.text.sentences import Sentences

ENOUGH = 8
"""Words after which the first clause ends at the next acceptable place."""
LITTLE = 24
"""Characters (one and a half seconds of speech) up to which each clause is a chunk, because the voice is idle."""
LONGEST = 220
"""Longest chunk in characters, if there is a place to pause."""
GROWTH = 2
"""A chunk may be this many times as long as what was said so far: synthesis takes half as long as speaking."""
_STEP = re.compile(r"\S+|\s")


@dataclass(frozen=True)
class Chunk:
    """What is spoken in one go: a sentence or a clause."""

    text: str
    """One line, never empty."""
    ends: bool
    """The sentence is complete with this chunk."""
    new_line: bool = field(default=False, compare=False)
    """A line break stood before it."""


class Chunks:
    """Cuts one growing reply. Joined with spaces the chunks are the text, in whatever pieces it comes."""

    def __init__(self, first_words: int = 3) -> None:
        """`first_words`: least number of words in a clause that is spoken before the rest of its sentence is there."""
        self._first_words = first_words
        self._sentences = Sentences()
        self._given = 0
        self._said = 0
        self._broken = self._new_line = False

    def feed(self, text: str) -> list[Chunk]:
        """Add text; returns the chunks that it completed."""
        return [chunk for step in _STEP.findall(text) for chunk in self._step(step)]

    def finish(self) -> list[Chunk]:
        """The chunks that are left, now that the text has ended."""
        return [self._ended(sentence) for sentence in self._sentences.finish()]

    def _step(self, step: str) -> Iterator[Chunk]:
        """Add one white space or (part of) a word, so that places are judged at the same character whatever the pieces were."""
        for sentence in self._sentences.feed(step):
            yield self._ended(sentence)
        if step.isspace():
            self._broken |= step == "\n"
        elif self._broken:
            self._broken, self._new_line = False, self._said > 0
        pending = self._sentences.pending
        words = pending.split()
        place = self._place(words[self._given :], self._whole(words, pending) - self._given)
        if place:
            yield self._chunk(words[self._given : self._given + place], ends=False)
            self._given += place

    def _ended(self, sentence: str) -> Chunk:
        chunk = self._chunk(sentence.split()[self._given :], ends=True)
        self._given = 0
        return chunk

    def _chunk(self, words: Sequence[str], ends: bool) -> Chunk:
        text = " ".join(words)
        self._said += len(text)
        new_line, self._new_line = self._new_line, False
        return Chunk(text, ends, new_line)

    @staticmethod
    def _whole(words: Sequence[str], pending: str) -> int:
        return len(words) - (not pending[-1:].isspace())

    def _place(self, words: Sequence[str], whole: int) -> int:
        """How many of the words can be spoken now; 0: none yet."""
        if self._said < LITTLE:
            place = self._first(words, whole)
            if place:
                return place
        return self._late(words, whole)

    def _first(self, words: Sequence[str], whole: int) -> int:
        """The end of the first natural clause."""
        weak = 0
        for at in range(self._first_words, len(words)):
            spoken = count_words(words[:at])
            kind = pause_before(words, at, whole) if spoken >= self._first_words else None
            if kind is None or enclosed(words[:at]):
                continue
            if kind is PauseKind.MARK or (kind is PauseKind.CONJUNCTION and spoken > self._first_words):
                return at
            if kind is PauseKind.PREPOSITION and spoken > self._first_words and (spoken <= ENOUGH or not weak):
                weak = at
        return weak if count_words(words[:whole]) > ENOUGH else 0

    def _late(self, words: Sequence[str], whole: int) -> int:
        """A place to cut a sentence that takes longer to generate than the speech before it takes to play."""
        limit = min(LONGEST, GROWTH * self._said or LONGEST)
        text = " ".join(words[:whole])
        if len(text) <= limit:
            return 0
        best, found = PauseKind.CONJUNCTION if limit < LONGEST else PauseKind.PREPOSITION, 0
        for at in range(self._first_words, len(words)):
            fits = len(" ".join(words[:at])) <= limit
            kind = pause_before(words, at, whole)
            if kind is None or kind < best or enclosed(words[:at], quotations=False) or (found and not fits):
                continue
            best, found = kind, at
        return found
