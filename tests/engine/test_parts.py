"""Mind, ear and voice may be loaded late, fail or die; each failure is reported in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.engine import Devices, Engine
from companion.errors import CompanionError, LockedError, WorkerError
from companion.events import Failed, Interrupted, Notice, Ready, Spoken, TurnDone
from companion.memory import find_key, open_memory
from models.errors import ModelError
from tests.engine_on_fakes import EventRecorder, FakeParts, awake, make_environment
from tests.fakes import (
    DiskThatFills,
    FakeLoudspeaker,
    Hold,
    ScriptedMind,
    SilentVoice,
)


class TestArriving:
    """Parts of her come late, or not at all."""

    def test_lines_that_came_before_the_mind_are_answered_when_it_comes(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            assert "not on this computer" in her.told.until(Notice).message
            turn = her.engine.say("And then what?")
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            assert her.told.until(TurnDone).turn == turn
            assert her.kept() == [("you", "And then what?"), ("her", "Answer number 1.")]
            assert parts.mind_.read_ahead == []

    def test_of_the_lines_that_waited_only_the_last_is_answered(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            her.engine.say("And now?")
            last = her.engine.say("And then what?")
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            assert her.told.until(TurnDone).turn == last
            assert len(parts.mind_.requests) == 1
            assert "And now?" in str(parts.mind_.requests[0].prompt)

    @pytest.mark.parametrize("failure", [ModelError("The file is damaged; fetch it again."), ZeroDivisionError("ours")])
    def test_a_mind_that_cannot_be_had_is_told_and_another_may_come(self, tmp_path: Path, failure: Exception):
        parts = FakeParts(mind_=failure)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            notice = her.told.until(Notice).message
            assert notice == str(failure) or "fault in this program" in notice
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            her.engine.say("It rained.")
            her.told.until(TurnDone)

    def test_what_is_to_know_of_a_mind_is_told_once_she_is_awake(self, tmp_path: Path):
        """Not before: the terminal takes a notice while she wakes for a part that can't be had."""
        mind = ScriptedMind()
        mind.remark = "Its own chat template can't be used."
        with awake(tmp_path, FakeParts(mind_=mind), ready=("memory",)) as her:
            notice = her.told.until(Notice)
            assert notice.message == mind.remark
            before = her.told.all[: her.told.all.index(notice)]
            assert {"mind", "voice"} <= {event.part for event in before if isinstance(event, Ready)}

    def test_a_new_mind_reads_ahead_what_was_said(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My cat is Miso.")
            her.told.until(TurnDone)
            old, new = her.llm, ScriptedMind()
            her.parts.mind_ = new
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            assert old.closed
            assert "Miso" in str(new.requests[0].prompt)

    def test_a_mind_that_is_replaced_finishes_its_reply_first(self, tmp_path: Path):
        with awake(tmp_path) as her:
            old, new, generator = her.llm, ScriptedMind(), Hold()
            old.enqueue(["It rains.", generator, " And it pours."])
            her.engine.say("And now?")
            generator.until_reached()
            her.parts.mind_ = new
            her.engine.change(her_name="Eve")
            her.told.until(Ready, part="mind")
            assert not old.closed
            old.release(generator)
            assert her.told.until(TurnDone).reply == "It rains. And it pours."
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            assert old.closed
            assert len(new.requests) == 1

    @pytest.mark.parametrize("failure", [ModelError("No."), ZeroDivisionError("ours")])
    def test_reading_ahead_may_fail(self, tmp_path: Path, failure: Exception):
        llm = ScriptedMind()
        llm.reading = [failure]
        with awake(tmp_path, FakeParts(llm)) as her:
            her.engine.say("It rained.")
            assert her.told.until(TurnDone).reply == "Answer number 1."

    def test_a_line_does_not_wait_for_reading_ahead(self, tmp_path: Path):
        llm, reading = ScriptedMind(), Hold()
        llm.reading = [reading]
        with awake(tmp_path, FakeParts(llm)) as her:
            reading.until_reached()
            her.engine.say("It rained.")
            assert her.told.until(TurnDone).reply == "Answer number 1."


class TestFailing:
    """What fails is told in one sentence, and the next line works."""

    @pytest.mark.parametrize(
        ("failure", "sentence"),
        [
            (
                WorkerError("Her mind stopped unexpectedly; please try again."),
                "Her mind stopped unexpectedly; please try again.",
            ),
            (
                RuntimeError("Traceback…"),
                "She lost her thread because of a fault in this program; please say that again.",
            ),
        ],
    )
    def test_a_failing_mind(self, tmp_path: Path, failure: Exception, sentence: str):
        with awake(tmp_path) as her:
            her.llm.enqueue([failure], ["It rains. And", failure])
            turn = her.engine.say("And now?")
            assert her.told.until(Failed) == Failed(turn=turn, t=her.told.of(Failed)[0].t, message=sentence)
            assert her.told.until(TurnDone).reply == ""
            her.engine.say("And now, then?")
            her.told.until(Failed)
            assert her.told.until(TurnDone).reply == "It rains."
            her.engine.say("It rained.")
            assert her.told.until(TurnDone).reply == "Answer number 3."

    def test_a_failing_voice_leaves_her_words(self, tmp_path: Path):
        parts = FakeParts(voice_=WorkerError("Her voice can't be had."))
        with awake(tmp_path, parts, Devices(loudspeaker=FakeLoudspeaker())) as her:
            her.engine.say("It rained.")
            assert her.told.until(TurnDone).reply == "Answer number 1."
            assert [event.message for event in her.told.of(Notice)] == ["Her voice can't be had."]

    def test_a_line_that_cannot_be_kept_changes_nothing(self, tmp_path: Path):
        environment = make_environment(tmp_path)
        memory = DiskThatFills(
            open_memory(environment.memory_file, find_key(environment, {"COMPANION_PASSPHRASE": "x"}), environment.now)
        )
        loudspeaker, told = FakeLoudspeaker(), EventRecorder()
        engine = Engine(environment, Devices(loudspeaker=loudspeaker), FakeParts(voice_=SilentVoice()))
        engine.memory = memory  # type: ignore[assignment]
        engine.subscribe(told.put)
        engine.open()
        try:
            waiting = {"mind", "voice"}
            while waiting:
                waiting.discard(told.until(Ready).part)
            engine.say("And now?")
            loudspeaker.advance(50)
            told.until(Spoken)
            memory.full = True
            with pytest.raises(CompanionError, match="disk is full"):
                engine.say("Wait.")
            loudspeaker.advance(250)
            assert told.until(TurnDone).reply == "Answer number 1."
            assert told.of(Interrupted) == []
            memory.full = False
            engine.say("Wait.")
            loudspeaker.advance(300)
            told.until(TurnDone)
        finally:
            engine.close()

    def test_the_wrong_passphrase_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        with awake(tmp_path):
            pass
        monkeypatch.setenv("COMPANION_PASSPHRASE", "not that one")
        engine = Engine(make_environment(tmp_path), model_choice=FakeParts())
        with pytest.raises(LockedError):
            engine.open()
        engine.close()
        monkeypatch.delenv("COMPANION_PASSPHRASE")
        engine = Engine(make_environment(tmp_path), model_choice=FakeParts())
        assert engine.needs_passphrase() == "existing"
        engine.unlock("only for the tests")
        assert engine.needs_passphrase() == "no"
        engine.open()
        engine.close()
