"""Makes encrypted backups of the memory once a day, deletes old ones, and removes from them what is forgotten.

Kept are the three newest days and the newest day of each of four weeks. Copies made before a migration, before a restore and
of a damaged file stay until somebody deletes them; what is forgotten is removed from those too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.files import reason
from companion.memory.database import Database
from companion.memory.forgetting import RemainingCopy
from companion.memory.migrations.runner import copy_file
from companion.memory.removal import ForgottenIds, remove, scrub

_DAYS = 3
_WEEKS = 4
_LONGEST_DRAFT_S = 3600
_OURS = re.compile(r"memory-(\d{4}-\d\d-\d\d)\.db")
_STATE = (
    "count(*), max(id), sum(length(text)), sum(interrupted) from message",
    "count(*), max(id), sum(length(text)), sum(pinned) from fact",
    "count(*), max(made) from day",
    "count(*), max(id), count(ended), count(replaced_by) from told_rule",
    "count(*), max(id), count(undone) from receipt",
    "count(*), max(id), count(removed), max(begins), sum(length(title)) from calendar_event",
    "count(*), max(id), max(due), max(rung), max(told), group_concat(state) from due_time",
    "count(*), max(id), group_concat(name) from kept_list",
    "count(*), max(id), max(ticked), count(ticked), sum(list) from list_item",
    "count(*), max(id) from kept_note",
    "count(*), max(id), max(used), sum(version), count(finished), group_concat(title) from letter",
    "count(*), max(id) from letter_version",
    "count(*), max(id), max(played), group_concat(title) from piece",
    "count(*), max(id), count(ended), group_concat(place) from interview",
    "count(*), max(id) from forgotten",
)
"""Queries whose results differ when anything has changed that is worth a backup."""


@dataclass(frozen=True)
class Backup:
    """One backup."""

    path: Path
    made: datetime
    """When the file was last written: made, or purged of something forgotten."""
    size: int
    """Bytes."""


class Backups:
    """The backups in one folder. Any thread may call it."""

    def __init__(self, database: Database, folder: Path, now: Now) -> None:
        self._database = database
        self._folder = folder
        self._now = now

    def list(self) -> list[Backup]:
        """All backups, newest first."""
        states = [(path, path.stat()) for path in self._folder.glob("*.db")]
        found = [Backup(path, datetime.fromtimestamp(state.st_mtime), state.st_size) for path, state in states]
        return sorted(found, key=lambda backup: backup.made, reverse=True)

    def due(self) -> bool:
        """Whether there is no backup of today, and something has changed since the newest one."""
        days = self._by_day()
        if not days:
            return bool(
                self._database.rows(
                    "select exists (select 1 from message) or exists (select 1 from fact) or exists (select 1 from told_rule)"
                    " or exists (select 1 from due_time) or exists (select 1 from receipt) or exists (select 1 from calendar_event)"
                    " or exists (select 1 from kept_list) or exists (select 1 from kept_note) or exists (select 1 from letter)"
                    " or exists (select 1 from piece)"
                )[0][0]
            )
        newest = max(days)
        return newest != self._now().date() and self._changed_since(days[newest])

    def make(self) -> Path:
        """Make today's backup, in place of an earlier one of today, and delete old ones; its path. Raises CompanionError."""
        path = self._folder / f"memory-{self._now():%Y-%m-%d}.db"
        try:
            with self._database.reading() as reader:
                copy_file(reader, path, self._database.other)
            for unwanted in self._by_day().keys() - wanted(self._by_day()):
                self._by_day()[unwanted].unlink(missing_ok=True)
        except (OSError, apsw.Error) as error:
            raise CompanionError(
                f"No backup could be made in {self._folder} ({reason(error)}); free some space there, or allow it."
            ) from error
        return path

    def purge(self, gone: ForgottenIds) -> tuple[RemainingCopy, ...]:
        """Remove these from every backup; returns the backups where that failed."""
        return self.change(lambda copy: remove(copy, gone))

    def change(self, delete: Callable[[apsw.Connection], int]) -> tuple[RemainingCopy, ...]:
        """Let `delete` delete rows of every backup, and overwrite their remains; returns the backups where that failed.

        `delete` tells how many rows it has deleted; a backup of an earlier version may lack tables.
        """
        self._without_drafts()
        held = [self._change_copy(path, delete) for path in sorted(self._folder.glob("*.db"))]
        return tuple(holding for holding in held if holding is not None)

    def _change_copy(self, path: Path, delete: Callable[[apsw.Connection], int]) -> RemainingCopy | None:
        try:
            copy = self._database.other(path)
        except apsw.Error as error:
            return RemainingCopy(path, f"{path.name} can't be opened with the key of this memory ({error}).")
        try:
            with copy:
                gone_here = delete(copy)
            if gone_here or path.name.startswith("damaged-"):  # all others were vacuumed when they were made
                scrub(copy)
        except apsw.Error as error:
            return RemainingCopy(path, f"{path.name} can't be changed ({error}).")
        finally:
            copy.close()
        return None

    def _without_drafts(self) -> None:
        """Delete unfinished backups that a crash left; another process may be writing a younger one."""
        old = datetime.now().timestamp() - _LONGEST_DRAFT_S  # files are dated by the system's clock
        for draft in self._folder.glob("*.new*"):
            if draft.stat().st_mtime < old:
                draft.unlink(missing_ok=True)

    def _by_day(self) -> dict[date, Path]:
        found = ((_OURS.fullmatch(path.name), path) for path in self._folder.glob("memory-*.db"))
        return {date.fromisoformat(name[1]): path for name, path in found if name}

    def _changed_since(self, path: Path) -> bool:
        """Whether the memory differs from this backup; True for one that can't be read or has an older schema."""
        try:
            copy = self._database.other(path)
        except apsw.Error:
            return True
        try:
            with self._database.reading() as reader:
                return _state(reader) != _state(copy)
        except apsw.Error:
            return True
        finally:
            copy.close()


def wanted(days: dict[date, Path]) -> set[date]:
    """The days whose backups are kept: the newest three, and the newest of each of the newest four weeks."""
    newest = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
    return {*newest[:_DAYS], *list(weeks.values())[:_WEEKS]}


def _state(connection: apsw.Connection) -> list[tuple[object, ...]]:
    return [row for what in _STATE for row in connection.execute(f"select {what}").fetchall()]
