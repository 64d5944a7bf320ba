"""Applies the migrations that a file lacks, after a backup; each is applied whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from companion.errors import CompanionError
from companion.files import make_folder, reason


@dataclass(frozen=True)
class Migration:
    """One change of the schema."""

    name: str
    """Such as `m002`."""
    apply: Callable[[apsw.Connection], None]
    """Called inside a transaction, which also holds the new `user_version`."""


def migrate(
    connection: apsw.Connection, steps: Sequence[Migration], path: Path, connect: Callable[[Path], apsw.Connection]
) -> None:
    """Apply the migrations the file lacks, after a backup of a file that is not new.

    `connect` opens a copy with the file's own key. Raises CompanionError for a file newer than the last migration.
    """
    version = _version(connection)
    if version > len(steps):
        raise CompanionError(
            f"The memory file {path} was written by a newer version of this program; update the program to open it."
        )
    if 0 < version < len(steps):
        back_up(connection, path.parent / "backups" / f"{path.stem}-before-{steps[version].name}.db", connect)
    for number, step in enumerate(steps[version:], version + 1):
        _apply(connection, step, number)


def _apply(connection: apsw.Connection, step: Migration, number: int) -> None:
    connection.execute("begin immediate")
    try:
        if _version(connection) < number:  # another process may have applied it while we waited
            step.apply(connection)
            connection.pragma("user_version", number)
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


def back_up(source: apsw.Connection, copy: Path, connect: Callable[[Path], apsw.Connection]) -> None:
    """Copy the open file, encrypted with its key, whole or not at all. Raises CompanionError."""
    try:
        copy_file(source, copy, connect)
    except (OSError, apsw.Error) as error:
        raise CompanionError(
            f"No backup of {source.db_filename('main')} could be made in {copy.parent} ({reason(error)}), so it was not "
            "brought up to date; free some space there and start again."
        ) from error


def copy_file(source: apsw.Connection, copy: Path, connect: Callable[[Path], apsw.Connection]) -> None:
    """Copy the open file whole or not at all; `connect` decides which key encrypts the copy.

    The copy is vacuumed, so that it has no remains of deleted rows. Raises OSError when the copy can't be written, apsw.Error
    when the source can't be read.
    """
    draft = copy.with_name(f".companion-{secrets.token_hex(4)}.new")  # another process may be making the same copy
    try:
        make_folder(copy.parent)
        _remove(draft)
        target = connect(draft)
        try:
            with target.backup("main", source, "main") as work:
                work.step()
            target.execute("vacuum")
        finally:
            target.close()
        os.replace(draft, copy)
    except apsw.Error as error:
        if isinstance(error, _UNWRITABLE) and getattr(error, "extendedresult", 0) not in _UNREAD:
            why = "the disk is full" if isinstance(error, apsw.FullError) else str(error)
            raise OSError(errno.ENOSPC if isinstance(error, apsw.FullError) else errno.EIO, why, str(copy)) from error
        raise
    finally:
        _remove(draft)


_UNWRITABLE = (apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError)
_UNREAD = (apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_IOERR_DATA, apsw.SQLITE_IOERR_CORRUPTFS)
"""Of a copy only its writing fails: it is new."""


def _remove(draft: Path) -> None:
    """Remove an unfinished copy and what SQLite keeps beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        draft.with_name(draft.name + end).unlink(missing_ok=True)


def _version(connection: apsw.Connection) -> int:
    return int(connection.pragma("user_version"))
