"""Turns SQLite's errors into sentences that tell the user what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from companion.errors import CompanionError

_DAMAGED = (
    "The memory file {path} is damaged; `companion restore --repair` saves what can be read of it, and `companion restore "
    "FILE` puts a copy from {backups} in its place."
)
_BEFORE = "everything from before is safe"

_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (apsw.FullError, "The disk is full, so that could not be remembered in {path}; free some space, {before}."),
    (apsw.BusyError, "Another program keeps {path} busy; close it and try again, {before}."),
    (apsw.ReadOnlyError, "The memory file {path} can't be written to; allow it, or choose another place with --home."),
    (apsw.CantOpenError, "The memory file {path} can't be opened; check that its folder exists and can be written to."),
    (apsw.PermissionsError, "The memory file {path} may not be opened; allow it, or choose another place with --home."),
    (apsw.CorruptError, _DAMAGED),
    (apsw.NotADBError, _DAMAGED),
    (apsw.IOError, "The disk failed while using {path} ({error}); check the disk, then start again."),
)


@contextmanager
def as_companion_error(path: Path) -> Iterator[None]:
    """Raise CompanionError for errors of the disk or the file; errors in our SQL are raised unchanged."""
    try:
        yield
    except apsw.Error as error:
        for kind, sentence in _SENTENCES:
            if isinstance(error, kind):
                words = sentence.format(path=path, before=_BEFORE, backups=path.parent / "backups", error=error)
                raise CompanionError(words) from error
        raise
