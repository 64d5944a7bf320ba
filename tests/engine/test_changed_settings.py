"""A changed setting is saved, and what depends on it is loaded or applied."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from companion.engine import Devices, Engine
from companion.errors import CompanionError
from companion.events import Notice, Ready, TurnDone
from companion.live_settings import APPLY, actions
from companion.memory.query import SpeakerNames
from companion.settings import Settings, read_settings
from tests.engine_on_fakes import FakeParts, awake, make_environment
from tests.fakes import (
    FakeLoudspeaker,
    SilentVoice,
    StuckVoice,
)


class TestSettings:
    """What is changed is kept, and loads what depends on it."""

    @pytest.mark.parametrize(
        ("change", "parts"),
        [
            ({"theme": "night"}, ()),
            ({"text_scale": 1.5, "reduce_motion": True, "help_line": "x", "loudspeaker": "y"}, ()),
            ({"mind": "big"}, ("mind",)),
            ({"her_name": "Eve"}, ("mind",)),
            ({"server_url": "http://localhost:8080"}, ("mind",)),
            ({"ear": "pocketsphinx"}, ("ear",)),
            ({"silence_ms": 900, "mode": "name", "echo": "half"}, ()),
            ({"voice": "system"}, ("voice",)),
            ({"speed": 1.5, "volume": 0.5}, ()),
            ({"voice": "system", "your_name": "Theo"}, ("mind", "voice")),
        ],
    )
    def test_a_change_touches_what_depends_on_it(self, change: dict[str, Any], parts: tuple[str, ...]):
        loads = {"load_llm": "mind", "load_stt": "ear", "load_voice": "voice"}
        names = [action.__name__ for action in actions(Settings(), replace(Settings(), **change))]
        assert tuple(loads[name] for name in names if name in loads) == parts

    def test_every_setting_says_what_must_be_done_for_it(self):
        assert list(APPLY) == [field.name for field in fields(Settings)]

    def test_a_loaded_ear_needs_no_other_options(self):
        names = [action.__name__ for action in actions(Settings(), replace(Settings(), ear="x", echo="half"))]
        assert names == ["load_stt"]

    def test_a_change_is_kept_and_loads_only_what_depends_on_it(self, tmp_path: Path):
        parts = FakeParts(voice_=SilentVoice())
        with awake(tmp_path, parts, Devices(loudspeaker=FakeLoudspeaker()), ("mind", "voice")) as her:
            parts.asked.clear()
            her.engine.change(theme="night")
            her.engine.change(her_name="Eve", your_name="Theo")
            assert her.engine.memory is not None
            assert her.engine.memory.recall.names == SpeakerNames("Eve", "Theo")  # and retrieval knows them
            her.told.until(Ready, part="mind")
            assert parts.asked == ["mind"]
            assert read_settings(her.engine.environment.settings_file) == replace(
                Settings(), theme="night", her_name="Eve", your_name="Theo"
            )
            voice, parts.voice_ = parts.voice_, None
            her.engine.change(voice="none")
            her.told.until(Ready, part="voice")
            assert isinstance(voice, SilentVoice)
            assert voice.closed
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            assert parts.asked == ["mind", "voice"]
        assert str(her.llm.requests[0].prompt).endswith("Theo: It rained.\nEve:")

    @pytest.mark.parametrize("change", [{"theme": "dusk"}, {"speed": "fast"}, {"sped": 1.0}])
    def test_a_change_that_makes_no_sense_is_refused_and_changes_nothing(self, tmp_path: Path, change: dict[str, Any]):
        with awake(tmp_path) as her:
            with pytest.raises(CompanionError):
                her.engine.change(**change)
            assert her.engine.settings == Settings()
            assert not her.engine.environment.settings_file.exists()

    def test_what_was_chosen_for_this_run_only_is_not_kept(self, tmp_path: Path):
        environment = make_environment(tmp_path)
        engine = Engine(
            replace(environment, settings=replace(environment.settings, mind="only-now")), model_choice=FakeParts()
        )
        engine.change(theme="night")
        assert engine.settings.mind == "only-now"
        assert read_settings(environment.settings_file) == Settings(theme="night")

    def test_her_voice_is_changed_while_she_speaks(self, tmp_path: Path):
        stuck, voice, loudspeaker = StuckVoice(), SilentVoice(), FakeLoudspeaker()
        with awake(tmp_path, FakeParts(voice_=stuck), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
            her.engine.say("It rained.")
            assert stuck.stuck.wait(20)
            her.parts.voice_ = voice
            her.engine.change(voice="system")
            loudspeaker.advance(300)
            assert her.told.until(TurnDone).reply == "Answer number 1."
            assert her.told.of(Notice) == []
