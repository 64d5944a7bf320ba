"""What lies in the models folder: where each file belongs, whether it is whole, and how it goes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.catalog import CatalogEntry, ModelFile
from models.fetching.fetch import Arrived, is_gguf
from models.fetching.partial import PartialFile, digest
from models.fetching.stop import Stop
from models.receipts import Receipts

FileState = Literal["installed", "partial", "missing"]


@dataclass(frozen=True)
class Finding:
    """What `verify` found out about one file."""

    file: str
    state: Literal["good", "missing", "damaged", "unknown"]
    """Unknown: there is no hash to compare with; it looks right."""
    message: str = ""
    """What is wrong and what to do; empty when nothing is."""


@dataclass(frozen=True)
class ModelFolder:
    """The models folder. Nothing in it is kept in memory: files may go at any time."""

    folder: Path

    def path(self, entry: CatalogEntry) -> Path:
        """The folder of its files."""
        return entry.place.parent if entry.place else self.folder / entry.folder

    def file(self, entry: CatalogEntry, file: ModelFile) -> Path:
        """Where one file belongs."""
        return entry.place or self.folder / entry.folder / file.name

    def arriving(self, entry: CatalogEntry) -> Path:
        """The folder of what has arrived in part."""
        return self.folder / ".arriving" / entry.folder

    def lock(self, entry: CatalogEntry) -> Path:
        """The file that is locked by whoever changes anything of it."""
        return self.folder / ".arriving" / f"{entry.folder}.lock"

    def partial(self, entry: CatalogEntry, file: ModelFile) -> PartialFile:
        """What has arrived of one file."""
        return PartialFile(self.arriving(entry), file.name)

    def arrived(self, entry: CatalogEntry) -> int:
        """Bytes of all its files that have arrived in part."""
        return sum(self.partial(entry, file).on_disk() for file in entry.files)

    def missing(self, entry: CatalogEntry) -> tuple[ModelFile, ...]:
        """Files that are not there or have the wrong size."""
        return tuple(file for file in entry.files if not self._looks_whole(entry, file))

    def state_of(self, entry: CatalogEntry) -> FileState:
        """Installed, partial (something has arrived) or missing."""
        gone = self.missing(entry)
        if not gone:
            return "installed"
        return "partial" if self.arrived(entry) or len(gone) < len(entry.files) else "missing"

    def keep(self, entry: CatalogEntry, file: ModelFile, arrived: Arrived) -> None:
        """Remember what came."""
        Receipts(self.path(entry)).keep(file.name, arrived)

    def verify(self, entry: CatalogEntry, file: ModelFile, stop: Stop) -> Finding:
        """Read every byte; a damaged file is removed, unless it is the user's own."""
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
        """Remove one file; returns its size."""
        path = self.file(entry, file)
        size = path.stat().st_size if path.exists() else 0
        path.unlink(missing_ok=True)
        if path.parent.exists():
            Receipts(path.parent).drop(file.name)
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return size

    def discard(self, entry: CatalogEntry) -> int:
        """Remove what has arrived in part; returns its size."""
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
    """What to do about a file that is missing or damaged."""
    return f"look for it at {entry.place}." if entry.place else f"`companion models get {entry.id}` fetches it again."
