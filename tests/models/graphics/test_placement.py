"""Where a mind is evaluated is read from the engine's own words; its layers go by the free memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks._tiny_families import QWEN3
from benchmarks._tiny_minds import write_mind
from models.graphics.placement import Placement, cache_bytes, layers_that_fit, reported, room_for

USING = "llama_model_load_from_file_impl: using device Vulkan0 (NVIDIA GeForce RTX 3060 (RADV X)) (0000:01:00.0) - 11000 MiB free\n"
OFFLOADED = "load_tensors: offloaded 28/29 layers to GPU\n"
GB = 1_000_000_000


def test_the_engines_report_counts():
    placed = reported([USING, OFFLOADED])
    assert placed == Placement("NVIDIA GeForce RTX 3060 (RADV X)", 28, 29)
    assert placed.words == "NVIDIA GeForce RTX 3060 (RADV X), 28 of 29 layers"
    nothing = [[], [USING], [OFFLOADED], [USING, OFFLOADED.replace("28/29", "0/29")]]
    assert [reported(lines).words for lines in nothing] == ["the processor"] * 4


@pytest.mark.parametrize(
    ("free", "total", "room"),
    [
        (8 * GB, 8 * GB, 6.5 * GB),  # 1.5 GB stay free
        (6 * GB, 8 * GB, 3.5 * GB),  # 2 GB are used: as much again, and half a GB
        (1 * GB, 8 * GB, 0),
        (1.2 * GB, 1.2 * GB, 0),
    ],
)
def test_others_keep_their_room(free: float, total: float, room: float):
    assert room_for(int(free), int(total)) == int(room)


def test_layers_go_by_the_room(tmp_path: Path):
    path = write_mind(tmp_path / "mind.gguf", QWEN3)
    most, layers = layers_that_fit(path, 512, 10 * GB)
    assert most == layers > 1
    assert layers_that_fit(path, 512, 0) == (0, layers)
    half, _ = layers_that_fit(path, 512, path.stat().st_size // 2)
    assert 0 <= half < layers
    assert layers_that_fit(path, 1 << 26, GB)[0] < layers  # the cache of a long context takes room, too


def test_the_cache_is_counted_by_heads_and_dimensions():
    qwen = {
        "general.architecture": "qwen2", "qwen2.block_count": 28, "qwen2.embedding_length": 1536,
        "qwen2.attention.head_count": 12, "qwen2.attention.head_count_kv": 2,
    }  # fmt: skip
    assert cache_bytes(qwen, 1) == 28 * 2 * 2 * 2 * 128
