"""Writes what a command exports: to the terminal, or to a file that only a whole export replaces."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from companion.errors import CompanionError
from companion.files import exported_file


def export_to(path: Path | None, write: Callable[[TextIO], None]) -> None:
    """Calls `write` with the file, or with stdout (None). Raises CompanionError; then the file is as it was before."""
    if path is None:
        write(sys.stdout)
        return
    try:
        with exported_file(path) as draft, draft.open("w", encoding="utf-8") as out:
            write(out)
    except OSError as error:
        raise CompanionError(f"{path} can't be written ({error.strerror}); choose another with --out.") from error
    print(f"Written to {path}; it is not encrypted.", file=sys.stderr)
