"""Provides a memory that can be closed and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from companion.memory import Memory
from tests.core import a_memory
from tests.deeds.room import Room


@pytest.fixture
def reopen(tmp_path: Path) -> Iterator[Callable[[], Memory]]:
    """Opens the memory of this test, after closing the one opened before."""
    with ExitStack() as stack:

        def opened() -> Memory:
            stack.close()
            return stack.enter_context(a_memory(tmp_path))

        yield opened


@pytest.fixture
def room(memory: Memory) -> Room:
    """Deeds on the memory of this test."""
    return Room(memory)
