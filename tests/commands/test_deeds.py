"""The deeds command does, lists, undoes and shows what she does."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from companion.commands import deeds as command_
from companion.environment import Environment
from companion.errors import CompanionError
from companion.settings import Settings
from tests.clock import Clock
from tests.commands.conftest import Rows, Runs


@pytest.fixture
def command(runs: Runs) -> Rows:
    return runs(command_)


def test_a_deed_is_done_listed_and_undone(command: Rows):
    receipt, said = command("do", "set a timer for ten minutes for the pasta")
    assert said == {"said": "Pasta timer, ten minutes."}
    assert (receipt["deed"], receipt["text"], receipt["when"], receipt["undo"]) == (
        "timer",
        "pasta, ten minutes",
        "2026-03-02T21:10:00",
        True,
    )
    assert command("list") == [receipt]
    (due,) = command("due")
    assert (due["text"], due["due"], due["length_s"], due["state"]) == (
        "pasta",
        "2026-03-02T21:10:00",
        600.0,
        "waiting",
    )
    undone, said = command("undo", "1")
    assert said == {"said": "The pasta timer is off."}
    assert undone["undone"]
    assert (command("due"), command("list")) == ([], [])
    assert len(command("list", "--all")) == 1


def test_what_only_tells_is_not_listed(command: Rows):
    receipt, said = command("do", "what", "time", "is", "it?")
    assert said == {"said": "It's 9 o'clock in the evening."}
    assert receipt["id"] == 0
    assert command("list") == []


def test_what_she_cannot_do_is_refused_with_what_to_do(command: Rows):
    with pytest.raises(CompanionError, match="What can you do"):
        command("do", "call my mother")


def test_before_anything_was_done_no_file_is_made(command: Rows, tmp_path: Path):
    assert command("list") == []
    assert command("due") == []
    assert not (tmp_path / "home" / "memory.db").exists()


def test_what_waits_is_stopped_by_its_number_once(command: Rows):
    command("do", "set a timer for ten minutes for the pasta")
    (waiting,) = command("due")
    receipt, said = command("stop", str(waiting["id"]))
    assert said == {"said": "The pasta timer is off."}
    assert (receipt["deed"], receipt["undo"]) == ("timer", True)
    assert command("due") == []
    with pytest.raises(CompanionError, match="waits no longer"):
        command("stop", str(waiting["id"]))
    command("undo", str(receipt["id"]))
    assert [one["text"] for one in command("due")] == ["pasta"]


def test_reminders_are_stopped_by_their_number_too(command: Rows):
    command("do", "remind me tomorrow at noon to call Amy")
    (waiting,) = command("due")
    receipt, said = command("stop", str(waiting["id"]))
    assert receipt["deed"] == "reminder"
    assert str(said["said"]).endswith("is off.")
    assert command("due") == []


def test_lists_and_notes_are_listed(command: Rows):
    assert (command("lists"), command("notes")) == ([], [])
    command("do", "Add milk and bread to the shopping list")
    command("do", "tick off the milk")
    command("do", "Make a note: the boiler man comes on the 5th")
    listed = [(row["list"], row["text"], bool(row["ticked"])) for row in command("lists")]
    assert listed == [("shopping", "milk", True), ("shopping", "bread", False)]
    assert [row["text"] for row in command("notes")] == ["the boiler man comes on the 5th"]


def test_the_list_shows_what_waits_and_what_was_done_with_their_numbers(
    tmp_path: Path, clock: Clock, command: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    command("do", "set a timer for ten minutes for the pasta")
    command("do", "pause the timer")
    parser = argparse.ArgumentParser()
    command_.arguments(parser)
    environment = Environment(tmp_path / "home", tmp_path / "models", Settings(), clock)
    command_.run(parser.parse_args(["list"]), environment)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Waiting (`companion deeds stop NUMBER` stops one):"
    assert lines[1].split() == ["1", "timer", "2026-03-02", "21:10:00", "pasta", "(paused,", "0:10:00", "left)"]
    assert lines[2] == "Done (`companion deeds undo NUMBER` undoes one):"
    assert [line.split()[0] for line in lines[3:]] == ["2", "1"]
