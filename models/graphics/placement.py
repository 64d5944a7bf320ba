"""Says where a loaded model is evaluated, as the engine itself reported it, and how many of its layers a card's memory holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.gguf_header import names_of_parts, read_header

_OFFLOADED = re.compile(r"offloaded (\d+)/(\d+) layers to GPU")
_DEVICE = re.compile(r"using device \S+ \((.*?)\) \(([^()]*)\)")
LEAST_FREE, ABOVE_USED = 1_500_000_000, 500_000_000
"""Bytes of a card's memory that are left to others: the first, or the second and as much as they use now."""
OVERHEAD = 1.1
"""What the weights take on a card beyond their size in the file, with the buffers for a batch."""


@dataclass(frozen=True)
class Placement:
    """Where a model is evaluated."""

    device: str = ""
    """Name of the card; empty: the processor alone."""
    layers: int = 0
    """Layers on the card."""
    of: int = 0
    """Layers of the model."""

    @property
    def on_card(self) -> bool:
        """Whether any layer is on a card."""
        return self.layers > 0

    @property
    def words(self) -> str:
        """In words, such as “NVIDIA GeForce RTX 3060, 28 of 28 layers”."""
        if not self.on_card:
            return "the processor"
        return f"{self.device or 'the graphics card'}, {self.layers} of {self.of} layers"


@dataclass(frozen=True)
class Offload:
    """What the engine is asked to do with a card."""

    layers: int
    """Layers to put on it; −1 for all."""
    main: int = 0
    """Number of the card among the engine's."""


def reported(lines: list[str]) -> Placement:
    """What the engine's own log lines say about where the model went."""
    text = "".join(lines)
    device, layers = _DEVICE.search(text), _OFFLOADED.search(text)
    if layers is None or device is None or layers[1] == "0":
        return Placement()
    return Placement(device[1], int(layers[1]), int(layers[2]))


def room_for(free: int, total: int) -> int:
    """Bytes of a card's memory that a model may take, by what is free and what there is."""
    return max(0, free - max(LEAST_FREE, ABOVE_USED + (total - free)))


def layers_that_fit(path: Path, context: int, room: int) -> tuple[int, int]:
    """How many layers of the model in `path` so many bytes hold, and how many it has. Raises ModelError and OSError."""
    metadata = read_header(path).metadata
    layers = int(metadata.get(f"{metadata.get('general.architecture')}.block_count", 0)) + 1
    size = sum(path.with_name(name).stat().st_size for name in names_of_parts(path.name))
    each = (size * OVERHEAD + cache_bytes(metadata, context)) / layers
    return min(layers, int(room / each)), layers


def cache_bytes(metadata: dict[str, Any], context: int) -> int:
    """Bytes of the KV cache of all layers: two values of two bytes for each head's dimensions and each token."""
    kind = metadata.get("general.architecture")

    def number(name: str, otherwise: int) -> int:
        value = metadata.get(f"{kind}.{name}", otherwise)
        return value if isinstance(value, int) else otherwise

    heads = max(1, number("attention.head_count", 1))
    width = number("attention.key_length", number("embedding_length", 4096) // heads)
    return 2 * 2 * width * number("attention.head_count_kv", heads) * number("block_count", 32) * context
