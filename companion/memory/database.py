"""Opens the encrypted file and hands out its connections: one that writes, and one for each reader.

Every commit is on the disk when it returns (synchronous=FULL: even a power cut loses nothing), and what is deleted
is overwritten. Pages are encrypted with ChaCha20 and carry a Poly1305 tag each, so damage is detected.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from companion.errors import CompanionError, LockedError
from companion.files import make_file
from companion.memory.keys import Key
from companion.memory.migrations import MIGRATIONS, Migration
from companion.memory.migrations.runner import migrate
from companion.memory.sqlite_errors import as_companion_error

CIPHER = "chacha20"
_PATIENCE_MS = 10_000
_RETRY_S = 0.005
_LARGEST_WAL = 16 * 1024 * 1024
_PLAIN = b"SQLite format 3\0"
_FRACTIONS = bytes((64, 32, 32))
"""Bytes 21–23 of every SQLite file; encryption leaves them readable."""


class Database:
    """The open file. Any thread may call it: writers wait for each other, readers never wait."""

    def __init__(self, path: Path, key: Key, writer: apsw.Connection) -> None:
        self.path = path
        self._key = key.copy()
        self._writer = writer
        self._lock = threading.RLock()
        self._pool_lock = threading.Lock()
        self._idle: list[apsw.Connection] = []
        self._closed = False
        self._gives_way = False

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """Run the block as one transaction: stored on the disk when it ends, undone when it raises. Raises CompanionError."""
        with self._write_lock(), as_companion_error(self.path):
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
        """A connection that sees the file as it is now until the block ends, whatever is written. Raises CompanionError."""
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
        """The writing connection without a transaction, for work on the whole file. Raises CompanionError.

        `giving_way`: raises apsw.InterruptError in the block when another thread wants to write.
        """
        with self._write_lock(), as_companion_error(self.path):
            self._check_open()
            try:
                self._gives_way = giving_way
                yield self._writer
            finally:
                with self._pool_lock:
                    self._gives_way = False

    def other(self, path: Path) -> apsw.Connection:
        """Open another file with the same key, such as a backup. The caller closes it. Raises apsw.Error."""
        self._check_open()
        return connect(path, self._key)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one query. Raises CompanionError."""
        with self.reading() as reader:
            return list(reader.execute(sql, values))

    def close(self) -> None:
        """Close the file and wipe the key, once running readers have finished. Every later call raises LockedError.

        May be called twice.
        """
        with self._pool_lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()
        with self._lock:
            self._writer.close()
            self._key.wipe()

    @contextmanager
    def _write_lock(self) -> Iterator[None]:
        """Hold the lock for writing. Interrupts the holder only if it gives way, never a transaction of another thread."""
        while not self._lock.acquire(
            timeout=_RETRY_S
        ):  # again and again: an interruption between two statements is lost
            with self._pool_lock:
                if self._gives_way:
                    self._writer.interrupt()
        try:
            yield
        finally:
            self._lock.release()

    def _borrow(self) -> apsw.Connection:
        with self._pool_lock:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        try:
            reader = connect(self.path, self._key)
        except apsw.NotADBError:
            self._check_open()  # closed just now, and the key wiped
            raise
        reader.pragma("query_only", True)
        return reader

    def _check_open(self) -> None:
        if self._closed:
            raise LockedError("The memory is locked; open it again to go on.")

    def _give_back(self, reader: apsw.Connection) -> None:
        with self._pool_lock:
            if not self._closed:
                self._idle.append(reader)
                return
        reader.close()


def open_database(path: Path, key: Key, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
    """Open the file, or create it, and bring it to the newest schema after making a backup.

    Raises LockedError when the key is not the one of this file, and CompanionError for a file that is not ours, is newer than
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
    """Connect, and check that the file can be read; with `damaged`, a file whose end is missing is opened too.

    Raises apsw.NotADBError for a wrong key.
    """
    with suppress(OSError):  # SQLite fails at the same, with the error that callers expect
        make_file(path)  # it makes the files beside it as private as this one
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
    """Lower case in every script; SQLite's own `lower` knows ASCII only."""
    (text,) = texts
    return text.casefold() if isinstance(text, str) else text


def _unlock(connection: apsw.Connection, key: Key, damaged: bool) -> None:
    """Set the key. A SQLite without encryption ignores these pragmas and would write plain text: then raise instead."""
    connection.pragma("cipher", CIPHER)
    if connection.pragma("cipher") != CIPHER:
        raise CompanionError("This installation's SQLite can't encrypt; install apsw-sqlite3mc in place of apsw.")
    connection.pragma("key", "raw:" + key.raw.hex())
    if damaged:
        connection.pragma("writable_schema", "on")
    connection.execute("select count(*) from sqlite_schema").fetchall()


def looks_like_ours(path: Path) -> bool:
    """Whether the few unencrypted bytes at the beginning are those of our files."""
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
