"""Finds the engine for a graphics card: a build of llama-cpp-python in a folder of its own, never in place of the normal one.

Importing it fails where the card's loader (`libvulkan`) is missing, so only a process of its own may `enter` it.
"""

from __future__ import annotations

import importlib.metadata
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Backend = Literal["vulkan", "cuda", "hip", "metal"]
BUILT: tuple[Backend, ...] = ("cuda", "hip", "vulkan")
"""Those that are built into a folder; the first that is there is used. Metal is part of the normal build on macOS."""
PACKAGE = "llama-cpp-python"


@dataclass(frozen=True)
class Engine:
    """A build of llama.cpp that can use a card."""

    backend: Backend
    folder: Path | None
    """What is put in front of `sys.path`; None for the normal build."""

    @property
    def version(self) -> str:
        """Of llama-cpp-python; empty if that can't be told."""
        if self.folder is None:
            return pinned_version()
        names = [path.name for path in self.folder.glob("llama_cpp_python-*.dist-info")]
        return names[0].removesuffix(".dist-info").partition("-")[2] if names else ""

    @property
    def fits(self) -> bool:
        """Whether it is of the version that this program was written for."""
        return self.version == pinned_version()

    def enter(self) -> None:
        """Let `import llama_cpp` find this engine, in this process. Raises RuntimeError when another one is loaded already."""
        if "llama_cpp" in sys.modules:
            raise RuntimeError("another build of llama.cpp is loaded in this process")
        if self.folder is not None:
            sys.path.insert(0, str(self.folder))


def pinned_version() -> str:
    """The version of the normal build."""
    return importlib.metadata.version(PACKAGE)


def engines_folder(models: Path) -> Path:
    """Where engines and what is known of cards are kept."""
    return models / "engines"


def engine_folder(models: Path, backend: Backend) -> Path:
    """Where the engine for this kind of card is kept."""
    return engines_folder(models) / backend


def find_engine(models: Path) -> Engine | None:
    """The engine for a card on this computer; None when there is none. One of another version is found, too."""
    for backend in BUILT:
        folder = engine_folder(models, backend)
        if (folder / "llama_cpp").is_dir():
            return Engine(backend, folder)
    return Engine("metal", None) if sys.platform == "darwin" else None
