"""Knows the models folder: where each file belongs and whether it is complete; verifies and deletes files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.catalog import CatalogEntry, ModelFile
from models.fetching.fetch import Arrived
from models.fetching.partial import PartialFile, digest
from models.fetching.stop import Stop
from models.gguf_header import is_gguf
from models.receipts import Receipts

FileState = Literal["installed", "partial", "missing"]


@dataclass(frozen=True)
class Finding:
    """The result of verifying one file."""

    file: str
    state: Literal["good", "missing", "damaged", "unknown"]
    """Unknown: it looks right, but there is no hash to compare with."""
    message: str = ""
    """What is wrong and what to do; empty when nothing is wrong."""


@dataclass(frozen=True)
class ModelFolder:
    """The models folder. It is read afresh each time, because files may disappear at any time."""

    folder: Path

    def path(self, entry: CatalogEntry) -> Path:
        """The folder of its files."""
        return entry.place.parent if entry.place else self.folder / entry.folder

    def file(self, entry: CatalogEntry, file: ModelFile) -> Path:
        """Where one file belongs."""
        return entry.place.with_name(file.name) if entry.place else self.folder / entry.folder / file.name

    def arriving(self, entry: CatalogEntry) -> Path:
        """The folder of partly downloaded files."""
        return self.folder / ".arriving" / entry.folder

    def lock(self, entry: CatalogEntry) -> Path:
        """The lock file of this model, held while its files are changed."""
        return self.folder / ".arriving" / f"{entry.folder}.lock"

    def partial(self, entry: CatalogEntry, file: ModelFile) -> PartialFile:
        """The downloaded part of one file."""
        return PartialFile(self.arriving(entry), file.name)

    def arrived(self, entry: CatalogEntry) -> int:
        """Bytes of partly downloaded files, together."""
        return sum(self.partial(entry, file).on_disk() for file in entry.files)

    def missing(self, entry: CatalogEntry) -> tuple[ModelFile, ...]:
        """Files that are not there or have the wrong size."""
        return tuple(file for file in entry.files if not self._looks_whole(entry, file))

    def state_of(self, entry: CatalogEntry) -> FileState:
        """Installed, partial (some of it is downloaded) or missing."""
        gone = self.missing(entry)
        if not gone:
            return "installed"
        return "partial" if self.arrived(entry) or len(gone) < len(entry.files) else "missing"

    def keep(self, entry: CatalogEntry, file: ModelFile, arrived: Arrived) -> None:
        """Write down size and hash of a downloaded file."""
        Receipts(self.path(entry)).keep(file.name, arrived)

    def verify(self, entry: CatalogEntry, file: ModelFile, stop: Stop) -> Finding:
        """Compare a file with its hash; a damaged one is deleted, unless it is the user's own. Raises Stopped."""
        path = self.file(entry, file)
        if not path.exists():
            return Finding(file.name, "missing", f"{file.name} is missing; {heal(entry)}")
        receipt = self._receipt(entry, file)
        wanted = file.sha256 or (receipt.sha256 if receipt else None)
        if wanted is None and (path.suffix != ".gguf" or is_gguf(path)):
            return Finding(file.name, "unknown")
        if wanted is not None and digest(path, stop) == wanted:
            return Finding(file.name, "good")
        if entry.place is None:
            self.delete(entry, file)
        return Finding(file.name, "damaged", f"{file.name} is damaged; {heal(entry)}")

    def delete(self, entry: CatalogEntry, file: ModelFile) -> int:
        """Delete one file; returns its size in bytes."""
        path = self.file(entry, file)
        size = path.stat().st_size if path.exists() else 0
        path.unlink(missing_ok=True)
        if path.parent.exists():
            Receipts(path.parent).drop(file.name)
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return size

    def discard(self, entry: CatalogEntry) -> int:
        """Delete partly downloaded files; returns their size in bytes."""
        folder = self.arriving(entry)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if folder.exists():
            shutil.rmtree(folder)
        return size

    def _looks_whole(self, entry: CatalogEntry, file: ModelFile) -> bool:
        try:
            size = self.file(entry, file).stat().st_size
        except OSError:
            return False
        if file.sha256:
            return size == file.bytes
        receipt = self._receipt(entry, file)
        return size == receipt.bytes if receipt else size > 0

    def _receipt(self, entry: CatalogEntry, file: ModelFile) -> Arrived | None:
        return None if entry.place else Receipts(self.path(entry)).read().get(file.name)


def heal(entry: CatalogEntry) -> str:
    """What the user can do about a missing or damaged file, as the end of a sentence."""
    return f"look for it at {entry.place}." if entry.place else f"`companion models get {entry.id}` fetches it again."
