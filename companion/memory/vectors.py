"""Stores the vectors of messages, and finds the messages whose vectors are nearest to a question's.

In the file a vector is 384 signed bytes. In memory it is only the signs of its numbers, 48 bytes: enough to find some hundred
candidates among a million in 30 ms, which are then scored by the vectors in the file.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from companion.memory.database import Database

Vectors = NDArray[np.float32]
"""Shape (n, 384); of length 1."""

_SIZE = 384
_WORDS = _SIZE // 64
_KEPT_CHANGES = 20_000
"""Changes kept in the list; a process that is further behind reads all vectors again."""
_READ_AT_ONCE = 4096
_BLOCK = 1 << 15
"""Rows compared at once: a block and its result stay in the processor's cache."""


class VectorIndex:
    """The vectors in the file, with an index of their signs in memory. Any thread may call it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._signs = _Signs()
        self._lock = threading.Lock()

    def due(self, limit: int) -> list[tuple[int, str]]:
        """Messages without a vector, newest first: (id, text)."""
        sql = """select m.id, m.text from todo t join message m on m.id = t.message
            where t.job = 'meaning' order by t.message desc limit ?"""
        return [(int(number), str(text)) for number, text in self._database.rows(sql, (limit,))]

    def save(self, rows: Iterable[tuple[int, str, NDArray[np.float32]]]) -> None:
        """Store vectors, each as (message, text, vector); skipped if the message's text has changed since or it is gone."""
        with self._database.writing() as writer:
            for number, text, vector in rows:
                writer.execute(
                    "insert or replace into meaning(message, vector) select id, ? from message where id = ? and text = ?",
                    (packed(vector), number, text),
                )
                if writer.changes():
                    writer.execute("delete from todo where job = 'meaning' and message = ?", (number,))
            writer.execute(
                "delete from meaning_change where number <= (select max(number) from meaning_change) - ?",
                (_KEPT_CHANGES,),
            )

    def nearest(
        self, reader: apsw.Connection, vector: NDArray[np.float32], limit: int, before: int | None = None
    ) -> list[int]:
        """Approximately the `limit` nearest messages, of those with a smaller id than `before`, in no order."""
        with self._lock:
            self._signs.refresh(reader)
            return self._signs.nearest(vector, limit, before)

    def refresh(self, reader: apsw.Connection) -> None:
        """Bring the index in memory up to date; `nearest` does so too."""
        with self._lock:
            self._signs.refresh(reader)

    def release(self) -> None:
        """Free the index in memory; it is read again when it is needed."""
        with self._lock:
            self._signs = _Signs()


def cosines(reader: apsw.Connection, ids: Iterable[int], vector: NDArray[np.float32]) -> dict[int, float]:
    """The cosine between the vector and that of each message, from the file; messages without a vector are left out."""
    sql = "select message, vector from meaning where message in (select value from json_each(?))"
    rows: list[tuple[Any, ...]] = reader.execute(sql, (json_list(ids),)).fetchall()
    cosines = unpacked([row[1] for row in rows]) @ vector
    return {row[0]: cosine for row, cosine in zip(rows, cosines.tolist(), strict=True)}


def packed(vector: NDArray[np.float32]) -> bytes:
    """The vector as 384 signed bytes, the largest ±127: only its direction is stored."""
    largest = max(float(np.abs(vector).max()), 1e-12)
    numbers: NDArray[np.int8] = np.rint(vector * (127 / largest)).astype(np.int8)
    return numbers.tobytes()


def unpacked(blobs: Sequence[bytes]) -> Vectors:
    """The vectors of such bytes, with length 1; shape (n, 384)."""
    numbers = np.frombuffer(b"".join(blobs), np.int8).reshape(len(blobs), _SIZE).astype(np.float32)
    lengths = np.maximum(np.linalg.norm(numbers, axis=1, keepdims=True), 1e-12)
    vectors: Vectors = numbers / lengths
    return vectors


def json_list(ids: Iterable[int]) -> str:
    """The ids as a JSON list, for `in (select value from json_each(?))`."""
    return "[" + ",".join(map(str, ids)) + "]"


class _Signs:
    """The signs of all vectors in the file, in ascending order of message ids. One caller at a time."""

    def __init__(self) -> None:
        self._seen = -1
        """The number of the last change read; -1 before anything was read."""
        self._count = 0
        self._ids = np.zeros(0, np.int64)
        """The first `_count` are in use; the rest is spare room."""
        self._bits = np.zeros((_WORDS, 0), np.uint64)
        """Shape (6, room), 64 signs a number: all first numbers, then all second ones, in the order of comparison."""

    def refresh(self, reader: apsw.Connection) -> None:
        """Read what has changed in the file since the last time, also by other processes."""
        oldest = int(reader.execute("select coalesce(min(number), 0) from meaning_change").get)
        newest = int(reader.execute("select coalesce(max(number), 0) from meaning_change").get)
        if self._seen < max(oldest - 1, 0):
            self._read_all(reader)
        elif newest > self._seen:
            changed = reader.execute("select distinct message from meaning_change where number > ?", (self._seen,))
            self._read_again(reader, np.array([row[0] for row in changed], np.int64))
        self._seen = max(newest, self._seen)

    def nearest(self, vector: NDArray[np.float32], limit: int, before: int | None) -> list[int]:
        """See `VectorIndex.nearest`."""
        end = self._count if before is None else int(np.searchsorted(self._ids[: self._count], before))
        if end <= limit:
            return [int(number) for number in self._ids[:end]]
        apart = self._apart(_signs(vector[None])[0], end)
        return [int(number) for number in self._ids[np.argpartition(apart, limit)[:limit]]]

    def _apart(self, signs: NDArray[np.uint64], end: int) -> NDArray[np.uint16]:
        """In how many signs each of the first `end` vectors differs."""
        apart = np.zeros(end, np.uint16)
        for first in range(0, end, _BLOCK):
            last = min(first + _BLOCK, end)
            for word, sign in zip(self._bits, signs, strict=True):
                apart[first:last] += np.bitwise_count(word[first:last] ^ sign)
        return apart

    def _read_all(self, reader: apsw.Connection) -> None:
        self._count = 0
        rows = iter(reader.execute("select message, vector from meaning order by message"))
        while part := list(itertools.islice(rows, _READ_AT_ONCE)):
            self._append(part)

    def _read_again(self, reader: apsw.Connection, changed: NDArray[np.int64]) -> None:
        """Remove these messages, and add those that have a vector in the file."""
        sql = """select message, vector from meaning
            where message in (select value from json_each(?)) order by message"""
        rows = reader.execute(sql, (json_list(changed.tolist()),)).fetchall()
        if self._count and changed.min() <= self._ids[self._count - 1]:
            self._take_out(changed)
        begin = self._count
        self._append(rows)
        if 0 < begin < self._count and self._ids[begin] < self._ids[begin - 1]:
            self._sort()

    def _take_out(self, changed: NDArray[np.int64]) -> None:
        stays = ~np.isin(self._ids[: self._count], changed)
        self._ids, self._bits = self._ids[: self._count][stays], self._bits[:, : self._count][:, stays]
        self._count = len(self._ids)

    def _sort(self) -> None:
        order = np.argsort(self._ids[: self._count], kind="stable")
        self._ids[: self._count], self._bits[:, : self._count] = self._ids[order], self._bits[:, order]

    def _append(self, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        begin, end = self._count, self._count + len(rows)
        if end > len(self._ids):
            more = end * 5 // 4 - len(self._ids)
            self._ids, self._bits = np.pad(self._ids, (0, more)), np.pad(self._bits, ((0, 0), (0, more)))
        self._ids[begin:end] = [row[0] for row in rows]
        self._bits[:, begin:end] = _signs(unpacked([row[1] for row in rows])).T
        self._count = end


def _signs(vectors: Vectors) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
