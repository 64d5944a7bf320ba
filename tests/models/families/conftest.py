"""Loads small minds with random weights of each family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks._tiny_families import TINY_MINDS
from benchmarks._tiny_minds import TinyMind, write_mind
from models.llama import Llama

Opened = Callable[..., Llama]


@pytest.fixture(scope="module", params=TINY_MINDS, ids=lambda mind: mind.name)
def mind(request: pytest.FixtureRequest) -> TinyMind:
    """One family after another."""
    found: TinyMind = request.param
    return found


@pytest.fixture(scope="module")
def open_mind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Opens a small mind: `says` and `seed` as `write_mind` has them."""
    opened: list[Llama] = []

    def made(mind: TinyMind, says: tuple[str, ...] = (), context: int = 1024) -> Llama:
        path: Path = tmp_path_factory.mktemp(mind.name) / f"{mind.name}.gguf"
        llm = Llama(write_mind(path, mind, says), context=context, threads=1)
        llm.open()
        opened.append(llm)
        return llm

    yield made
    for llm in opened:
        llm.close()
