"""A question comes in; what was said that bears on it goes out, best first: found by words, by meaning, by time."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import apsw
import numpy as np
from numpy.typing import NDArray

from companion.environment import Now
from companion.memory.conversations import MESSAGE, as_message, iso_time
from companion.memory.database import Database
from companion.memory.excerpts import excerpt
from companion.memory.periods import Period
from companion.memory.postings import WordCover, cover
from companion.memory.query import MemoryQuery, SpeakerNames, read_query
from companion.memory.retrieved_memory import RetrievedMemory
from companion.memory.scoring import Relevance, ScoringInput, quick_score, score
from companion.memory.vectors import VectorIndex, cosines, json_list

_BY_WORDS = 150
_BY_MEANING = 300
_BY_TIME = 100
"""How many messages each way of looking brings forward."""
_WEIGHED = 60
"""How many of those, and of those of the time asked for, are weighed together with what was said around them."""


class TextEmbedder(Protocol):
    """What makes vectors of texts: `models.embedding.Embedder`, or one like it."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector of length 1 for each, shape (n, 384)."""
        ...


class Recall:
    """Everything said, found again. Any thread may call it; it raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now, names: SpeakerNames = SpeakerNames()) -> None:  # noqa: B008 - frozen
        self.names = names
        """What the two call each other in questions."""
        self.vectors = VectorIndex(database)
        self._database = database
        self._now = now
        self._embedder: TextEmbedder | None = None

    def use_embedder(self, embedder: TextEmbedder | None) -> None:
        """Find by meaning too, with this open model from now on; None: by words alone, and nothing stays in memory."""
        self._embedder = embedder
        if embedder is None:
            self.vectors.release()

    def preload(self) -> None:
        """Read ahead what finding by meaning holds in memory, so that the first question need not wait for it."""
        if self._embedder:
            with self._database.reading() as reader:
                self.vectors.refresh(reader)

    def embed_pending(self, limit: int = 32) -> int:
        """Make vectors for so many of the messages that have none, the newest first; how many were done."""
        embedder = self._embedder
        due = self.vectors.due(limit) if embedder else []
        if embedder and due:
            vectors = embedder.embed([text for _, text in due])
            self.vectors.save((*row, vector) for row, vector in zip(due, vectors, strict=True))
        return len(due)

    def recall(
        self, question: str, limit: int = 8, before: int | None = None, here: int | None = None
    ) -> list[RetrievedMemory]:
        """At most `limit` messages that bear on the question.

        Without those from the id `before` on: of conversation `here`, or of all when that is None.
        """
        embedder = self._embedder
        wanted = read_query(question, self.names, self._now())
        vector = embedder.embed([wanted.text])[0] if embedder else None
        end = None if here is not None else before
        with self._database.reading() as reader:
            covered = cover(reader, wanted.words, end)
            near = [] if vector is None else self.vectors.nearest(reader, vector, _BY_MEANING, end)
            candidates = _candidates(reader, wanted, covered, near, vector)
        allowed = (one for one in candidates.values() if not _excluded(one, before, here))
        weighed = [(score(one, candidates, wanted), one) for one in allowed]
        weighed.sort(key=lambda pair: (pair[0].score, pair[1].message.id), reverse=True)
        return [_recollection(one, weight, wanted) for weight, one in weighed[:limit] if weight.score > 0]


def _candidates(
    reader: apsw.Connection,
    wanted: MemoryQuery,
    covered: WordCover,
    near: Iterable[int],
    vector: NDArray[np.float32] | None,
) -> dict[int, ScoringInput]:
    """The messages that are worth weighing, and those around them."""
    of_then = _of_time(reader, wanted.period)
    found = {*covered.best(_BY_WORDS), *near, *of_then}
    shares = covered.shares(found)
    alike = {} if vector is None else cosines(reader, found, vector)
    first_look = {number: (quick_score(shares[number], alike.get(number, 0.0)), number) for number in found}
    best = {one for some in (found, of_then) for one in heapq.nlargest(_WEIGHED, some, key=first_look.__getitem__)}
    rows = _rows(reader, best)
    around = {beside for row in rows for beside in row[-2:] if beside is not None}.difference(best)
    shares |= covered.shares(around)
    if vector is not None:
        alike |= cosines(reader, around - alike.keys(), vector)
    return {row[0]: _candidate(row, shares, alike) for row in [*rows, *_rows(reader, around)]}


def _rows(reader: apsw.Connection, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """The columns of each message, and the ids of the ones before and after it."""
    sql = f"""select {MESSAGE},
        (select max(id) from message where conversation = m.conversation and id < m.id),
        (select min(id) from message where conversation = m.conversation and id > m.id)
        from message m where m.id in (select value from json_each(?))"""
    return list(reader.execute(sql, (json_list(ids),)))


def _candidate(row: tuple[Any, ...], shares: dict[int, float], alike: dict[int, float]) -> ScoringInput:
    message = as_message(row[:-2])
    before, after = row[-2:]
    return ScoringInput(message, before, after, shares[message.id], alike.get(message.id, 0.0))


def _of_time(reader: apsw.Connection, period: Period | None) -> list[int]:
    """The longest things said in that time."""
    if period is None:
        return []
    sql = "select id from message where at >= ? and at < ? order by length(text) desc limit ?"
    rows = reader.execute(sql, (iso_time(period.first), iso_time(period.last), _BY_TIME))
    return [int(row[0]) for row in rows]


def _excluded(candidate: ScoringInput, before: int | None, here: int | None) -> bool:
    message = candidate.message
    return before is not None and message.id >= before and (here is None or message.conversation == here)


def _recollection(candidate: ScoringInput, weight: Relevance, wanted: MemoryQuery) -> RetrievedMemory:
    message = candidate.message
    text = excerpt(message.text, wanted.words)
    return RetrievedMemory(
        message.id, message.conversation, message.speaker, text, message.at, weight.why, round(weight.score, 3)
    )
