"""The rules command lists, adds, undoes and forgets what she was told about how to be."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

import pytest

from companion.commands import rules as command_
from companion.environment import Environment
from companion.errors import CompanionError

Command = Callable[..., int]


@pytest.fixture
def command(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    parser = argparse.ArgumentParser()
    command_.arguments(parser)
    return lambda *words: command_.run(parser.parse_args(words), environment)


def ends(printed: str) -> list[str]:
    """What is said of each rule after its sentence."""
    return [line.split("She ")[1] for line in printed.splitlines()]


def test_a_rule_is_listed_with_why_it_is_over(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    command("add", "be blunter")
    command("add", "be gentler")
    command("add", "ask me less")
    capsys.readouterr()
    command("list")
    assert ends(capsys.readouterr().out) == ["asks less.  “ask me less”", "is gentler.  “be gentler”"]
    command("undo", "3")
    capsys.readouterr()
    command("list", "--all")
    undone, gentler, blunter = ends(capsys.readouterr().out)
    assert undone.startswith("asks less.  (ended 20")
    assert gentler == "is gentler.  “be gentler”"
    assert blunter == "is blunter.  (replaced by 2)  “be blunter”"


def test_a_forgotten_rule_is_gone(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    command("add", "be blunter")
    capsys.readouterr()
    command("list", "--all", "--json")
    assert json.loads(capsys.readouterr().out)["text"] == "She is blunter."
    command("forget", "1")
    capsys.readouterr()
    command("list", "--all", "--json")
    assert capsys.readouterr().out == ""


def test_a_rule_as_json_tells_whether_it_holds(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    command("add", "--json", "ask me less")
    rule = json.loads(capsys.readouterr().out)
    assert (rule["text"], rule["scope"], rule["in_force"]) == ("She asks less.", "always", True)


def test_what_is_no_rule_is_told(command: Command) -> None:
    with pytest.raises(CompanionError, match="cannot follow this as a rule"):
        command("add", "the weather is nice")
