"""Finds the recordings that a figure needs: the folder named with --data, and the rows of a manifest in it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from companion.errors import CompanionError


def data_folder(options: argparse.Namespace) -> Path:
    """The folder that `--data` names. Raises CompanionError where it names none."""
    data: Path | None = options.data
    if data is None:
        raise CompanionError("This figure needs recordings: give their folder with --data.")
    return data


def manifest(folder: Path) -> list[dict[str, Any]]:
    """The rows of `manifest.jsonl` in this folder. Raises CompanionError where there is none."""
    path = folder / "manifest.jsonl"
    if not path.is_file():
        raise CompanionError(f"There is no {path}; give the folder that holds speech/ and noise/ with --data.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
