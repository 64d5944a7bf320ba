"""What has arrived of one file so far, on disk, with a journal that says from where: bytes in, a whole file out."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from models.fetching.stop import Stop

PIECE = 1 << 18
"""Bytes read at once; small enough that a cancel is noticed within milliseconds."""


@dataclass(frozen=True)
class Journal:
    """Whose bytes the partial file holds."""

    source: str = ""
    mark: str = ""
    """The ETag, for an HTTP source: other bytes under the same address have another one."""
    parts: int = 0
    """Whole parts, for a source that comes in parts."""
    bytes: int | None = None
    """What those parts hold; None where every byte on disk counts."""


class PartialFile:
    """A file that is arriving."""

    def __init__(self, folder: Path, name: str) -> None:
        """Nothing is touched until `begin`."""
        self.path = folder / f"{name}.part"
        self._journal_path = folder / f"{name}.journal"
        self._out: BinaryIO | None = None
        self.size = 0
        self.journal = self._read()

    def begin(self, source: str) -> None:
        """Open for more bytes of `source`; what another source left is dropped, what it left itself is kept."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._out = open(self.path, "ab")  # noqa: SIM115 - stays open between pieces
        self.size = self.path.stat().st_size
        if self.journal.source != source:
            self.restart(source)
        elif self.journal.bytes is not None:
            self._cut(self.journal.bytes)

    def restart(self, source: str, mark: str = "") -> None:
        """Forget every byte; what comes now is `source`'s, under `mark`."""
        self._cut(0)
        self._write(Journal(source, mark))

    def append(self, piece: bytes) -> None:
        """Add bytes."""
        assert self._out is not None
        self._out.write(piece)
        self.size += len(piece)

    def keep_part(self) -> None:
        """The bytes so far are one more whole part: a later `begin` goes on from here."""
        self._sync()
        self._write(Journal(self.journal.source, self.journal.mark, self.journal.parts + 1, self.size))

    def digest(self, stop: Stop) -> str:
        """The sha256 of what is on disk."""
        self._sync()
        return digest(self.path, stop)

    def move_to(self, target: Path) -> None:
        """The file is whole: put it in its place, in one step."""
        self.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, target)
        self._journal_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove every trace."""
        self.close()
        self.path.unlink(missing_ok=True)
        self._journal_path.unlink(missing_ok=True)
        self.journal, self.size = Journal(), 0

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def on_disk(self) -> int:
        """Bytes that have arrived, by whichever source."""
        return self.path.stat().st_size if self.path.exists() else 0

    def _cut(self, bytes: int) -> None:
        assert self._out is not None
        self._out.flush()
        self._out.truncate(bytes)
        self._out.seek(0, os.SEEK_END)
        self.size = self._out.tell()

    def _sync(self) -> None:
        if self._out is not None:
            self._out.flush()
            os.fsync(self._out.fileno())

    def _read(self) -> Journal:
        try:
            return Journal(**json.loads(self._journal_path.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return Journal()  # a torn journal costs a fresh start, nothing else

    def _write(self, journal: Journal) -> None:
        draft = self._journal_path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(journal)), encoding="utf-8")
        os.replace(draft, self._journal_path)
        self.journal = journal


def digest(path: Path, stop: Stop) -> str:
    """The sha256 of a file; raises Stopped."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            stop.check()
            total.update(piece)
    return total.hexdigest()
