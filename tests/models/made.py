"""Makes catalogue entries, wheels and stores for the tests of the store."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

from models.catalog import CatalogEntry, ModelFile, Source
from models.fetching.http import Http
from models.fetching.hub import HubFetcher
from models.fetching.progress import ModelProgress
from models.store import ModelStore, Supplies

BYTES = bytes(range(256)) * 4000
"""About a megabyte, the content of most files here."""
SHA = hashlib.sha256(BYTES).hexdigest()

QUICK = Http(connect_s=2, read_s=20, tries=3, pause_s=0)


def file(*sources: Source, name: str = "m.bin", content: bytes = BYTES, known: bool = True) -> ModelFile:
    return ModelFile(name, len(content), hashlib.sha256(content).hexdigest() if known else None, sources)


def entry(*files: ModelFile, id: str = "m", **more: object) -> CatalogEntry:
    made = CatalogEntry(id, "mind", id.upper(), "MIT", 100, files, rank=1, folder=id)
    return replace(made, **more)  # type: ignore[arg-type]


def store(folder: Path, *entries: CatalogEntry, **supplies: object) -> ModelStore:
    quick = Supplies(hub=HubFetcher(QUICK, 2), http=QUICK)
    return ModelStore(folder, entries, replace(quick, **supplies))  # type: ignore[arg-type]


def pip(shelf: Path) -> tuple[str, ...]:
    shelf.mkdir(exist_ok=True)
    return (sys.executable, str(Path(__file__).with_name("fake_pip.py")), str(shelf))


def wheel(shelf: Path, name: str, **members: bytes) -> Path:
    """Members by name, with `__` for a dot."""
    shelf.mkdir(exist_ok=True)
    path = shelf / f"{name}.whl"
    with zipfile.ZipFile(path, "w") as made:
        for member, content in members.items():
            made.writestr(f"{name}/{member.replace('__', '.')}", content)
    return path


def calls(shelf: Path) -> list[str]:
    return (shelf / "calls").read_text().split() if (shelf / "calls").exists() else []


class Told:
    """Every progress."""

    def __init__(self) -> None:
        self.all: list[ModelProgress] = []

    def __call__(self, progress: ModelProgress) -> None:
        self.all.append(progress)

    @property
    def statuses(self) -> list[str]:
        """Without repeats."""
        found: list[str] = []
        for progress in self.all:
            if not found or found[-1] != progress.status:
                found.append(progress.status)
        return found
