"""The text of a reply comes in as it is thought; out goes what is to be spoken, as soon as it can be: a clause, then sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from companion.text.clauses import Breath, breath, count, enclosed
from companion.text.sentences import Sentences

ENOUGH = 8
"""Words after which the first clause ends at the next place that will do."""
LITTLE = 24
"""Characters (one and a half seconds of speech) until which clauses go as they come: the voice has nothing to do."""
LONGEST = 220
"""Characters of one chunk, if a place to breathe can be found."""
GROWTH = 2
"""How many times what was said so far a chunk may be: so long it takes to say, and half as long to synthesise."""
_STEP = re.compile(r"\S+|\s")


@dataclass(frozen=True)
class Chunk:
    """What is spoken in one go: a sentence, or a clause of it."""

    text: str
    """One line, never empty."""
    ends: bool
    """The sentence is complete with this chunk."""
    new_line: bool = field(default=False, compare=False)
    """A line break stood before it."""


class Chunks:
    """Cuts one growing reply. Nothing is lost: joined with spaces, the chunks are the text; its pieces don't matter."""

    def __init__(self, first_words: int = 3) -> None:
        """`first_words`: fewer words are not spoken before the rest of their sentence is there."""
        self._first_words = first_words
        self._sentences = Sentences()
        self._given = 0
        self._said = 0
        self._broken = self._new_line = False

    def feed(self, text: str) -> list[Chunk]:
        """The chunks that became certain with `text`."""
        return [chunk for step in _STEP.findall(text) for chunk in self._step(step)]

    def finish(self) -> list[Chunk]:
        """What is left, now that the text has ended."""
        return [self._ended(sentence) for sentence in self._sentences.finish()]

    def _step(self, step: str) -> Iterator[Chunk]:
        """One white space, or (part of) a word: a place is judged at the same character whatever the pieces were."""
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
        """How many of the words can be spoken now, for the rest can follow; 0: none yet."""
        if self._said < LITTLE:
            place = self._first(words, whole)
            if place:
                return place
        return self._late(words, whole)

    def _first(self, words: Sequence[str], whole: int) -> int:
        """The end of the first natural clause."""
        weak = 0
        for at in range(self._first_words, len(words)):
            spoken = count(words[:at])
            kind = breath(words, at, whole) if spoken >= self._first_words else None
            if kind is None or enclosed(words[:at]):
                continue
            if kind is Breath.MARK or (kind is Breath.CONJUNCTION and spoken > self._first_words):
                return at
            if kind is Breath.PREPOSITION and spoken > self._first_words and (spoken <= ENOUGH or not weak):
                weak = at
        return weak if count(words[:whole]) > ENOUGH else 0

    def _late(self, words: Sequence[str], whole: int) -> int:
        """A place in a sentence that grows longer than what is playing meanwhile."""
        limit = min(LONGEST, GROWTH * self._said or LONGEST)
        text = " ".join(words[:whole])
        if len(text) <= limit:
            return 0
        best, found = Breath.CONJUNCTION if limit < LONGEST else Breath.PREPOSITION, 0
        for at in range(self._first_words, len(words)):
            fits = len(" ".join(words[:at])) <= limit
            kind = breath(words, at, whole)
            if kind is None or kind < best or enclosed(words[:at], quotations=False) or (found and not fits):
                continue
            best, found = kind, at
        return found
