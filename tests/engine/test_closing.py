"""Closing and locking the engine stop every stage and keep what was said."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from companion.engine import Devices
from companion.errors import CompanionError, LockedError
from companion.events import Failed, Notice, Ready, Spoken, State, TurnDone
from companion.memory.due_times import DueKind, DueState, DueTime, DueTimes
from companion.runtime.loading import NO_MIND
from tests.engine.interruptible import interruptible_reply
from tests.engine_on_fakes import FakeParts, awake
from tests.fakes import (
    FakeLoudspeaker,
    Hold,
    QueueMicrophone,
    ScriptedMind,
    SilentVoice,
    StuckVoice,
)

STAGES = {"conversing", "speaking", "playback", "hearing", "transcribing", "idle"}


class TestClosing:
    """At any moment: it returns, nothing is told afterwards, and no line is lost."""

    @pytest.mark.parametrize(
        "phase", ["loading", "reading ahead", "waiting", "thinking", "speaking", "stuck", "listening", "idle"]
    )
    def test_at_any_moment(self, tmp_path: Path, phase: str):
        llm, hold, loudspeaker = ScriptedMind(), Hold(), FakeLoudspeaker()
        voice = StuckVoice() if phase == "stuck" else SilentVoice()
        if phase == "loading":
            llm.opening = [hold]
        if phase == "reading ahead":
            llm.reading = [hold]
        if phase == "thinking":
            llm.enqueue(["It rains. And", hold])
        devices = Devices(loudspeaker=loudspeaker, microphone=QueueMicrophone() if phase == "listening" else None)
        parts = FakeParts(None if phase == "waiting" else llm, voice_=voice)
        # on two cores the voice is loaded after the mind, so while that is loading nothing is ready
        ready = {"loading": (), "waiting": ("voice",)}.get(phase, ("voice", "mind"))
        with awake(tmp_path, parts, devices, ready) as her:
            if phase in ("waiting", "thinking", "speaking", "stuck"):
                her.engine.say("And then what?")
            if phase in ("loading", "reading ahead", "thinking"):
                hold.until_reached()
            if phase == "speaking":
                loudspeaker.advance(150)
                her.told.until(Spoken)
            if isinstance(voice, StuckVoice):
                assert voice.stuck.wait(20)
            closing = threading.Thread(target=her.engine.close, daemon=True)
            closing.start()
            closing.join(20)
            assert not closing.is_alive()
            told = list(her.told.all)
            troubles = {event.message for event in told if isinstance(event, Notice | Failed)}
            assert troubles == ({NO_MIND} if phase == "waiting" else set())
            assert not [thread for thread in threading.enumerate() if thread.name in STAGES]
            her.engine.close()
            assert her.told.all == told
        with awake(tmp_path) as again:
            texts = [text for speaker, text in again.kept() if speaker == "you"]
            assert texts == (["And then what?"] if phase in ("waiting", "thinking", "speaking", "stuck") else [])

    def test_what_was_heard_of_a_reply_is_kept_when_she_is_closed(self, tmp_path: Path):
        with interruptible_reply(tmp_path):
            pass
        with awake(tmp_path) as again:
            assert again.kept() == [("you", "And now?"), ("her", "It rains—")]

    def test_a_restart_goes_on_with_the_conversation(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My cat is Miso.")
            her.told.until(TurnDone)
            before, prompt = her.kept(), her.llm.requests[0].prompt
        with awake(tmp_path) as again:
            assert again.kept() == before
            again.engine.say("What is my cat called?")
            again.told.until(TurnDone)
            assert str(again.llm.requests[0].prompt).startswith(f"{prompt} Answer number 1.\n")

    def test_everything_that_was_opened_is_closed(self, tmp_path: Path):
        voice, loudspeaker, microphone = SilentVoice(), FakeLoudspeaker(), QueueMicrophone()
        parts = FakeParts(voice_=voice)
        with awake(tmp_path, parts, Devices(microphone, loudspeaker), ("mind", "voice", "ear")) as her:
            llm = her.llm
        assert (llm.closed, voice.closed, loudspeaker.stops, microphone.stops) == (1, 1, 1, 1)


class StuckLoudspeaker(FakeLoudspeaker):
    """Its device can't be closed."""

    def stop(self) -> None:
        super().stop()
        raise CompanionError("The loudspeaker can't be closed.")


class UnreadableDueTimes(DueTimes):
    """As on a broken disk."""

    def list(self, *_kinds: DueKind, states: Sequence[DueState] = ()) -> list[DueTime]:
        raise CompanionError("The disk is broken.")


class TestLocking:
    """It lets go of the memory, and all that was made of it; opening begins again."""

    @pytest.mark.parametrize("phase", ["idle", "thinking", "speaking", "listening"])
    def test_everything_ends_and_begins_again_when_she_is_opened(self, tmp_path: Path, phase: str):
        hold, loudspeaker = Hold(), FakeLoudspeaker()
        microphone = QueueMicrophone() if phase == "listening" else None
        parts, devices = FakeParts(voice_=SilentVoice()), Devices(microphone, loudspeaker)
        with awake(tmp_path, parts, devices, ("mind", "voice")) as her:
            conversation = her.engine.conversation
            her.llm.enqueue(["It rains. And", hold] if phase == "thinking" else "It rains all night long.")
            if phase != "listening":
                her.engine.say("And now?")
            if phase == "thinking":
                hold.until_reached()
            if phase == "speaking":
                loudspeaker.advance(180)
            if phase == "idle":
                loudspeaker.flow()
                her.told.until(TurnDone)
            her.engine.lock()
            assert her.engine.memory is None
            assert not [thread for thread in threading.enumerate() if thread.name in STAGES]
            assert her.llm.closed
            with pytest.raises(CompanionError, match="not awake"):
                her.engine.say("And then what?")
            parts.mind_ = ScriptedMind()
            her.engine.open()
            her.told.until(Ready, part="mind")
            loudspeaker.flow()
            her.llm.enqueue("Here I am.")
            her.engine.say("And then what?")
            assert her.told.until(TurnDone).reply == "Here I am."
            if phase != "listening":
                assert her.engine.conversation == conversation, "the conversation goes on"
            her.told.until(State, state="listening" if phase == "listening" else "idle")

    def test_who_has_locked_needs_the_passphrase_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        with awake(tmp_path) as her:
            monkeypatch.delenv("COMPANION_PASSPHRASE")
            her.engine.lock()
            assert her.engine.needs_passphrase() == "existing"
            with pytest.raises(LockedError):
                her.engine.unlock("not that one")
            assert her.engine.memory is None
            her.engine.unlock("only for the tests")
            her.engine.open()
            her.told.until(Ready, part="mind")
            her.engine.say("It rained.")
            her.told.until(TurnDone)

    def test_it_may_be_locked_twice_and_closed_while_it_is(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.lock()
            her.engine.lock()
            assert her.engine.memory is None

    def test_what_was_forgotten_by_saying_so_is_final_then(self, tmp_path: Path):
        with awake(tmp_path) as her:
            for text in ("My cat is Miso.", "Forget that."):
                her.engine.say(text)
                her.told.until(TurnDone)
            her.engine.lock()
            her.engine.open()
            assert her.engine.memory is not None
            assert her.engine.memory.database.rows("select count(*) from forgotten where not final") == [(0,)]
            assert her.engine.memory.search("Miso").total == 0

    def test_what_waits_cannot_be_read_and_it_is_locked_all_the_same(self, tmp_path: Path):
        with awake(tmp_path) as her:
            assert her.engine.memory is not None
            her.engine.memory.due_times = UnreadableDueTimes(her.engine.memory.database, datetime.now)
            her.engine.lock()
            assert her.engine.memory is None
            told = "While I am locked, nothing can ring, and what waits can't be read: The disk is broken."
            assert told in [one.message for one in her.told.of(Notice)]

    def test_the_memory_is_closed_even_where_a_device_cannot_be(self, tmp_path: Path):
        with awake(tmp_path, devices=Devices(loudspeaker=StuckLoudspeaker())) as her:
            memory = her.engine.memory
            assert memory is not None
            with pytest.raises(CompanionError, match="can't be closed"):
                her.engine.lock()
            assert her.engine.memory is None
            with pytest.raises(LockedError):
                memory.notes.all()
