"""Encrypted copies of the memory beside it, made by themselves, thinned out with time, and freed of what is forgotten."""

from __future__ import annotations

from pathlib import Path

import apsw

from companion.memory.forgetting import StillHolds
from companion.memory.removal import Gone, clean, remove
from companion.memory.store import Store


class Backups:
    """The copies in one folder."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def free_of(self, gone: Gone) -> tuple[StillHolds, ...]:
        """Take it out of every copy; those from which it can't be taken."""
        held = [self._freed(path, gone) for path in sorted(self._folder.glob("*.db"))]
        return tuple(holding for holding in held if holding is not None)

    def _freed(self, path: Path, gone: Gone) -> StillHolds | None:
        try:
            copy = self._store.other(path)
        except apsw.Error as error:
            return StillHolds(path, f"{path.name} can't be opened with the key of this memory ({error}).")
        try:
            with copy:
                gone_here = remove(copy, gone)
            if gone_here:
                clean(copy)
        except apsw.Error as error:
            return StillHolds(path, f"{path.name} can't be changed ({error}).")
        finally:
            copy.close()
        return None
