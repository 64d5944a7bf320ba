"""Gives memory that is not needed any more back to the system: pages of a mapped model file, and what was freed."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_NOT_NEEDED = 4
"""MADV_DONTNEED: the pages go; whoever reads one later gets it from the file again."""


def give_back_pages(path: Path) -> None:
    """Let go of all pages of a file this process has mapped for reading; does nothing where there is no /proc.

    llama.cpp maps the file, copies most weights into an order its kernels are faster with, and reads only the rest from the
    mapping again. The pages it copied from stay: of 1.1 GB, 0.7.
    """
    if not _MAPS.exists():
        return
    madvise = ctypes.CDLL(None).madvise
    for begin, end in _mapped(os.path.realpath(path)):
        madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), _NOT_NEEDED)


def give_back_freed() -> None:
    """Let go of what was freed, where the C library would keep it for later: with glibc, 100 MB after a few side contexts."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)


def _mapped(path: str) -> Iterator[tuple[int, int]]:
    """The addresses at which a file is mapped and not written to."""
    for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, rights, _offset, _device, _inode, *name = line.split(maxsplit=5)
        if name == [path] and "w" not in rights:
            begin, end = addresses.split("-")
            yield int(begin, 16), int(end, 16)
