"""Recommends the model that suits this machine, by its memory, its cores and the speeds measured on it."""

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
"""Megabytes of memory left for the window, the speech recogniser and the voice (800 by `companion bench memory`) and the system."""
ENOUGH = 8.0
"""Tokens a second an LLM needs, so that the user does not have to wait for it."""
BYTES_PER_CORE = 11e9
"""Bytes of a model that one core reads a second: from 20 tokens a second with 1.1 GB on two cores of an AMD EPYC."""
CORES_THAT_HELP = 4
"""Beyond these the memory is the limit, not the cores."""


@dataclass(frozen=True)
class Machine:
    """The properties of a computer that decide which models it can run."""

    ram_bytes: int
    cores: int


def this_machine() -> Machine:
    """This computer; only the cores that this process may use are counted."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(psutil.virtual_memory().total, cores)


def read_measured(path: Path) -> dict[str, float]:
    """Tokens a second by LLM id, from `[tokens_per_second]` in a TOML file; empty when there is none. Raises ModelError."""
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")).get("tokens_per_second", {})
        return {str(id): float(speed) for id, speed in values.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} can't be read ({error}); delete it and run `companion doctor` again.") from error


def fits(entry: CatalogEntry, machine: Machine, measured: Mapping[str, float]) -> bool:
    """Whether the model runs on this machine, quickly enough for a conversation."""
    roomy = (entry.needs_ram_mb + SPARE_MB) * 2**20 <= machine.ram_bytes
    quick = machine.cores >= entry.needs_cores
    if entry.kind == "mind":
        quick = quick and speed(entry, machine, measured) >= ENOUGH
    return roomy and quick


def speed(entry: CatalogEntry, machine: Machine, measured: Mapping[str, float]) -> float:
    """Tokens a second of an LLM: as measured, else estimated from its size."""
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
    """The best model of a kind that fits, among those that are verified or installed already.

    For an LLM there always is one: the smallest verified one if none fits. For another kind it may be None.
    An entry of rank 0 only adds to another one, or is the user's own, and is never recommended.
    """
    ranked = sorted((e for e in entries if e.kind == kind and e.rank), key=lambda e: -e.rank)
    trusted = [entry for entry in ranked if entry.verified or entry.id in installed]
    good = [entry for entry in trusted if fits(entry, machine, measured or {})]
    if good:
        return good[0]
    return min(trusted, key=lambda e: e.bytes, default=None) if kind == "mind" else None
