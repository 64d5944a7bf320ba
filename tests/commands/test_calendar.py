"""The calendar command lists, reads and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.commands import calendar as command_
from companion.errors import CompanionError
from tests.commands.conftest import Rows, Runs
from tests.deeds.test_calendar_files import FILE


@pytest.fixture
def command(runs: Runs) -> Rows:
    return runs(command_)


def test_a_file_is_read_listed_and_written(command: Rows, tmp_path: Path) -> None:
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


def test_a_file_that_is_not_there_is_said(command: Rows, tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="can't be read"):
        command("import", str(tmp_path / "none.ics"))
    with pytest.raises(CompanionError, match="can't be written"):
        command("export", str(tmp_path / "nowhere" / "file.ics"))


def test_a_day_that_is_none_is_refused(command: Rows) -> None:
    with pytest.raises(SystemExit):
        command("list", "--from", "Friday")


@pytest.mark.parametrize(
    "words", [("--from", "9999-12-31"), ("--from", "0001-01-01"), ("--days", "²"), ("--days", "9" * 5000)]
)
def test_a_day_that_no_calendar_has_is_a_wrong_use(
    command: Rows, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        command("list", *words)
    assert "is no" in capsys.readouterr().err


def test_a_device_that_never_ends_is_not_read_before_it_is_written_to(command: Rows) -> None:
    with pytest.raises(CompanionError, match=r"/dev/full can't be written \(No space left on device\)"):
        command("export", "/dev/full")
