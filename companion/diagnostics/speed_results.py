"""Saves how fast the minds are on this machine: `doctor` measures it, the automatic choice of a mind reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from companion.errors import CompanionError
from models.choice import read_measured

NAME = "measured.toml"


def write_measured(folder: Path, speeds: Mapping[str, float]) -> None:
    """Adds tokens per second by catalogue id to `<folder>/measured.toml`. Raises CompanionError."""
    path = folder / NAME
    merged = {**read_measured(path), **speeds}
    lines = "".join(f'"{id}" = {speed:.1f}\n' for id, speed in sorted(merged.items()))
    draft = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(f"[tokens_per_second]\n{lines}", encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise CompanionError(f"The measured speeds can't be kept in {folder} ({error.strerror}).") from error
