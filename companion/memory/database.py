"""The encrypted file: one connection that writes, and one that reads for each reader of the moment.

Every commit is on the disk when it returns (synchronous=FULL: even a power cut loses nothing), and what is deleted
is overwritten. The page cipher is ChaCha20 with a Poly1305 tag a page, so damage is noticed, not read.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from companion.errors import CompanionError, LockedError
from companion.memory.keys import Key
from companion.memory.migrations import MIGRATIONS, Migration
from companion.memory.migrations.runner import migrate
from companion.memory.sqlite_errors import as_companion_error

CIPHER = "chacha20"
_PATIENCE_MS = 10_000
_NUDGE_S = 0.005
_LARGEST_WAL = 16 * 1024 * 1024
_PLAIN = b"SQLite format 3\0"
_FRACTIONS = bytes((64, 32, 32))
"""Bytes 21–23 of every SQLite file; the cipher leaves them readable."""


class Database:
    """The open file. Any thread may call it: writers take turns, readers never wait for them."""

    def __init__(self, path: Path, key: Key, writer: apsw.Connection) -> None:
        self.path = path
        self._key = key.copy()
        self._writer = writer
        self._turn = threading.RLock()
        self._pool = threading.Lock()
        self._idle: list[apsw.Connection] = []
        self._closed = False
        self._gives_way = False

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """One transaction: on the disk when the block ends, undone when it raises. Raises CompanionError."""
        with self._my_turn(), as_companion_error(self.path):
            self._check_open()
            self._writer.execute("begin immediate")
            try:
                yield self._writer
                self._writer.execute("commit")
            finally:
                if self._writer.in_transaction:
                    self._writer.execute("rollback")

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """A connection that sees one unchanging moment until the block ends. Raises CompanionError."""
        with as_companion_error(self.path):
            reader = self._borrow()
            try:
                reader.execute("begin")
                yield reader
            finally:
                if reader.in_transaction:
                    reader.execute("rollback")
                self._give_back(reader)

    @contextmanager
    def alone(self, giving_way: bool = False) -> Iterator[apsw.Connection]:
        """The writing connection without a transaction, for work on the file as a whole. Raises CompanionError.

        `giving_way`: apsw.InterruptError is raised in the block when somebody else wants to write.
        """
        with self._my_turn(), as_companion_error(self.path):
            self._check_open()
            try:
                self._gives_way = giving_way
                yield self._writer
            finally:
                with self._pool:
                    self._gives_way = False

    def other(self, path: Path) -> apsw.Connection:
        """Another file of the same key, such as a copy of this one. Raises apsw.Error; the caller closes it."""
        self._check_open()
        return connect(path, self._key)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one query. Raises CompanionError."""
        with self.reading() as reader:
            return list(reader.execute(sql, values))

    def close(self) -> None:
        """Let go of the file and wipe the key; readers at work finish first. From then on every call raises LockedError.

        May be called twice.
        """
        with self._pool:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()
        with self._turn:
            self._writer.close()
            self._key.wipe()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Only work that gives way is interrupted, never another's transaction: both happen under the same lock."""
        while not self._turn.acquire(timeout=_NUDGE_S):  # an interruption between two statements is lost
            with self._pool:
                if self._gives_way:
                    self._writer.interrupt()
        try:
            yield
        finally:
            self._turn.release()

    def _borrow(self) -> apsw.Connection:
        with self._pool:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        try:
            reader = connect(self.path, self._key)
        except apsw.NotADBError:
            self._check_open()  # closed in this very moment, its key wiped
            raise
        reader.pragma("query_only", True)
        return reader

    def _check_open(self) -> None:
        if self._closed:
            raise LockedError("The memory is locked; open it again to go on.")

    def _give_back(self, reader: apsw.Connection) -> None:
        with self._pool:
            if not self._closed:
                self._idle.append(reader)
                return
        reader.close()


def open_database(path: Path, key: Key, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
    """Open the file, made when there is none, and bring it to the newest schema after a backup copy.

    Raises LockedError when the key is not the file's, and CompanionError for a file that is not ours, is newer than
    this program, is damaged, or can't be written.
    """
    with as_companion_error(path):
        try:
            writer = connect(path, key)
        except apsw.NotADBError as error:
            raise _refusal(path, key) from error
        try:
            writer.pragma("journal_mode", "wal")
            migrate(writer, migrations, path, lambda copy: connect(copy, key))
        except BaseException:
            writer.close()
            raise
    return Database(path, key, writer)


def connect(path: Path, key: Key, damaged: bool = False) -> apsw.Connection:
    """A connection that has proved it can read; a `damaged` file is opened even if its end is missing.

    Raises apsw.NotADBError for a wrong key.
    """
    connection = apsw.Connection(str(path))
    try:
        connection.set_busy_timeout(_PATIENCE_MS)
        _unlock(connection, key, damaged)
        connection.pragma("synchronous", "FULL")
        connection.pragma("secure_delete", "ON")
        connection.pragma("foreign_keys", "ON")
        connection.create_scalar_function("fold", _fold, 1, deterministic=True)
        connection.pragma("journal_size_limit", _LARGEST_WAL)
    except BaseException:
        connection.close()
        raise
    return connection


def _fold(*texts: Any) -> Any:
    """Small letters in every script; SQLite's own `lower` knows ASCII only."""
    (text,) = texts
    return text.casefold() if isinstance(text, str) else text


def _unlock(connection: apsw.Connection, key: Key, damaged: bool) -> None:
    """Without the cipher built in, SQLite ignores these pragmas and would write plainly: then nothing is written."""
    connection.pragma("cipher", CIPHER)
    if connection.pragma("cipher") != CIPHER:
        raise CompanionError("This installation's SQLite can't encrypt; install apsw-sqlite3mc in place of apsw.")
    connection.pragma("key", "raw:" + key.raw.hex())
    if damaged:
        connection.pragma("writable_schema", "on")
    connection.execute("select count(*) from sqlite_schema").fetchall()


def looks_like_ours(path: Path) -> bool:
    """By the few bytes at the beginning that are not encrypted."""
    with path.open("rb") as file:
        head = file.read(24)
    return not head.startswith(_PLAIN) and head[21:24] == _FRACTIONS


def _refusal(path: Path, key: Key) -> CompanionError:
    if not looks_like_ours(path):
        return CompanionError(f"{path} is not a memory of this program; move it away and start again.")
    if key.proven:
        return CompanionError(
            f"{path} is damaged or belongs to another memory.key.toml; put that back, or a copy of the memory from "
            f"{path.parent / 'backups'} with `companion restore FILE`."
        )
    if key.origin == "passphrase":
        return LockedError("That passphrase doesn't open this memory; try again, or bring back its memory.key.toml.")
    return LockedError("The key in the system's keyring doesn't open this memory; bring back its memory.key.toml.")
