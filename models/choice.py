"""Recommends the speech recogniser and the voice that suit this machine; for LLMs, see `mind_choice.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from models.catalog import CatalogEntry, Kind
from models.machine import SYSTEM_BYTES, Machine

OTHERS_MB = 800
"""Megabytes that the window and the other parts take (`companion bench memory`)."""


def fits(entry: CatalogEntry, machine: Machine) -> bool:
    """Whether the model runs on this machine beside all else, quickly enough for a conversation."""
    return (
        (entry.needs_ram_mb + OTHERS_MB) * 2**20 + SYSTEM_BYTES <= machine.ram_bytes
    ) and machine.cores >= entry.needs_cores


def recommend(
    entries: Iterable[CatalogEntry], kind: Kind, machine: Machine, installed: Collection[str] = ()
) -> CatalogEntry | None:
    """The best model of a kind other than `mind` that fits, among those that are verified or installed already.

    An entry of rank 0 only adds to another one, or is the user's own, and is never recommended.
    """
    ranked = sorted((e for e in entries if e.kind == kind and e.rank), key=lambda e: -e.rank)
    return next((e for e in ranked if (e.verified or e.id in installed) and fits(e, machine)), None)
