"""Stores a partly downloaded file, with a journal that says which source its bytes come from."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from models.fetching.stop import Stop

PIECE = 1 << 18
"""Bytes read at once, few enough that a cancel takes effect within milliseconds."""


@dataclass(frozen=True)
class Journal:
    """Which source the bytes of the partial file come from."""

    source: str = ""
    mark: str = ""
    """The ETag of an HTTP source: another version at the same address has another one."""
    parts: int = 0
    """Number of complete parts, for a source that delivers in parts."""
    bytes: int | None = None
    """Bytes in those parts; None for a source without parts, where every byte on the disk counts."""


class PartialFile:
    """A file that is being downloaded."""

    def __init__(self, folder: Path, name: str) -> None:
        """Reads the journal; the file itself is not touched until `begin`."""
        self.path = folder / f"{name}.part"
        self._journal_path = folder / f"{name}.journal"
        self._out: BinaryIO | None = None
        self.size = 0
        self.journal = self._read()

    def begin(self, source: str) -> None:
        """Open for more bytes of `source`: its own earlier bytes are kept, those of another source are dropped."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._out = open(self.path, "ab")  # noqa: SIM115 - stays open between pieces
        self.size = self.path.stat().st_size
        if self.journal.source != source:
            self.restart(source)
        elif self.journal.bytes is not None:
            self._cut(self.journal.bytes)

    def restart(self, source: str, mark: str = "") -> None:
        """Drop all bytes and begin again with those of `source`, version `mark`."""
        self._cut(0)
        self._write(Journal(source, mark))

    def append(self, piece: bytes) -> None:
        """Add bytes."""
        assert self._out is not None
        self._out.write(piece)
        self.size += len(piece)

    def keep_part(self) -> None:
        """Record that one more part is complete: a later `begin` continues from here."""
        self._sync()
        self._write(Journal(self.journal.source, self.journal.mark, self.journal.parts + 1, self.size))

    def digest(self, stop: Stop) -> str:
        """The sha256 of what is on the disk; raises Stopped."""
        self._sync()
        return digest(self.path, stop)

    def move_to(self, target: Path) -> None:
        """Move the complete file to its place, in one step."""
        self.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, target)
        self._journal_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Delete the file and its journal."""
        self.close()
        self.path.unlink(missing_ok=True)
        self._journal_path.unlink(missing_ok=True)
        self.journal, self.size = Journal(), 0

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def on_disk(self) -> int:
        """Bytes on the disk, from any source."""
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
            return Journal()  # with a damaged journal the download only starts again

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
