"""Which model suits this machine: its memory, its cores and what was measured on it go in, one entry comes out."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from models.catalog import CatalogEntry, Kind
from models.errors import ModelError

SPARE_MB = 2000
"""Megabytes left for the system, the window, the ear and the voice."""
ENOUGH = 8.0
"""Tokens a second below which one waits for her."""
BYTES_PER_CORE = 11e9
"""Model bytes read a second by one core: 20 tokens a second from 1.1 GB on two cores of an AMD EPYC."""
CORES_THAT_HELP = 4
"""Beyond these the memory is the limit, not the cores."""


@dataclass(frozen=True)
class Machine:
    """What decides."""

    ram_bytes: int
    cores: int


def this_machine() -> Machine:
    """The one we run on; cores are those this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(psutil.virtual_memory().total, cores)


def read_measured(path: Path) -> dict[str, float]:
    """Tokens a second of each mind, from the `[tokens_per_second]` of a TOML file; empty when there is none."""
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")).get("tokens_per_second", {})
        return {str(id): float(speed) for id, speed in values.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} can't be read ({error}); delete it and run `companion doctor` again.") from error


def fits(entry: CatalogEntry, machine: Machine, measured: Mapping[str, float]) -> bool:
    """Whether it runs here, quickly enough for a conversation."""
    roomy = (entry.needs_ram_mb + SPARE_MB) * 2**20 <= machine.ram_bytes
    quick = machine.cores >= entry.needs_cores
    if entry.kind == "mind":
        quick = quick and speed(entry, machine, measured) >= ENOUGH
    return roomy and quick


def speed(entry: CatalogEntry, machine: Machine, measured: Mapping[str, float]) -> float:
    """Tokens a second of a mind: measured, else estimated from its size."""
    if entry.id in measured:
        return measured[entry.id]
    return min(machine.cores, CORES_THAT_HELP) * BYTES_PER_CORE / max(1, entry.bytes)


def recommend(
    entries: Iterable[CatalogEntry],
    kind: Kind,
    machine: Machine,
    installed: Collection[str] = (),
    measured: Mapping[str, float] | None = None,
) -> CatalogEntry | None:
    """The best of a kind that fits, among those proven here or installed already.

    A mind is always found: the smallest proven one where none fits. Another kind may have none (then None).
    An entry of rank 0 only adds to another one, or is the user's own, and is never recommended.
    """
    ranked = sorted((e for e in entries if e.kind == kind and e.rank), key=lambda e: -e.rank)
    trusted = [entry for entry in ranked if entry.verified or entry.id in installed]
    good = [entry for entry in trusted if fits(entry, machine, measured or {})]
    if good:
        return good[0]
    return min(trusted, key=lambda e: e.bytes, default=None) if kind == "mind" else None
