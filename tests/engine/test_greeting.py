"""Opened again after an hour or more she greets, by voice and in writing, unless something else is due or it is not wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.engine import Devices
from companion.errors import WorkerError
from companion.events import Recalled, Said, Spoken, TurnDone
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import FakeLoudspeaker, SilentVoice

Clock = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the engines that are opened from now on."""
    return lambda time: monkeypatch.setenv("COMPANION_NOW", time)


def talk(folder: Path, at: Clock, time: str, *lines: str, **settings: object) -> None:
    at(time)
    with awake(folder) as her:
        her.engine.change(**settings)
        for line in lines or ("It was windy.",):
            her.told.until(TurnDone, turn=her.engine.say(line))


def opened(her: Awake) -> str:
    """What she said first."""
    assert her.engine.opening_turn == 1
    return her.told.until(TurnDone, turn=1).reply


def test_she_greets_the_next_morning_and_it_is_kept(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00")
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        said = opened(her)
        assert "orning" in said
        assert her.kept() == [("her", said)]
        assert her.llm.requests == []
        assert her.told.of(Said)
        turn = her.engine.say("It was windy again.")
        assert her.told.until(TurnDone, turn=turn).reply == "Answer number 1."


def test_not_at_the_very_first_start(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None


def test_not_after_a_minute_and_not_twice(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00")
    at("2026-03-02T21:01:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        opened(her)
    at("2026-03-03T08:20:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None


def test_not_when_it_is_switched_off(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", greeting=False)
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        assert her.engine.opening_turn is None


def test_aloud_when_she_has_a_voice(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00")
    at("2026-04-20T20:00:00")
    loudspeaker = FakeLoudspeaker()
    with awake(tmp_path, FakeParts(voice_=SilentVoice()), Devices(loudspeaker=loudspeaker), ("voice",)) as her:
        loudspeaker.flow()
        assert "seven weeks" in opened(her).lower()
        assert her.told.of(Spoken)


def test_in_writing_when_her_voice_cannot_be_had(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00")
    at("2026-03-03T08:00:00")
    parts = FakeParts(voice_=WorkerError("Her voice can't be had."))
    with awake(tmp_path, parts, Devices(loudspeaker=FakeLoudspeaker())) as her:
        assert "orning" in her.told.until(TurnDone, turn=1).reply
        assert her.told.of(Spoken) == []


def test_what_has_fallen_due_is_told_instead(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", "Set a timer for ten minutes for the pasta.")
    at("2026-03-03T08:00:00")
    with awake(tmp_path) as her:
        assert "The pasta timer was done" in her.told.until(TurnDone, turn=1).reply
        turn = her.engine.say("It was windy.")
        assert turn == 2


def test_no_joke_after_a_death(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", "My father died on Sunday.", temperament="funny")
    greetings = []
    for hour in range(8, 20, 2):
        at(f"2026-03-05T{hour:02}:00:00")
        with awake(tmp_path) as her:
            greetings.append(opened(her))
    joking = (
        "programme",
        "curtain",
        "credits",
        "star of",
        "guest",
        "pun",
        "sequel",
        "plot",
        "refund",
        "scandal",
        "gossip",
    )
    assert [one for one in greetings if any(word in one.lower() for word in joking)] == []


def test_a_rule_of_the_users_holds(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", "Never ask me questions.")
    for day in range(3, 13):
        at(f"2026-03-{day:02}T08:00:00")
        with awake(tmp_path) as her:
            assert "?" not in opened(her)


def test_only_the_hour_while_remembering_is_off(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", remembering=False)
    at("2026-03-09T08:00:00")
    with awake(tmp_path) as her:
        assert "week" not in opened(her)


def test_she_asks_once_how_it_went_and_shows_where_she_has_it_from(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", "I'll call Amy tomorrow.")
    at("2026-03-03T20:00:00")
    with awake(tmp_path) as her:
        assert opened(her).endswith("Did you call Amy?")
        (recalled,) = her.told.of(Recalled)
        assert [source.text for source in recalled.memories] == ["I'll call Amy tomorrow."]
        her.told.until(TurnDone, turn=her.engine.say("Yes, it was nice."))
    at("2026-03-04T20:00:00")
    with awake(tmp_path) as her:
        assert "Amy" not in opened(her)


@pytest.mark.parametrize(
    "later", ["Amy was glad that I called.", "Never bring up Amy.", "Remind me to call Amy tomorrow at nine."]
)
def test_she_does_not_ask_what_she_was_told_or_must_not_or_reminds_of(tmp_path: Path, at: Clock, later: str) -> None:
    line = later if "Remind" in later else "I'll call Amy tomorrow."
    talk(tmp_path, at, "2026-03-02T21:00:00", line)
    talk(tmp_path, at, "2026-03-03T18:30:00", later if line != later else "It was windy.", greeting=False)
    at("2026-03-03T20:30:00")
    with awake(tmp_path) as her:
        her.engine.change(greeting=True)
    at("2026-03-03T22:30:00")
    with awake(tmp_path) as her:
        assert "Amy" not in opened(her)


def test_what_was_forgotten_is_not_asked(tmp_path: Path, at: Clock) -> None:
    talk(tmp_path, at, "2026-03-02T21:00:00", "I'll call Amy tomorrow.", "It was windy.")
    at("2026-03-02T22:00:00")
    with awake(tmp_path) as her:
        memory = her.engine.memory
        assert memory is not None
        memory.forgetting.message(memory.search("Amy").hits[0].message.id)
    at("2026-03-03T20:00:00")
    with awake(tmp_path) as her:
        assert "Amy" not in opened(her)
