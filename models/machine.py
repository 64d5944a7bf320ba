"""Describes the computer as far as it decides which models it can run: memory, cores, a graphics card."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

import psutil

SYSTEM_BYTES = 1200 * 2**20
"""Memory that the system and other programs need, also where they have not taken it yet."""


@dataclass(frozen=True)
class Card:
    """A graphics card."""

    free_bytes: int
    """Memory of it that another LLM may take."""
    bytes_per_s: float | None = None
    """Bytes of a model that it reads a second, as measured with one on it; None: LLMs that were not tried on it don't count."""
    tokens_per_s: Mapping[str, float] = field(default_factory=dict)
    """By LLM id: those that were tried on it, were quicker there and are put on it."""
    refused: frozenset[str] = frozenset()
    """Ids of LLMs that were tried on it and were slower there or failed, and of those that are not expected to do better."""


@dataclass(frozen=True)
class Machine:
    """The properties of a computer that decide which models it can run."""

    ram_bytes: int
    cores: int
    available_bytes: int | None = None
    """Memory that no program uses just now; None: not looked at."""
    card: Card | None = None

    @property
    def free_bytes(self) -> int:
        """Memory that she may have: what is free now, and never what the system needs."""
        spare = max(0, self.ram_bytes - SYSTEM_BYTES)
        return spare if self.available_bytes is None else min(spare, self.available_bytes)


def this_machine() -> Machine:
    """This computer as it is now; only the cores that this process may use are counted.

    No card is reported: `ModelStore.circumstances` adds what is kept of one.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = psutil.virtual_memory()
    return Machine(memory.total, cores, memory.available)
