"""Runs one command in a home of its own."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from companion.environment import Environment
from companion.settings import Settings
from tests.clock import Clock

PASSPHRASE = "sea and sand"
Rows = Callable[..., list[dict[str, Any]]]
Runs = Callable[[ModuleType], Rows]


@pytest.fixture
def at_home(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An empty home, whose passphrase stands in the environment."""
    monkeypatch.setenv("COMPANION_PASSPHRASE", PASSPHRASE)
    (home := tmp_path / "home").mkdir()
    return Environment(home, tmp_path / "models", Settings(), clock)


@pytest.fixture
def runs(at_home: Environment, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Makes of a command's module what runs it with these words and `--json`, and gives the rows that it prints."""

    def of(module: ModuleType) -> Rows:
        parser = argparse.ArgumentParser()
        module.arguments(parser)

        def run(*words: str) -> list[dict[str, Any]]:
            module.run(parser.parse_args([*words, "--json"]), at_home)
            return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

        return run

    return of
