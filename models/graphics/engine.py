"""Finds the engine for a graphics card, in a folder of its own: a build of llama-cpp-python, or a part for the normal one.

Loading either fails where the card's loader (`libvulkan`) is missing, so only a process of its own may `enter` it.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.errors import ModelError

Backend = Literal["vulkan", "cuda", "hip", "metal"]
BUILT: tuple[Backend, ...] = ("cuda", "hip", "vulkan")
"""Those that are built into a folder; the first that is there is used. Metal is part of the normal build on macOS."""
PACKAGE = "llama-cpp-python"
PART = "libggml-vulkan.so"
"""The part that computes with Vulkan, where it was fetched ready-made: the normal engine loads it."""
MADE_FOR = "made-for.txt"
"""Beside it: the version of llama-cpp-python that it fits."""
_BASE, _OUR_BASE = "libggml-base.so", "libggml-base.so.0"
"""What the part asks for, and the name under which the normal engine has loaded it already."""
_kept: list[object] = []
"""Callbacks that llama.cpp goes on calling."""


@dataclass(frozen=True)
class Engine:
    """A build of llama.cpp that can use a card."""

    backend: Backend
    folder: Path | None
    """What is put in front of `sys.path`, or what holds the ready-made part; None for the normal build."""

    @property
    def is_part(self) -> bool:
        """Whether it is a ready-made part that the normal engine loads, instead of an engine of its own."""
        return self.folder is not None and (self.folder / PART).exists()

    @property
    def version(self) -> str:
        """Of llama-cpp-python; empty if that can't be told."""
        if self.folder is None:
            return pinned_version()
        if self.is_part:
            made_for = self.folder / MADE_FOR
            return made_for.read_text(encoding="utf-8").strip() if made_for.exists() else ""
        names = [path.name for path in self.folder.glob("llama_cpp_python-*.dist-info")]
        return names[0].removesuffix(".dist-info").partition("-")[2] if names else ""

    @property
    def fits(self) -> bool:
        """Whether it is of the version that this program was written for."""
        return self.version == pinned_version()

    def enter(self) -> None:
        """Let `import llama_cpp` give this engine, in this process.

        Raises RuntimeError when another one is loaded already, and OSError when its part does not load.
        """
        if self.folder is not None and self.is_part:
            _load_part(self.folder)
            return
        if "llama_cpp" in sys.modules:
            raise RuntimeError("another build of llama.cpp is loaded in this process")
        if self.folder is not None:
            sys.path.insert(0, str(self.folder))

    def library(self) -> Any:
        """What lists this engine's devices, once it has been entered.

        A part is known only to the very library that took it in: wheels hold copies of `libggml`, each with a list of its own.
        """
        import llama_cpp
        from llama_cpp._ggml import libggml

        return llama_cpp.llama_cpp._lib if self.is_part else libggml


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
        if (folder / "llama_cpp").is_dir() or (folder / PART).exists():
            return Engine(backend, folder)
    return Engine("metal", None) if sys.platform == "darwin" else None


def silence() -> None:
    """Let the engine print nothing: what it finds while it looks for cards is for nobody."""
    import llama_cpp

    _kept.append(llama_cpp.llama_log_callback(_nothing))
    llama_cpp.llama_log_set(_kept[-1], ctypes.c_void_p(0))


def _nothing(_level: int, _text: bytes, _data: object) -> None:
    """A line that is not printed."""


def _load_part(folder: Path) -> None:
    """Load the part into the normal engine, whose own libraries it then uses. Raises OSError."""
    import llama_cpp

    silence()
    _link(folder / _BASE, Path(llama_cpp.__file__).parent / "lib" / _OUR_BASE)
    load = llama_cpp.llama_cpp._lib.ggml_backend_load
    load.argtypes, load.restype = (ctypes.c_char_p,), ctypes.c_void_p
    if not load(os.fsencode(folder / PART)):
        raise OSError(f"{folder / PART} does not load")


def _link(link: Path, target: Path) -> None:
    """Let the part find the library that is loaded already: by this link the system sees that it is the same file."""
    if not target.exists():
        raise OSError(f"{target} is not there")
    if not (link.exists() and link.samefile(target)):
        draft = link.with_suffix(f".{os.getpid()}")
        draft.symlink_to(target)
        os.replace(draft, link)


@contextmanager
def new_engine(models: Path, backend: Backend) -> Iterator[Path]:
    """Give an empty folder; what stands in its `engine` at the end becomes the engine, and until then the one before stays.

    Raises ModelError where it can't be kept.
    """
    place, draft = engine_folder(models, backend), engines_folder(models) / f"{backend}.new"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        shutil.rmtree(place, ignore_errors=True)
        os.replace(draft / "engine", place)
    except OSError as error:
        raise ModelError(f"The engine for the card can't be kept in {place} ({error.strerror}).") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
