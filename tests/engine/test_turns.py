"""Typed lines are answered and kept, and an interrupted reply is kept as far as it was heard."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from companion.engine import Devices, Engine
from companion.errors import CompanionError
from companion.events import Heard, Interrupted, Ready, Said, State, Token, TurnDone
from tests.engine.interruptible import interruptible_reply
from tests.engine_on_fakes import Awake, EventRecorder, FakeParts, awake, make_environment
from tests.fakes import (
    FakeLoudspeaker,
    Hold,
    ScriptedMind,
    SilentVoice,
)


def states(told: EventRecorder) -> list[str]:
    return [event.state for event in told.of(State)]


class TestAnEvening:
    """Typed lines and their answers."""

    def test_a_line_is_answered_piece_by_piece(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.llm.enqueue([" It is", ".", " And you?"])
            turn = her.engine.say("Is it far?")
            done = her.told.until(TurnDone)
            assert (done.turn, done.reply) == (turn, "It is. And you?")
            assert [event.text for event in her.told.of(Token)] == ["It is. ", "And you? "]
            assert [event.text for event in her.told.of(Said)] == ["It is.", "And you?"]
            assert her.kept() == [("you", "Is it far?"), ("her", "It is. And you?")]
            assert (done.prompt_tokens, done.evaluated_tokens, done.output_tokens) == (100, 10, 3)
            assert done.gap_s is not None
            assert set(done.phases) == {"endpoint", "ear", "recall", "first_token", "clause", "first_audio"}

    def test_a_line_is_kept_before_the_mind_is_asked(self, tmp_path: Path):
        with awake(tmp_path) as her:
            generator = Hold()
            her.llm.enqueue([generator])
            her.engine.say("Is it far?")
            assert her.kept() == [("you", "Is it far?")]
            heard = her.told.until(Heard)
            assert (heard.text, heard.typed) == ("Is it far?", True)
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
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            roles = [message.role for message in her.llm.requests[0].prompt]  # type: ignore[union-attr]
            assert roles == [
                "system",
                *["user", "assistant"] * (len(roles) // 2 - 1),
                "user",
            ]  # examples, then the line

    def test_she_tells_what_she_is_doing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("It rained.")
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
            assert her.engine.say("It rained.")
            her.told.until(TurnDone)

    def test_before_she_is_awake_she_says_so(self, tmp_path: Path):
        with pytest.raises(CompanionError, match="not awake"):
            Engine(make_environment(tmp_path), model_choice=FakeParts()).say("It rained.")

    def test_a_new_conversation_begins_with_nothing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My cat is Miso.")
            her.told.until(TurnDone)
            before = her.engine.conversation
            her.engine.new_conversation()
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            assert her.engine.conversation != before
            assert [text for _, text in her.kept()] == ["It rained.", "Answer number 2."]
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


class TestInterrupting:
    """A new line, or a hush, in every phase."""

    def test_a_new_line_interrupts_her_thought(self, tmp_path: Path):
        with awake(tmp_path) as her:
            generator = Hold()
            her.llm.enqueue(["It rains. And", generator], "Yes.")
            first = her.engine.say("And now?")
            generator.until_reached()
            second = her.engine.say("Wait, is it far?")
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
            her.engine.say("It rained.")
            assert her.told.until(TurnDone).reply == "Yes."
            assert her.kept() == [("you", "And now?"), ("you", "It rained."), ("her", "Yes.")]

    def test_a_hush_while_a_line_waits_for_the_mind(self, tmp_path: Path):
        parts = FakeParts(mind_=None)
        with awake(tmp_path, parts, ready=("memory",)) as her:
            her.engine.say("And now?")
            her.engine.interrupt()
            her.told.until(Interrupted)
            parts.mind_ = ScriptedMind()
            her.engine.change(mind="another")
            her.told.until(Ready, part="mind")
            last = her.engine.say("And then what?")
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
            her.engine.say("It rained.")
            her.told.until(TurnDone)
            her.engine.interrupt()
            her.engine.say("It rained again.")
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
