"""Provides a memory whose clock stands still until a test moves it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.memory import Key, Memory, open_memory
from companion.settings import Settings
from tests.clock import Clock

KEY = Key(bytes(range(32)))


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


@pytest.fixture
def command(environment: Environment, monkeypatch: pytest.MonkeyPatch):
    """Runs a command of the terminal on the environment, its passphrase given."""
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")

    def run(module, *words: str) -> int:
        parser = argparse.ArgumentParser()
        module.arguments(parser)
        return module.run(parser.parse_args(words), environment)

    return run
