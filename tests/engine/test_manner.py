"""The same line is answered late at night in another manner than at noon, unless the setting keeps her voice as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.engine import Devices
from companion.events import TurnDone
from companion.speaking.manner_of_moment import GRAVE, NIGHT
from tests.engine_on_fakes import FakeParts, awake
from tests.fakes import FakeLoudspeaker, SilentVoice
from voices.manner import PLAIN, SpeakingManner


def manners(folder: Path, line: str, **settings: bool) -> list[SpeakingManner]:
    """How her sentences in answer to this line were spoken."""
    voice, loudspeaker = SilentVoice(), FakeLoudspeaker()
    loudspeaker.flow()
    with awake(folder, FakeParts(voice_=voice), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        if settings:
            her.engine.change(**settings)
        her.llm.enqueue([" It is", ".", " And you?"])
        her.engine.say(line)
        her.told.until(TurnDone)
    return voice.manners


@pytest.mark.parametrize(("now", "manner"), [("2026-03-02T12:00:00", PLAIN), ("2026-03-02T23:50:00", NIGHT)])
def test_she_speaks_by_the_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str, manner: SpeakingManner):
    monkeypatch.setenv("COMPANION_NOW", now)
    assert set(manners(tmp_path, "Is it far?")) == {manner}


def test_one_setting_keeps_her_voice_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMPANION_NOW", "2026-03-02T23:50:00")
    assert set(manners(tmp_path, "Is it far?", voice_follows=False)) == {PLAIN}


def test_danger_is_answered_calmly_at_any_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMPANION_NOW", "2026-03-02T23:50:00")
    assert set(manners(tmp_path, "I want to kill myself.")) == {GRAVE}
