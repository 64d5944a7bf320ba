"""Opened again after a danger, she comes back to it once, by voice and in writing, unless it was forgotten or is not wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.engine import Devices
from companion.errors import WorkerError
from companion.events import CareTaken, HelpShown, Spoken, TurnDone
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import FakeLoudspeaker, SilentVoice

Clock = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the engines that are opened from now on."""
    return lambda time: monkeypatch.setenv("COMPANION_NOW", time)


def one_danger(folder: Path, at: Clock, **settings: object) -> None:
    at("2026-03-02T21:00:00")
    with awake(folder) as her:
        her.engine.change(**settings)
        assert her.engine.opening_turn is None
        her.engine.say("I want to kill myself.")
        her.told.until(TurnDone)
        assert her.told.of(CareTaken)


def opened(her: Awake) -> str:
    """What she said first."""
    assert her.engine.opening_turn == 1
    return her.told.until(TurnDone, turn=1).reply


def test_she_comes_back_to_it_the_next_evening_once(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at)
    at("2026-03-03T20:00:00")
    with awake(tmp_path) as her:
        said = opened(her)
        assert "tonight?" in said
        assert "findahelpline.com" in said
        assert her.told.of(HelpShown)
        assert her.kept() == [("her", said)]
        assert her.llm.requests == []
        her.engine.say("Still bad.")
        assert "112 (Europe)" in her.told.until(TurnDone, turn=2).reply
    at("2026-03-04T20:00:00")
    with awake(tmp_path) as her:
        assert "tonight?" in opened(her)  # that it was still bad is another danger


def test_never_twice_when_it_was_not_answered(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at, greeting=False)
    at("2026-03-03T20:00:00")
    with awake(tmp_path) as her:
        opened(her)
    at("2026-03-04T20:00:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None
        her.engine.say("It was windy.")
        assert her.told.until(TurnDone).reply == "Answer number 1."


def test_aloud_when_she_has_a_voice(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at)
    at("2026-03-03T08:00:00")
    loudspeaker = FakeLoudspeaker()
    with awake(tmp_path, FakeParts(voice_=SilentVoice()), Devices(loudspeaker=loudspeaker), ("voice",)) as her:
        loudspeaker.flow()
        assert her.told.until(Spoken, turn=1).text
        assert "this morning" in opened(her)
        assert not any("findahelpline.com" in event.text for event in her.told.of(Spoken))


def test_in_writing_when_her_voice_cannot_be_had(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at)
    at("2026-03-03T08:00:00")
    parts, loudspeaker = FakeParts(voice_=WorkerError("Her voice can't be had.")), FakeLoudspeaker()
    with awake(tmp_path, parts, Devices(loudspeaker=loudspeaker)) as her:
        assert "this morning" in her.told.until(TurnDone, turn=1).reply
        assert her.told.of(Spoken) == []


def test_without_a_mind_too(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at)
    at("2026-03-03T08:00:00")
    with awake(tmp_path, FakeParts(mind_=None), ready=()) as her:
        assert "this morning" in her.told.until(TurnDone, turn=1).reply


def test_what_was_forgotten_is_not_come_back_to(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at)
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        opened(her)
        memory = her.engine.memory
        assert memory is not None
        danger = memory.search("kill").hits[0].message
        memory.forgetting.conversation(danger.conversation)
        memory.forgetting.conversation(her.engine.conversation)
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None


def test_nothing_comes_back_while_remembering_is_off(tmp_path: Path, at: Clock) -> None:
    one_danger(tmp_path, at, remembering=False, greeting=False)
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None
