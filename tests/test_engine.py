"""The whole person, but for the models and the devices: what is said, kept, heard and told, and what is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import CompanionError, LockedError, WorkerError
from companion.events import Failed, Heard, Interrupted, Notice, Ready, Recalled, Said, Spoken, State, Token, TurnDone
from companion.live_settings import APPLY, actions
from companion.memory import find_key, open_memory
from companion.settings import Settings, read_settings, write_settings
from models.errors import ModelError
from tests.fakes import (
    PATIENCE_S,
    Awake,
    DiskThatFills,
    FakeLoudspeaker,
    FakeParts,
    Hold,
    QueueMicrophone,
    ScriptedMind,
    SilentVoice,
    StuckVoice,
    Told,
    a_house,
    awake,
)
from tests.hearing.fakes import SayingEar, ScriptedEar
from tests.memory.vectors import WordVectors
from tests.speech_made import silence, speech


def states(told: Told) -> list[str]:
    return [event.state for event in told.of(State)]


@contextmanager
def interruptible_reply(folder: Path) -> Iterator[Awake]:
    """She is in the second word of “It rains all night long.”"""
    loudspeaker = FakeLoudspeaker()
    with awake(folder, FakeParts(voice_=SilentVoice()), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        her.llm.enqueue("It rains all night long.")
        her.engine.say("And now?")
        loudspeaker.advance(180)
        her.told.until(Spoken)
        yield her


class TestAnEvening:
    """Typed lines and their answers."""

    def test_a_line_is_answered_piece_by_piece(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.llm.enqueue([" It is", ".", " And you?"])
            turn = her.engine.say("Is it raining?")
            done = her.told.until(TurnDone)
            assert (done.turn, done.reply) == (turn, "It is. And you?")
            assert [event.text for event in her.told.of(Token)] == [" It is", ".", " And you?"]
            assert [event.text for event in her.told.of(Said)] == ["It is.", "And you?"]
            assert her.kept() == [("you", "Is it raining?"), ("her", "It is. And you?")]
            assert (done.prompt_tokens, done.evaluated_tokens, done.output_tokens) == (100, 10, 3)
            assert done.gap_s is not None
            assert set(done.phases) == {"endpoint", "ear", "recall", "first_token", "clause", "first_audio"}

    def test_a_line_is_kept_before_the_mind_is_asked(self, tmp_path: Path):
        with awake(tmp_path) as her:
            generator = Hold()
            her.llm.enqueue([generator])
            her.engine.say("Is it raining?")
            assert her.kept() == [("you", "Is it raining?")]
            heard = her.told.until(Heard)
            assert (heard.text, heard.typed) == ("Is it raining?", True)
            assert her.engine.memory is not None
            assert her.engine.memory.messages(her.engine.conversation)[0].id == heard.message
            generator.until_reached()

    def test_the_prompt_holds_what_was_said_before(self, tmp_path: Path):
        with awake(tmp_path) as her:
            for text in ("My cat is Miso.", "She is asleep on my coat."):
                her.engine.say(text)
                her.told.until(TurnDone)
            first, second = (str(request.prompt) for request in her.llm.requests)
            assert second == f"{first} Answer number 1.\nFriend: She is asleep on my coat.\nAda:"

    def test_chat_minds_get_messages(self, tmp_path: Path):
        with awake(tmp_path, FakeParts(form="chat")) as her:
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            assert [message.role for message in her.llm.requests[0].prompt] == ["system", "user"]  # type: ignore[union-attr]

    def test_she_tells_what_she_is_doing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            her.told.until(State, state="idle")
            assert states(her.told)[0] == "loading"
            assert states(her.told)[-2:] == ["thinking", "idle"]

    @pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 200_001])
    def test_a_line_that_is_none_is_refused_in_a_sentence_and_changes_nothing(self, tmp_path: Path, text: str):
        with awake(tmp_path) as her:
            with pytest.raises(CompanionError, match=r"\.$"):
                her.engine.say(text)
            assert her.kept() == []
            assert her.engine.say("Hi.")
            her.told.until(TurnDone)

    def test_before_she_is_awake_she_says_so(self, tmp_path: Path):
        with pytest.raises(CompanionError, match="not awake"):
            Engine(a_house(tmp_path), model_choice=FakeParts()).say("Hi.")

    def test_a_new_conversation_begins_with_nothing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My cat is Miso.")
            her.told.until(TurnDone)
            before = her.engine.conversation
            her.engine.new_conversation()
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            assert her.engine.conversation != before
            assert [text for _, text in her.kept()] == ["Hi.", "Answer number 2."]
            assert "Miso" not in str(her.llm.requests[-1].prompt)

    def test_a_sincere_question_and_a_danger_do_not_reach_the_mind(self, tmp_path: Path):
        parts = FakeParts(voice_=SilentVoice())
        with awake(tmp_path, parts, Devices(loudspeaker=FakeLoudspeaker()), ready=("mind", "voice")) as her:
            her.engine.say("I want to kill myself.")
            written = her.told.until(Said, text="Someone to talk to: " + help_of(her)).text
            her.engine.interrupt()
            assert her.llm.requests == []
            assert isinstance(parts.voice_, SilentVoice)
            assert written not in [text for text, _ in parts.voice_.said]


def help_of(her: Awake) -> str:
    return f"{her.engine.settings.help_line}\nEmergency: {her.engine.settings.emergency_number}"


class TestArriving:
    """Parts of her come late, or not at all."""

    def test_lines_that_came_before_the_mind_are_answered_when_it_comes(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            assert "not on this computer" in her.told.until(Notice).message
            turn = her.engine.say("Are you there?")
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            assert her.told.until(TurnDone).turn == turn
            assert her.kept() == [("you", "Are you there?"), ("her", "Answer number 1.")]
            assert parts.mind_.read_ahead == []

    def test_of_the_lines_that_waited_only_the_last_is_answered(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            her.engine.say("Hello?")
            last = her.engine.say("Are you there?")
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            assert her.told.until(TurnDone).turn == last
            assert len(parts.mind_.requests) == 1
            assert "Hello?" in str(parts.mind_.requests[0].prompt)

    @pytest.mark.parametrize("failure", [ModelError("The file is damaged; fetch it again."), ZeroDivisionError("ours")])
    def test_a_mind_that_cannot_be_had_is_told_and_another_may_come(self, tmp_path: Path, failure: Exception):
        parts = FakeParts(mind_=failure)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            notice = her.told.until(Notice).message
            assert notice == str(failure) or "fault in this program" in notice
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            her.engine.say("Hi.")
            her.told.until(TurnDone)

    def test_a_new_mind_reads_ahead_what_was_said(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My cat is Miso.")
            her.told.until(TurnDone)
            old, new = her.llm, ScriptedMind()
            her.parts.mind_ = new
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            her.engine.say("Hi.")
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
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            assert old.closed
            assert len(new.requests) == 1

    @pytest.mark.parametrize("failure", [ModelError("No."), ZeroDivisionError("ours")])
    def test_reading_ahead_may_fail(self, tmp_path: Path, failure: Exception):
        llm = ScriptedMind()
        llm.reading = [failure]
        with awake(tmp_path, FakeParts(llm)) as her:
            her.engine.say("Hi.")
            assert her.told.until(TurnDone).reply == "Answer number 1."

    def test_a_line_does_not_wait_for_reading_ahead(self, tmp_path: Path):
        llm, reading = ScriptedMind(), Hold()
        llm.reading = [reading]
        with awake(tmp_path, FakeParts(llm)) as her:
            reading.until_reached()
            her.engine.say("Hi.")
            assert her.told.until(TurnDone).reply == "Answer number 1."


class TestInterrupting:
    """A new line, or a hush, in every phase."""

    def test_a_new_line_interrupts_her_thought(self, tmp_path: Path):
        with awake(tmp_path) as her:
            generator = Hold()
            her.llm.enqueue(["It rains. And", generator], "Yes.")
            first = her.engine.say("And now?")
            generator.until_reached()
            second = her.engine.say("Wait, is it late?")
            assert her.told.until(Interrupted).turn == first
            assert her.told.until(TurnDone).turn == second
            assert her.kept()[-1] == ("her", "Yes.")
            assert len(her.told.of(TurnDone)) == 1

    def test_a_hush_while_she_thinks_ends_the_turn_and_the_next_line_is_answered(self, tmp_path: Path):
        with awake(tmp_path) as her:
            generator = Hold()
            her.llm.enqueue([generator, "Never said."], "Yes.")
            turn = her.engine.say("And now?")
            generator.until_reached()
            her.engine.interrupt()
            interrupted = her.told.until(Interrupted)
            assert (interrupted.turn, interrupted.heard) == (turn, "")
            her.told.until(State, state="idle")
            her.engine.say("Hi.")
            assert her.told.until(TurnDone).reply == "Yes."
            assert her.kept() == [("you", "And now?"), ("you", "Hi."), ("her", "Yes.")]

    def test_a_hush_while_a_line_waits_for_the_mind(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            her.engine.say("Hello?")
            her.engine.interrupt()
            her.told.until(Interrupted)
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            last = her.engine.say("Are you there?")
            assert her.told.until(TurnDone).turn == last
            assert len(parts.mind_.requests) == 1

    def test_a_hush_while_she_speaks_keeps_what_was_heard(self, tmp_path: Path):
        with interruptible_reply(tmp_path) as her:
            assert "speaking" in states(her.told)
            her.engine.interrupt()
            assert her.told.until(Interrupted).heard == "It rains—"
            assert her.kept()[-1] == ("her", "It rains—")
            her.told.until(State, state="idle")

    def test_a_hush_while_nothing_happens_does_nothing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.interrupt()
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            her.engine.interrupt()
            her.engine.say("Hi again.")
            her.told.until(TurnDone)
            assert her.told.of(Interrupted) == []

    def test_many_lines_at_once_each_end_exactly_once_and_the_last_is_answered(self, tmp_path: Path):
        with awake(tmp_path) as her:
            threads = [threading.Thread(target=her.engine.say, args=(f"Line {n}.",)) for n in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            her.told.until(TurnDone, turn=her.engine.say("And?"))
            ends = [event.turn for event in her.told.all if isinstance(event, TurnDone | Interrupted)]
            assert sorted(ends) == list(range(1, 10))
            lines = [text for speaker, text in her.kept() if speaker == "you"]
            assert sorted(lines) == sorted([*(f"Line {n}." for n in range(8)), "And?"])


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
            her.engine.say("And now, please?")
            her.told.until(Failed)
            assert her.told.until(TurnDone).reply == "It rains."
            her.engine.say("Hi.")
            assert her.told.until(TurnDone).reply == "Answer number 3."

    def test_a_failing_voice_leaves_her_words(self, tmp_path: Path):
        parts = FakeParts(voice_=WorkerError("Her voice can't be had."))
        with awake(tmp_path, parts, Devices(loudspeaker=FakeLoudspeaker())) as her:
            her.engine.say("Hi.")
            assert her.told.until(TurnDone).reply == "Answer number 1."
            assert [event.message for event in her.told.of(Notice)] == ["Her voice can't be had."]

    def test_a_line_that_cannot_be_kept_changes_nothing(self, tmp_path: Path):
        environment = a_house(tmp_path)
        memory = DiskThatFills(
            open_memory(environment.memory_file, find_key(environment, {"COMPANION_PASSPHRASE": "x"}), environment.now)
        )
        loudspeaker, told = FakeLoudspeaker(), Told()
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
        engine = Engine(a_house(tmp_path), model_choice=FakeParts())
        with pytest.raises(LockedError):
            engine.open()
        engine.close()
        monkeypatch.delenv("COMPANION_PASSPHRASE")
        engine = Engine(a_house(tmp_path), model_choice=FakeParts())
        assert engine.needs_passphrase() == "existing"
        engine.unlock("only for the tests")
        assert engine.needs_passphrase() == "no"
        engine.open()
        engine.close()


class TestListening:
    """By ear: real voice activity, a scripted ear."""

    def said(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.concatenate([silence(0.3), speech("Good evening, are you there?"), silence(1.5)])

    def test_what_the_ear_understood_is_answered(self, tmp_path: Path):
        microphone = QueueMicrophone()
        stt = SayingEar("Are you there?")
        with awake(tmp_path, FakeParts(ear_=stt), Devices(microphone=microphone), ready=("mind", "ear")) as her:
            assert microphone.started.wait(20)
            microphone.put(self.said())
            heard = her.told.until(Heard)
            assert (heard.text, heard.typed) == ("Are you there?", False)
            assert 0.2 < heard.start < heard.end < 3.5
            first = her.told.until(TurnDone).reply
            stt.says = ""
            microphone.put(self.said())
            her.told.until(State, state="hearing")
            her.told.until(State, state="listening")
            stt.says = WorkerError("Her hearing stopped; say that again.")
            microphone.put(self.said())
            assert her.told.until(Failed).message == "Her hearing stopped; say that again."
            stt.says = "Yes?"
            microphone.put(self.said())
            assert her.told.until(Heard).text == "Yes?"
            second = her.told.until(TurnDone).reply
            assert [text for _, text in her.kept()] == ["Are you there?", first, "Yes?", second]
            assert first != second
            assert {"listening", "hearing", "thinking"} <= set(states(her.told))

    def test_a_closed_microphone_hears_nothing(self, tmp_path: Path):
        microphone, stt = QueueMicrophone(), ScriptedEar()
        with awake(tmp_path, FakeParts(ear_=stt), Devices(microphone=microphone), ready=("mind", "ear")) as her:
            assert microphone.started.wait(20)
            her.engine.listen(False)
            her.told.until(State, state="muted")
            assert microphone.stops == 1
            microphone.put(self.said())
            her.engine.listen(True)
            her.told.until(State, state="listening")
            assert microphone.starts == 2
        assert stt.heard == []
        assert microphone.stops == 2


Phase = Callable[[Awake, list[Hold]], None]


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
                her.engine.say("Are you there?")
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
            assert [event for event in told if isinstance(event, Notice | Failed)] == (
                [] if phase != "waiting" else her.told.of(Notice)[:1]
            )
            assert not [thread for thread in threading.enumerate() if thread.name in STAGES]
            her.engine.close()
            assert her.told.all == told
        with awake(tmp_path) as again:
            texts = [text for speaker, text in again.kept() if speaker == "you"]
            assert texts == (["Are you there?"] if phase in ("waiting", "thinking", "speaking", "stuck") else [])

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


STAGES = {"conversing", "speaking", "playback", "hearing", "transcribing", "idle"}


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
                her.engine.say("Are you there?")
            parts.mind_ = ScriptedMind()
            her.engine.open()
            her.told.until(Ready, part="mind")
            loudspeaker.flow()
            her.llm.enqueue("Here I am.")
            her.engine.say("Are you there?")
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
            her.engine.say("Hi.")
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


class Watched(WordVectors):
    """Tells when vectors are made of a text."""

    def __init__(self, text: str) -> None:
        self._text, self.made = text, threading.Event()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._text in texts:
            self.made.set()
        return super().embed(texts)


class TestWhileNobodyTalks:
    """What was said is worked through."""

    @pytest.mark.slow
    def test_what_was_said_is_found_by_meaning_soon_afterwards(self, tmp_path: Path):
        model = Watched("Miso sleeps.")  # too short for anything to come back at it

        class Parts(FakeParts):
            def embedder(self, environment: Environment) -> WordVectors:
                return model

        with awake(tmp_path, Parts()) as her:
            her.engine.say("Miso sleeps.")
            her.told.until(TurnDone)
            assert model.made.wait(PATIENCE_S)

    def test_who_is_not_to_remember_has_only_copies_made(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.change(remembering=False)
            her.engine.say("I live in Porto.")
            her.told.until(TurnDone)
            memory = her.engine.memory
            assert memory is not None
            stages = her.engine._stages
            assert stages is not None
            while stages.work(lambda: False):
                pass
            assert memory.facts.list() == []
            assert not memory.backups.due()
            her.engine.change(remembering=True)
            while stages.work(lambda: False):
                pass
            assert [fact.text for fact in memory.facts.list()] == ["You live in Porto."]

    def test_who_has_chosen_not_to_remember_begins_with_nothing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My sister Nora lives in Porto.")
            her.told.until(TurnDone)
            assert her.engine.memory is not None
            her.engine.memory.facts.add("You live in Faro.")
        write_settings(a_house(tmp_path).settings_file, Settings(remembering=False))
        with awake(tmp_path) as again:
            again.llm.opinion = 0.99
            again.engine.new_conversation()
            again.engine.say("Where does my sister live?")
            again.told.until(TurnDone)
            assert again.told.of(Recalled) == []
            assert again.llm.judged == []
            (request,) = again.llm.requests
            assert "Porto" not in str(request.prompt)
            assert "Faro" not in str(request.prompt)

    def test_who_is_not_to_remember_is_told_nothing_from_the_next_line_on(self, tmp_path: Path):
        with awake(tmp_path) as her:
            assert her.engine.memory is not None
            her.engine.memory.facts.add("You live in Porto.")
            for remembering in (True, False, True):
                her.engine.change(remembering=remembering)
                her.engine.new_conversation()
                her.engine.say("Hi.")
                her.told.until(TurnDone)
                assert ("You live in Porto." in str(her.llm.requests[-1].prompt)) == remembering


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
            her.engine.say("Hi.")
            her.told.until(TurnDone)
            assert parts.asked == ["mind", "voice"]
        assert str(her.llm.requests[0].prompt).endswith("Theo: Hi.\nEve:")

    @pytest.mark.parametrize("change", [{"theme": "dusk"}, {"speed": "fast"}, {"sped": 1.0}])
    def test_a_change_that_makes_no_sense_is_refused_and_changes_nothing(self, tmp_path: Path, change: dict[str, Any]):
        with awake(tmp_path) as her:
            with pytest.raises(CompanionError):
                her.engine.change(**change)
            assert her.engine.settings == Settings()
            assert not her.engine.environment.settings_file.exists()

    def test_what_was_chosen_for_this_run_only_is_not_kept(self, tmp_path: Path):
        environment = a_house(tmp_path)
        engine = Engine(
            replace(environment, settings=replace(environment.settings, mind="only-now")), model_choice=FakeParts()
        )
        engine.change(theme="night")
        assert engine.settings.mind == "only-now"
        assert read_settings(environment.settings_file) == Settings(theme="night")

    def test_her_voice_is_changed_while_she_speaks(self, tmp_path: Path):
        stuck, voice, loudspeaker = StuckVoice(), SilentVoice(), FakeLoudspeaker()
        with awake(tmp_path, FakeParts(voice_=stuck), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
            her.engine.say("Hi.")
            assert stuck.stuck.wait(20)
            her.parts.voice_ = voice
            her.engine.change(voice="system")
            loudspeaker.advance(300)
            assert her.told.until(TurnDone).reply == "Answer number 1."
            assert her.told.of(Notice) == []
