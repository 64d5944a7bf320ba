"""Finds the messages that are relevant to a question by their words, their meaning and their time, best first."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
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
"""How many candidates each kind of search gives."""
_SCORED = 60
"""How many candidates are scored together with their neighbours; as many again of the period asked for."""


class TextEmbedder(Protocol):
    """Turns texts into vectors: `models.embedding.Embedder`, or a fake."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 for each text, shape (n, 384)."""
        ...

    def inner(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """One vector for each text from the model's inner layers, shape (n, 384); None when it shows none."""
        ...

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.int64]] | None:
        """Vectors of a text's word pieces from the inner layers, shape (n, 1152), and the letters each has, shape (n, 2)."""
        ...

    def layers(self, numbers: Sequence[int]) -> Mapping[str, NDArray[np.float32]] | None:
        """The weights of some of the model's layers; None when it shows none."""
        ...


class Recall:
    """Finds what was said. Any thread may call it; raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now, names: SpeakerNames = SpeakerNames()) -> None:  # noqa: B008 - frozen
        self.names = names
        """The names used in questions."""
        self.vectors = VectorIndex(database)
        self._database = database
        self._now = now
        self._embedder: TextEmbedder | None = None

    def use_embedder(self, embedder: TextEmbedder | None) -> None:
        """Search by meaning too, with this open model; None: search by words only, and free the vectors in memory."""
        self._embedder = embedder
        if embedder is None:
            self.vectors.release()

    @property
    def embedder(self) -> TextEmbedder | None:
        """The open embedding model, if there is one."""
        return self._embedder

    def vector(self, text: str) -> NDArray[np.float32] | None:
        """The sentence vector of a text, shape (384,); None while there is no model for it."""
        embedder = self._embedder
        return None if embedder is None else embedder.embed([text])[0]

    def preload(self) -> None:
        """Load the vectors into memory now, so that the first question does not wait for it."""
        if self._embedder:
            with self._database.reading() as reader:
                self.vectors.refresh(reader)

    def embed_pending(self, limit: int = 32) -> int:
        """Make vectors for at most `limit` messages that have none, newest first; how many were made."""
        embedder = self._embedder
        due = self.vectors.due(limit) if embedder else []
        if embedder and due:
            vectors = embedder.embed([text for _, text in due])
            self.vectors.save((*row, vector) for row, vector in zip(due, vectors, strict=True))
        return len(due)

    def recall(
        self, question: str, limit: int = 8, before: int | None = None, here: int | None = None
    ) -> list[RetrievedMemory]:
        """At most `limit` messages that are relevant to the question, best first.

        Leaves out messages from the id `before` on: those of the conversation `here`, or of all if that is None.
        """
        embedder = self._embedder
        query = read_query(question, self.names, self._now())
        vector = embedder.embed([query.text])[0] if embedder else None
        end = None if here is not None else before
        with self._database.reading() as reader:
            covered = cover(reader, query.words, end)
            near = [] if vector is None else self.vectors.nearest(reader, vector, _BY_MEANING, end)
            candidates = _candidates(reader, query, covered, near, vector)
        allowed = (one for one in candidates.values() if not _excluded(one, before, here))
        scored = [(score(one, candidates, query), one) for one in allowed]
        scored.sort(key=lambda pair: (pair[0].score, pair[1].message.id), reverse=True)
        return [_retrieved(one, relevance, query) for relevance, one in scored[:limit] if relevance.score > 0]


def _candidates(
    reader: apsw.Connection,
    query: MemoryQuery,
    covered: WordCover,
    near: Iterable[int],
    vector: NDArray[np.float32] | None,
) -> dict[int, ScoringInput]:
    """The messages that are worth scoring, and the ones before and after each, by id."""
    of_period = _in_period(reader, query.period)
    found = {*covered.best(_BY_WORDS), *near, *of_period}
    shares = covered.shares(found)
    cosine_of = {} if vector is None else cosines(reader, found, vector)
    estimate = {number: (quick_score(shares[number], cosine_of.get(number, 0.0)), number) for number in found}
    best = {one for some in (found, of_period) for one in heapq.nlargest(_SCORED, some, key=estimate.__getitem__)}
    rows = _rows(reader, best)
    neighbours = {beside for row in rows for beside in row[-2:] if beside is not None}.difference(best)
    shares |= covered.shares(neighbours)
    if vector is not None:
        cosine_of |= cosines(reader, neighbours - cosine_of.keys(), vector)
    return {row[0]: _candidate(row, shares, cosine_of) for row in [*rows, *_rows(reader, neighbours)]}


def _rows(reader: apsw.Connection, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """The columns of each message, and the ids of the messages before and after it."""
    sql = f"""select {MESSAGE},
        (select max(id) from message where conversation = m.conversation and id < m.id),
        (select min(id) from message where conversation = m.conversation and id > m.id)
        from message m where m.id in (select value from json_each(?))"""
    return list(reader.execute(sql, (json_list(ids),)))


def _candidate(row: tuple[Any, ...], shares: dict[int, float], cosine_of: dict[int, float]) -> ScoringInput:
    message = as_message(row[:-2])
    before, after = row[-2:]
    return ScoringInput(message, before, after, shares[message.id], cosine_of.get(message.id, 0.0))


def _in_period(reader: apsw.Connection, period: Period | None) -> list[int]:
    """The longest messages of that period."""
    if period is None:
        return []
    sql = "select id from message where at >= ? and at < ? order by length(text) desc limit ?"
    rows = reader.execute(sql, (iso_time(period.first), iso_time(period.last), _BY_TIME))
    return [int(row[0]) for row in rows]


def _excluded(candidate: ScoringInput, before: int | None, here: int | None) -> bool:
    message = candidate.message
    return before is not None and message.id >= before and (here is None or message.conversation == here)


def _retrieved(candidate: ScoringInput, relevance: Relevance, query: MemoryQuery) -> RetrievedMemory:
    message = candidate.message
    text = excerpt(message.text, query.words)
    return RetrievedMemory(
        message.id, message.conversation, message.speaker, text, message.at, relevance.why, round(relevance.score, 3)
    )
