"""In a running engine a timer rings, is said aloud and in writing, outlives a restart, and is undone by its receipt."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.engine import Devices
from companion.errors import CompanionError
from companion.events import DeedDone, DeedUndone, FellDue, Spoken, TurnDone
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import FakeLoudspeaker, SilentVoice

Clock = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the engines that are opened from now on."""
    return lambda time: monkeypatch.setenv("COMPANION_NOW", time)


def say(her: Awake, line: str) -> str:
    turn = her.engine.say(line)
    return her.told.until(TurnDone, turn=turn).reply


def test_a_timer_rings_and_is_told(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        assert say(her, "Set a tea timer for one second.") == "Tea timer, one second."
        set_at = time.monotonic()
        fell = her.told.until(FellDue)
        assert 0.7 < time.monotonic() - set_at < 3
        assert (fell.deed, fell.text) == ("timer", "tea")
        assert fell.late_s < 1
        assert her.told.until(TurnDone).reply == "The tea timer is done."
        assert her.kept()[-1] == ("her", "The tea timer is done.")
        assert her.llm.requests == []


def test_it_is_said_aloud_where_there_is_a_voice(tmp_path: Path) -> None:
    loudspeaker = FakeLoudspeaker()
    loudspeaker.flow()
    with awake(tmp_path, FakeParts(voice_=SilentVoice()), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        say(her, "Set a tea timer for one second.")
        her.told.until(FellDue)
        assert her.told.until(Spoken).text == "The tea timer is done."


def test_what_fell_due_while_the_computer_was_off_is_told_at_the_next_start_and_once(tmp_path: Path, at: Clock) -> None:
    at("2026-03-02T21:00:00")
    with awake(tmp_path) as her:
        say(her, "Set a timer for ten minutes for the pasta.")
    at("2026-03-02T21:30:00")
    with awake(tmp_path) as her:
        assert her.told.until(TurnDone).reply == "The pasta timer was done at 9:10 in the evening, while I was off."
        (fell,) = her.told.of(FellDue)
        assert 1190 < fell.late_s < 1260
    with awake(tmp_path) as her:
        say(her, "What time is it?")
        assert her.told.of(FellDue) == []


def test_a_receipt_is_undone_by_its_number(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        say(her, "Set a timer for ten minutes.")
        (done,) = her.told.of(DeedDone)
        assert her.engine.undo_deed(done.id) == "The ten-minute timer is off."
        assert her.told.until(DeedUndone).id == done.id
        with pytest.raises(CompanionError, match="undone already"):
            her.engine.undo_deed(done.id)
        assert say(her, "What timers are running?") == "No timer is running."


def test_a_danger_is_come_back_to_before_what_fell_due(tmp_path: Path, at: Clock) -> None:
    at("2026-03-02T21:00:00")
    with awake(tmp_path) as her:
        say(her, "I want to kill myself.")
        say(her, "Set a timer for ten minutes for the pasta.")
    at("2026-03-03T20:00:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn == 1
        assert "tonight?" in her.told.until(TurnDone, turn=1).reply
        assert "The pasta timer was done" in her.told.until(TurnDone, turn=2).reply
