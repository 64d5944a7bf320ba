"""What she may ask is listed with its line, and dropped; what she has said unasked is listed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.commands import unasked
from companion.environment import Environment, find_environment
from companion.errors import CompanionError
from companion.memory import open_environment_memory

Run = Callable[..., int]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    return find_environment(str(tmp_path / "home"), {"COMPANION_NOW": "2026-03-02T20:00:00"})


@pytest.fixture
def command(environment: Environment) -> Run:
    def run(*words: str) -> int:
        parser = argparse.ArgumentParser()
        unasked.arguments(parser)
        return unasked.run(parser.parse_args(words), environment)

    return run


def said(environment: Environment, *lines: str) -> None:
    memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "sea and sand"})
    talk = memory.begin_conversation()
    for line in lines:
        memory.add(talk, "you", line, "typed")
    memory.unasked.add("greeting")
    memory.close()


def test_nothing_yet(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("list") == 0
    assert "nothing she means to ask" in capsys.readouterr().err
    with pytest.raises(CompanionError, match="nothing has been said"):
        command("drop", "1")


def test_what_she_may_ask_is_listed_and_dropped(
    command: Run, environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    said(environment, "It was windy.", "I'll call Amy tomorrow.")
    command("list", "--json")
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["message"], row["question"], row["due"]) == (2, "Did you call Amy?", "2026-03-03T18:00")
    command("list")
    assert "“I'll call Amy tomorrow.”" in capsys.readouterr().out
    command("drop", "2")
    assert "Did you call Amy?" in capsys.readouterr().err
    command("list")
    assert capsys.readouterr().out == ""
    with pytest.raises(CompanionError, match="companion unasked list"):
        command("drop", "2")


def test_what_was_said_is_listed(command: Run, environment: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    said(environment, "It was windy.")
    command("said", "--json")
    assert json.loads(capsys.readouterr().out)["kind"] == "greeting"
    command("said")
    assert "greeting" in capsys.readouterr().out
