"""The calendar command lists, reads and writes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.commands import calendar as command_
from companion.environment import Environment
from companion.errors import CompanionError
from companion.settings import Settings
from tests.clock import Clock
from tests.deeds.test_calendar_files import FILE

Command = Callable[..., list[dict[str, object]]]


@pytest.fixture
def command(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    home = tmp_path / "home"
    home.mkdir()
    environment = Environment(home, tmp_path / "models", Settings(), clock)
    parser = argparse.ArgumentParser()
    command_.arguments(parser)

    def run(*words: str) -> list[dict[str, object]]:
        command_.run(parser.parse_args([*words, "--json"]), environment)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_a_file_is_read_listed_and_written(command: Command, tmp_path: Path) -> None:
    assert command("list") == []
    given = tmp_path / "given.ics"
    given.write_bytes(FILE)
    assert command("import", str(given)) == [
        {"added": 5, "changed": 0, "same": 0, "taken_out": 0, "stay_out": 0, "left_out": 2}
    ]
    found = command("list", "--from", "2026-04-01", "--days", "1")
    assert [(one["title"], one["begins"], one["ends"]) for one in found] == [("Holidays", "2026-04-01", "2026-04-04")]
    written = tmp_path / "written.ics"
    assert command("export", str(written)) == [{"events": 5, "file": str(written)}]
    assert b"Dentist" in written.read_bytes()
    assert command("import", str(written)) == [
        {"added": 0, "changed": 0, "same": 5, "taken_out": 0, "stay_out": 0, "left_out": 0}
    ]


def test_a_file_that_is_not_there_is_said(command: Command, tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="can't be read"):
        command("import", str(tmp_path / "none.ics"))
    with pytest.raises(CompanionError, match="can't be written"):
        command("export", str(tmp_path / "nowhere" / "file.ics"))


def test_a_day_that_is_none_is_refused(command: Command) -> None:
    with pytest.raises(SystemExit):
        command("list", "--from", "Friday")
