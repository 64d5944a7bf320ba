"""Fills a memory with any number of made-up messages and vectors, with words as common as in real conversations.

The words are made up, and the n-th most common one is as common as the n-th word of a language (Zipf). A vector is that
of one of some thousand real sentences plus random noise, so it has close neighbours, as the vectors of real messages do.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from companion.memory import Memory
from companion.memory.conversations import iso_time
from companion.memory.vectors import Vectors, packed
from models.embedding import Embedder

BEGAN = datetime(2016, 1, 1, 8)
TALK = 20
"""Messages in a conversation; messages are a minute apart, conversations a day."""

_VOCABULARY = 60_000
_FRAME = ("I", "was", "the", "and", "then", "with", "my", "so", "it", "is", "to", "that", "you", "of", "in", "but")
_AT_ONCE = 10_000
_NOISE = 0.045
"""Spread of the noise added to each of 384 numbers of about 0.05; it leaves a cosine of 0.75."""

_WHO = "I|My sister|Our neighbour|My boss|The dog|My father|A friend from school|The landlord|My doctor|Our teacher"
_DID = (
    "lost|bought|painted|was talking about|dreamt of|broke|found|forgot|sold|repaired|wrote about|cooked for|planned|"
    "cancelled|was afraid of|could not sleep because of|laughed about|paid for|waited for|gave away"
)
_WHAT = (
    "the old bicycle|a birthday cake|the trip to Norway|the exam|a blue coat|the broken heating|the wedding|two kittens|"
    "the garden|a job in the city|the piano|the flat by the river|a letter from the bank|the funeral|the marathon"
)


@dataclass(frozen=True)
class Sample:
    """A message in the memory that will be asked for."""

    words: tuple[str, ...]
    """Its made-up words."""
    vector: NDArray[np.float32]


class SyntheticLife:
    """Fills one memory, the same way every time."""

    def __init__(self, memory: Memory, embedder: Embedder) -> None:
        self._memory = memory
        self._dice = np.random.default_rng(4)
        self.sentences = _sentences()
        self._real = embedder.embed(self.sentences)
        self._words = _made_words(np.random.default_rng(5))
        common = np.cumsum(1 / (np.arange(_VOCABULARY) + 2.7))
        self._up_to = common / common[-1]
        self.count = 0

    @property
    def end(self) -> datetime:
        """The time of the last message."""
        return self._at(0)

    def grow(self, count: int) -> list[Sample]:
        """Adds messages until there are so many; returns some of the new ones."""
        samples: list[Sample] = []
        while self.count < count:
            samples += self._say(min(_AT_ONCE, count - self.count))
        return samples

    def question(self, sample: Sample) -> str:
        """Returns a question made of four words of the message and a common one."""
        words = self._dice.choice(sample.words, size=min(4, len(sample.words)), replace=False)
        return f"What did I say about the {' and the '.join(words)} and {self._words[self._dice.integers(40)]}?"

    def beside(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Returns a vector of similar meaning."""
        moved: NDArray[np.float32] = self._moved(vector[None])[0]
        return moved

    def _say(self, count: int) -> Iterator[Sample]:
        """Adds messages in one transaction, not the product's way, which would take an hour."""
        texts = self._texts(count)
        vectors = self._moved(self._real[self._dice.integers(len(self._real), size=count)])
        with self._memory.database.writing() as writer:
            for number in range(count // TALK):
                writer.execute("insert into conversation(started) values (?)", (iso_time(self._at(number * TALK)),))
            first = int(writer.execute("select max(id) - ? + 1 from conversation", (count // TALK,)).get)
            message = int(writer.execute("select coalesce(max(id), 0) + 1 from message").get)
            rows = [
                (message + n, first + n // TALK, "her" if n % 2 else "you", text, iso_time(self._at(n)))
                for n, text in enumerate(texts)
            ]
            writer.executemany(
                "insert into message(id, conversation, speaker, text, at, via) values (?, ?, ?, ?, ?, 'typed')", rows
            )
            writer.executemany(
                "insert into meaning values (?, ?)", [(message + n, packed(vector)) for n, vector in enumerate(vectors)]
            )
            writer.execute("delete from todo")
        self.count += count
        for n in range(0, count, max(count // 10, 1)):
            yield Sample(tuple(word for word in texts[n].split() if word not in _FRAME), vectors[n])

    def _texts(self, count: int) -> list[str]:
        """Makes texts of three to seventeen made-up words each, with a short real word before each of them."""
        lengths = self._dice.integers(3, 18, size=count)
        own = self._words[np.searchsorted(self._up_to, self._dice.random(lengths.sum()))]
        small = self._dice.choice(_FRAME, size=len(own))
        both = [f"{one} {other}" for one, other in zip(small, own, strict=True)]
        ends = np.cumsum(lengths)
        return [" ".join(both[end - length : end]) for end, length in zip(ends, lengths, strict=True)]

    def _at(self, ahead: int) -> datetime:
        number = self.count + ahead
        return BEGAN + timedelta(hours=number // TALK, minutes=number % TALK)

    def _moved(self, vectors: Vectors) -> Vectors:
        moved = vectors + _NOISE * self._dice.standard_normal(vectors.shape, np.float32)
        around: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return around


def _sentences() -> list[str]:
    parts = (_WHO.split("|"), _DID.split("|"), _WHAT.split("|"))
    return [" ".join(words) + "." for words in itertools.product(*parts)]


def _made_words(dice: np.random.Generator) -> NDArray[np.str_]:
    """Makes distinct words of two to four syllables, the most common first."""
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        words["".join(dice.choice(syllables, size=dice.integers(2, 5)))] = None
    return np.array(list(words))
