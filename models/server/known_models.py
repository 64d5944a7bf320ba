"""Finds which model of the catalogue a server's model is, by its name, so that it is drawn from as its makers say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.catalog import CatalogEntry

_PACKING = re.compile(r"(?<![a-z0-9])(?:i?q\d\w*|b?f(?:p)?\d+|int\d+|awq|gptq|gguf|mlx|latest|\d+bit)(?![a-z0-9])")
_PART = re.compile(r"[a-z]+|\d+(?:\.\d+)?b?")


def entry_like(name: str, entries: Iterable[CatalogEntry]) -> CatalogEntry | None:
    """The LLM whose id stands in a server's name for its model, part by part in order: `qwen3-4b-2507` in
    `Qwen/Qwen3-4B-Instruct-2507-Q4_K_M.gguf`, `gemma-3-1b` in `gemma3:1b`. The longest such id; None when there is none."""
    parts = _parts(name)
    alike = [entry for entry in entries if entry.kind == "mind" and _in_order(_parts(entry.id), parts)]
    return max(alike, key=lambda entry: len(_parts(entry.id)), default=None)


def _parts(name: str) -> list[str]:
    last = name.lower().replace("\\", "/").rsplit("/", 1)[-1]
    return _PART.findall(_PACKING.sub(" ", last.removesuffix(".gguf")))


def _in_order(wanted: list[str], there: list[str]) -> bool:
    rest = iter(there)
    return all(part in rest for part in wanted)
