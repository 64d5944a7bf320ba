"""Provides a memory whose clock stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.memory import Key, Memory, open_memory
from companion.settings import Settings

KEY = Key(bytes(range(32)))


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 21, 0)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def environment(tmp_path: Path, clock: Clock) -> Environment:
    home = tmp_path / "home"
    home.mkdir()
    return Environment(home, tmp_path / "models", Settings(), clock)


@pytest.fixture
def reopened(environment: Environment, clock: Clock) -> Iterator[Callable[[], Memory]]:
    """Opens the environment's memory, after closing the one opened before."""
    opened: list[Memory] = []

    def reopen() -> Memory:
        for memory in opened:
            memory.close()
        opened.append(open_memory(environment.memory_file, KEY, clock))
        return opened[-1]

    yield reopen
    for memory in opened:
        memory.close()


@pytest.fixture
def memory(reopened: Callable[[], Memory]) -> Memory:
    return reopened()
