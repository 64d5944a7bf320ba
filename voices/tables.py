"""Reads the word tables beside the code: abbreviations, units, currencies, acronyms."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def table(name: str) -> dict[str, Any]:
    """The table `name`.toml of this package."""
    return tomllib.loads(resources.files("voices").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
