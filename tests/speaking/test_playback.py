"""Checks what is audible and when: times of words, what was heard of an interrupted reply, and the ends of turns."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.errors import CompanionError
from companion.events import Held, Interrupted, Resumed, Spoken, TurnDone
from companion.memory import Key, Memory, Message, open_memory
from companion.speaking import playback
from companion.speaking.playback import Playback
from companion.speaking.playback_listeners import PlaybackListeners
from companion.speaking.synthesis import Clip, Finish, Synthesis
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from models.language import Usage
from tests.engine_on_fakes import EventRecorder
from tests.fakes import PATIENCE_S, FakeLoudspeaker, SilentVoice, StuckVoice, speech
from voices.errors import VoiceError
from voices.voice import Speech


@dataclass
class Stage:
    """A playback and everything it tells."""

    memory: Memory
    loudspeaker: FakeLoudspeaker | None = None
    told: EventRecorder = field(default_factory=EventRecorder)
    sounding: list[bool] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    rests: list[bool] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    seconds: float = 0.0
    turns: int = 0

    def __post_init__(self) -> None:
        self._over: queue.SimpleQueue[AssistantTurn] = queue.SimpleQueue()
        listeners = PlaybackListeners(
            emit=self.told.put,
            clock=lambda: self.seconds,
            audible=self.sounding.append,
            resting=self.rests.append,
            level=self.levels.append,
            turn_over=self._over.put,
            notify=self.trouble.append,
        )
        self.playback = Playback(self.loudspeaker, listeners)
        self.playback.open()

    def reply(self, text: str = "Say something.") -> AssistantTurn:
        """Of hers, to a line that has just been kept."""
        reply = self.draft(text)
        self.commit(reply)
        return reply

    def draft(self, text: str = "Say something.") -> AssistantTurn:
        """Of hers, to a line that may not be whole."""
        self.turns += 1
        turn = Turn(self.turns, lambda: self.seconds)
        self.conversation: int = getattr(self, "conversation", None) or self.memory.begin_conversation()
        return AssistantTurn(self.memory, UserTurn(turn, text, self.conversation))

    def commit(self, draft: AssistantTurn) -> None:
        """Its line is whole, and kept now."""
        draft.commit(self.memory.add(self.conversation, "you", draft.user_turn.text, "voice"))

    def say(self, reply: AssistantTurn, *sentences: str, finish: bool = True) -> None:
        for sentence in sentences:
            self.playback.queue_clip(Clip(reply, sentence, speech(sentence) if self.loudspeaker else None))
        if finish:
            self.playback.queue_clip(Finish(reply))

    def cut(self, reply: AssistantTurn) -> Interrupted:
        reply.turn.cancel()
        self.playback.interrupt(reply)
        return self.told.until(Interrupted)

    def advance(self, samples: int) -> None:
        assert self.loudspeaker is not None
        self.seconds += samples / 1000
        self.loudspeaker.advance(samples)

    def over(self) -> AssistantTurn:
        return self._over.get(timeout=20)

    @property
    def hers(self) -> list[Message]:
        return [m for m in self.memory.messages(self.conversation) if m.speaker == "her"]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = open_memory(tmp_path / "memory.db", Key(bytes(32)), lambda: datetime(2026, 3, 2, 21))
    yield memory
    memory.close()


@pytest.fixture
def loud(memory: Memory) -> Iterator[Stage]:
    stage = Stage(memory, FakeLoudspeaker())
    yield stage
    stage.playback.close()


@pytest.fixture
def quiet(memory: Memory) -> Iterator[Stage]:
    """Without a loudspeaker."""
    stage = Stage(memory)
    yield stage
    stage.playback.close()


def test_a_sentence_is_told_when_its_first_sample_is_audible(loud: Stage):
    loud.seconds = 50.0
    loud.say(loud.reply(), "Good evening to you.", "Sit down.")
    loud.advance(20)
    assert loud.told.until(Spoken) == Spoken(
        turn=1,
        t=50.02,
        text="Good evening to you.",
        start=50.0,
        end=50.4,
        words=(("Good", 50.0, 50.1), ("evening", 50.1, 50.2), ("to", 50.2, 50.3), ("you.", 50.3, 50.4)),
    )
    loud.advance(400)
    second = loud.told.until(Spoken)
    assert (second.text, second.start, second.end) == ("Sit down.", 50.4, 50.6)


def test_the_exchange_is_over_when_its_last_sample_was_audible(loud: Stage):
    loud.say(loud.reply(), "Good evening.", "Sit down.")
    loud.advance(399)
    loud.told.until(Spoken, text="Sit down.")
    assert not loud.told.of(TurnDone)
    loud.advance(1)
    assert loud.told.until(TurnDone).reply == "Good evening. Sit down."
    assert loud.over().turn.number == 1
    assert [(m.text, m.interrupted) for m in loud.hers] == [("Good evening. Sit down.", False)]


def test_each_sentence_is_kept_when_it_begins_to_be_heard(loud: Stage):
    loud.say(loud.reply(), "Good evening.", "Sit down.")
    loud.advance(10)
    loud.told.until(Spoken)
    assert [m.text for m in loud.hers] == ["Good evening."]
    loud.advance(200)
    loud.told.until(Spoken)
    assert [m.text for m in loud.hers] == ["Good evening. Sit down."]


@pytest.mark.parametrize(
    ("heard_ms", "kept"),
    [
        (140, "Good—"),
        (155, "Good evening—"),
        (349, "Good evening to—"),
        (400, "Good evening to you."),
        (410, None),
        (460, "Good evening to you. Sit—"),
    ],
)
def test_of_an_interrupted_reply_only_the_words_heard_are_kept(loud: Stage, heard_ms: int, kept: str | None):
    reply = loud.reply()
    loud.say(reply, "Good evening to you.", "Sit down.")
    loud.advance(heard_ms)
    loud.told.until(Spoken)
    kept = kept or "Good evening to you."
    assert loud.cut(reply).heard == kept
    assert [(m.text, m.interrupted) for m in loud.hers] == [(kept, True)]
    assert loud.loudspeaker is not None
    assert loud.loudspeaker.flushes == 1
    assert loud.over() is reply


@pytest.mark.parametrize(
    ("heard_ms", "kept"), [(190, "Good evening—"), (220, "Good evening—"), (300, "Good evening, and—")]
)
def test_a_reply_that_is_cut_at_a_pause_ends_in_a_dash_only(loud: Stage, heard_ms: int, kept: str):
    reply = loud.reply()
    loud.say(reply, "Good evening,", "and what a day.")
    loud.advance(heard_ms)
    loud.told.until(Spoken)
    assert loud.cut(reply).heard == kept
    assert [m.text for m in loud.hers] == [kept]


def test_a_sentence_that_may_not_go_on_ends_where_it_has_come_to(loud: Stage):
    loud.say(loud.reply(), "But if he's not,", "", "It rained.")
    loud.advance(600)
    assert loud.told.until(TurnDone).reply == "But if he's not. It rained."
    assert [(m.text, m.interrupted) for m in loud.hers] == [("But if he's not. It rained.", False)]


def test_a_reply_of_which_nothing_was_heard_is_not_kept(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Good evening to you.")
    loud.advance(40)
    loud.told.until(Spoken)
    assert loud.cut(reply).heard == ""
    assert loud.hers == []


def test_a_reply_that_was_cut_before_it_began_is_not_kept(loud: Stage):
    reply = loud.reply()
    assert loud.cut(reply) == Interrupted(turn=1, heard="")
    assert loud.hers == []


def test_a_reply_cut_between_two_sentences_keeps_the_first_and_is_marked(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Good evening.", finish=False)
    loud.advance(200)
    loud.told.until(Spoken)
    assert loud.cut(reply).heard == "Good evening."
    assert [(m.text, m.interrupted) for m in loud.hers] == [("Good evening.", True)]


def test_what_comes_of_a_cut_reply_afterwards_is_dropped(loud: Stage):
    first = loud.reply()
    loud.say(first, "Good evening to you.", finish=False)
    loud.advance(160)
    loud.cut(first)
    loud.say(first, "Sit down.")
    second = loud.reply()
    loud.say(second, "Yes.")
    loud.advance(100)
    assert loud.told.until(TurnDone).turn == 2
    assert [event.text for event in loud.told.of(Spoken)] == ["Good evening to you.", "Yes."]
    assert [m.text for m in loud.hers] == ["Good evening—", "Yes."]


def test_a_reply_is_over_only_once(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Yes.")
    loud.advance(100)
    loud.told.until(TurnDone)
    loud.playback.interrupt(reply)
    loud.playback.queue_clip(Finish(reply))
    loud.say(loud.reply(), "No.")
    loud.advance(100)
    loud.told.until(TurnDone, turn=2)
    assert [event.turn for event in loud.told.all if isinstance(event, TurnDone | Interrupted)] == [1, 2]


def test_the_finish_may_come_before_and_after_the_sound_is_over(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Yes.", finish=False)
    loud.advance(100)
    loud.told.until(Spoken)
    assert not loud.told.of(TurnDone)
    loud.playback.queue_clip(Finish(reply))
    assert loud.told.until(TurnDone).reply == "Yes."


def test_a_reply_without_a_word_is_over_at_once(loud: Stage):
    loud.playback.queue_clip(Finish(loud.reply()))
    assert loud.told.until(TurnDone).reply == ""
    assert loud.hers == []


def test_the_microphone_is_deaf_from_the_first_sample_queued_to_the_last_one_heard(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Yes.", finish=False)
    loud.advance(50)
    loud.told.until(Spoken)
    assert loud.sounding == [True]
    loud.say(reply, "No.")
    loud.advance(150)
    loud.told.until(TurnDone)
    assert loud.sounding == [True, False]
    assert loud.levels[-1] == 0.0


def test_in_a_long_silence_within_a_reply_she_is_not_speaking(loud: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(playback, "LONG_SILENCE_S", 0.05)
    reply = loud.reply()
    loud.say(reply, "I'm writing it now.", finish=False)
    loud.advance(400)  # 0.1 s for each word
    ended = time.monotonic()
    while loud.sounding != [True, False]:
        assert time.monotonic() < ended + PATIENCE_S
        time.sleep(0.005)
    assert time.monotonic() - ended >= 0.05
    loud.say(reply, "Here is a first draft.", finish=False)
    loud.advance(1)
    loud.told.until(Spoken, text="Here is a first draft.")
    assert loud.sounding == [True, False, True]


def test_what_rings_rests_from_its_last_sound_until_shortly_before_the_next(loud: Stage):
    reply = loud.reply()
    assert loud.loudspeaker is not None
    rate = loud.loudspeaker.rate
    ring = Speech(np.concatenate([np.ones(2 * rate), np.zeros(rate)]).astype(np.float32), rate, ())
    for _ in range(2):
        loud.playback.queue_clip(Clip(reply, "", ring, aside=True))
    loud.playback.queue_clip(Finish(reply))
    told = []
    for tenths in (10, 9, 2, 8, 2, 10):  # up to 1.0, 1.9, 2.1, 2.9, 3.1 and 4.1 seconds
        loud.advance(tenths * rate // 10)
        loud.playback.run_after_queued(lambda: told.append(loud.rests[-1]))
    loud.advance(19 * rate // 10)
    assert loud.over() is reply
    assert told == [False, False, True, False, False, False]


def test_a_pause_in_her_words_is_no_rest(loud: Stage):
    reply = loud.reply()
    loud.playback.queue_clip(Clip(reply, "Well.", Speech(np.zeros(2000, np.float32), 1000, ())))
    loud.playback.queue_clip(Finish(reply))
    loud.advance(1000)
    loud.advance(1000)
    loud.over()
    assert loud.rests
    assert not any(loud.rests)


def test_an_interruption_opens_the_microphone(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Good evening to you.")
    loud.advance(150)
    loud.cut(reply)
    loud.over()
    assert loud.sounding == [True, False]


def test_a_sentence_that_can_only_be_shown_keeps_its_place_among_the_others(loud: Stage):
    reply = loud.reply()
    loud.say(reply, "Good evening.", finish=False)
    loud.playback.queue_clip(Clip(reply, "112 is the number.", None, spoken=""))
    loud.playback.queue_clip(Clip(reply, "…", Speech(np.zeros(0, np.float32), 1000, ())))
    loud.say(reply, "Call it.")
    loud.advance(400)
    assert loud.told.until(TurnDone).reply == "Good evening. 112 is the number. … Call it."
    assert [event.text for event in loud.told.of(Spoken)] == ["Good evening.", "Call it."]


def test_without_a_loudspeaker_a_sentence_counts_when_it_is_shown(quiet: Stage):
    reply = quiet.reply()
    quiet.say(reply, "Good evening.", "Sit down.")
    assert quiet.told.until(TurnDone).reply == "Good evening. Sit down."
    assert [m.text for m in quiet.hers] == ["Good evening. Sit down."]
    assert quiet.sounding == []


def test_the_figures_of_the_turn_are_told(quiet: Stage):
    reply = quiet.reply()
    for phase in ("speech_end", "endpoint", "heard", "recalled", "first_token"):
        reply.turn.mark(phase)
        quiet.seconds += 0.25
    reply.usage = Usage(100, 20, 5, 0.25, 0.5, "stop")
    quiet.say(reply, "Yes.")
    done = quiet.told.until(TurnDone)
    assert done.gap_s == 1.25
    assert done.phases == {"endpoint": 0.25, "ear": 0.25, "recall": 0.25, "first_token": 0.25, "first_audio": 0.25}
    assert (done.prompt_tokens, done.evaluated_tokens, done.output_tokens) == (100, 20, 5)


def test_phases_that_did_not_happen_are_left_out(quiet: Stage):
    reply = quiet.reply()
    reply.turn.mark("speech_end")
    quiet.playback.queue_clip(Finish(reply))
    done = quiet.told.until(TurnDone)
    assert (done.gap_s, done.phases) == (None, {})


class TestBeingHeld:
    """Silent in the middle, and going on there."""

    def test_she_is_silent_at_once_and_says_so(self, loud: Stage):
        loud.say(loud.reply(), "Good evening to you.")
        loud.advance(150)
        loud.told.until(Spoken)
        loud.playback.pause()
        loud.playback.pause()
        assert loud.told.until(Held).turn == 1
        assert loud.sounding == [True, False]
        assert loud.loudspeaker is not None
        assert loud.loudspeaker.flushes == 1

    def test_she_goes_on_from_the_beginning_of_the_word_and_tells_its_times(self, loud: Stage):
        loud.seconds = 50.0
        loud.say(loud.reply(), "Good evening to you.", "Sit down.")
        loud.advance(150)
        loud.told.until(Spoken)
        loud.playback.pause()
        loud.told.until(Held)
        loud.seconds = 53.0
        loud.playback.resume()
        assert loud.told.until(Resumed) == Resumed(
            turn=1,
            t=53.0,
            text="Good evening to you.",
            start=52.9,
            end=53.3,
            words=(("Good", 52.9, 53.0), ("evening", 53.0, 53.1), ("to", 53.1, 53.2), ("you.", 53.2, 53.3)),
        )
        loud.advance(300)
        loud.advance(10)
        second = loud.told.until(Spoken)
        assert (second.text, second.start) == ("Sit down.", 53.3)
        loud.advance(190)
        assert loud.told.until(TurnDone).reply == "Good evening to you. Sit down."
        assert loud.sounding == [True, False, True, False]
        assert [(m.text, m.interrupted) for m in loud.hers] == [("Good evening to you. Sit down.", False)]

    def test_what_comes_meanwhile_waits(self, loud: Stage):
        reply = loud.reply()
        loud.playback.pause()
        loud.say(reply, "Good evening.")
        loud.playback.resume()
        loud.advance(200)
        assert loud.told.until(TurnDone).reply == "Good evening."
        assert not [event for event in loud.told.all if isinstance(event, Held | Resumed)], "nobody heard a difference"

    def test_she_may_be_held_many_times(self, loud: Stage):
        loud.say(loud.reply(), "Good evening to you.")
        for _ in range(3):
            loud.advance(150)
            loud.playback.pause()
            loud.told.until(Held)
            loud.playback.resume()
            loud.told.until(Resumed)
        assert loud.loudspeaker is not None
        loud.loudspeaker.flow()
        assert loud.told.until(TurnDone).reply == "Good evening to you."
        assert len(loud.told.of(Spoken)) == 1

    def test_what_was_heard_until_then_is_what_is_kept_when_she_is_cut(self, loud: Stage):
        reply = loud.reply()
        loud.say(reply, "Good evening to you.")
        loud.advance(160)
        loud.told.until(Spoken)
        loud.playback.pause()
        assert loud.cut(reply).heard == "Good evening—"
        loud.say(loud.reply(), "Yes.")
        loud.advance(100)
        assert loud.told.until(TurnDone).reply == "Yes.", "a cut ends the hold"

    def test_a_finish_while_she_is_held_does_not_end_the_exchange(self, loud: Stage):
        reply = loud.reply()
        loud.say(reply, "Good evening.", finish=False)
        loud.advance(150)
        loud.told.until(Spoken)
        loud.playback.pause()
        loud.playback.queue_clip(Finish(reply))
        loud.told.until(Held)
        assert not loud.told.of(TurnDone)
        loud.playback.resume()
        loud.advance(100)
        loud.told.until(TurnDone)

    def test_going_on_when_nobody_was_held_is_harmless(self, loud: Stage):
        loud.playback.resume()
        loud.say(loud.reply(), "Yes.")
        loud.advance(100)
        loud.told.until(TurnDone)
        assert loud.told.of(Resumed) == []


class TestLoudness:
    """Volume, and softer while somebody may be speaking."""

    def test_she_is_softer_while_it_is_not_clear(self, loud: Stage):
        loud.playback.set_volume(0.5)
        reply = loud.reply()
        loud.say(reply, "Yes.", finish=False)
        loud.advance(10)
        loud.told.until(Spoken)
        loud.playback.duck(True)
        loud.playback.duck(False)
        loud.playback.queue_clip(Finish(reply))
        loud.advance(90)
        loud.told.until(TurnDone)
        assert loud.loudspeaker is not None
        assert loud.loudspeaker.loudness == [0.5, 0.1, 0.5]

    @pytest.mark.parametrize("when", ["while", "after"])
    def test_the_next_word_is_as_loud_as_ever(self, loud: Stage, when: str):
        reply = loud.reply()
        loud.say(reply, "Yes.", finish=False)
        loud.advance(10)
        loud.told.until(Spoken)
        if when == "while":
            loud.playback.duck(True)
        loud.playback.queue_clip(Finish(reply))
        loud.advance(90)
        loud.told.until(TurnDone)
        if when == "after":
            loud.playback.duck(True)
        loud.say(loud.reply(), "No.")
        loud.advance(100)
        loud.told.until(TurnDone, turn=2)
        assert loud.loudspeaker is not None
        assert loud.loudspeaker.loudness[-1] == 1.0


class TestDrafts:
    """What belongs to a line that may not be whole."""

    def test_nothing_of_a_draft_is_audible_until_its_line_is_kept(self, loud: Stage):
        draft = loud.draft()
        loud.say(draft, "Good evening.")
        first = loud.reply()
        loud.say(first, "Yes.")  # kept at once, and audible before the draft, which it replaces
        loud.advance(100)
        loud.told.until(TurnDone)
        assert [event.text for event in loud.told.of(Spoken)] == ["Yes."]
        draft = loud.draft()
        loud.say(draft, "Good evening.")
        loud.commit(draft)
        loud.playback.commit(draft)
        loud.advance(200)
        assert loud.told.until(TurnDone).reply == "Good evening."

    def test_the_rest_of_a_draft_comes_after_what_was_kept_back(self, loud: Stage):
        draft = loud.draft()
        loud.say(draft, "Good evening.", finish=False)
        loud.commit(draft)
        loud.say(draft, "Sit down.")
        loud.playback.commit(draft)
        loud.advance(400)
        assert loud.told.until(TurnDone).reply == "Good evening. Sit down."

    def test_a_draft_that_was_dropped_is_never_audible(self, loud: Stage):
        dropped = loud.draft()
        loud.say(dropped, "Never.")
        dropped.turn.cancel()
        loud.say(loud.reply(), "Yes.")
        loud.advance(100)
        loud.told.until(TurnDone)
        assert [event.text for event in loud.told.of(Spoken)] == ["Yes."]

    def test_a_reply_may_be_said_again_as_another(self, loud: Stage):
        refused: queue.SimpleQueue[AssistantTurn] = queue.SimpleQueue()
        first = loud.reply()
        loud.playback.replay(first, True, refused.put)
        assert refused.get(timeout=20) is first
        loud.say(first, "Good evening.", "Sit down.")
        loud.advance(400)
        loud.told.until(TurnDone)
        again = loud.reply()
        loud.playback.replay(again, True, refused.put)
        loud.advance(200)
        done = loud.told.until(TurnDone)
        assert (done.turn, done.reply) == (again.turn.number, "Sit down.")


class FullDisk:
    """A memory whose disk is full from a certain moment on."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def __getattr__(self, name: str) -> Any:
        if name in ("extend", "settle") or (name == "add" and hasattr(self, "full")):
            return self._fail
        return getattr(self._memory, name)

    def _fail(self, *_: object) -> None:
        raise CompanionError("The disk is full; make room.")


def test_what_cannot_be_kept_is_heard_and_told_and_the_exchange_ends(memory: Memory):
    stage = Stage(FullDisk(memory), FakeLoudspeaker())  # type: ignore[arg-type]
    try:
        reply = stage.reply()
        stage.say(reply, "Good evening.", finish=False)
        stage.playback.queue_clip(Clip(reply, "112.", None, spoken=""))
        stage.say(reply, "Sit down.")
        stage.advance(400)
        assert stage.told.until(TurnDone).reply == "Good evening."
        assert [event.text for event in stage.told.of(Spoken)] == ["Good evening.", "Sit down."]
        assert stage.trouble == ["The disk is full; make room."] * 2
        second = stage.reply()
        stage.say(second, "And you?")
        stage.advance(100)
        stage.cut(second)
        assert stage.over() is reply
        assert stage.over() is second
    finally:
        stage.playback.close()


class TestSpeaking:
    """From sentences to sound."""

    def test_of_a_draft_only_the_first_words_are_made_into_sound_until_its_line_is_kept(
        self, speaking: Synthesis, loud: Stage
    ):
        voice, draft = SilentVoice(), loud.draft()
        speaking.use_voice(voice, 1.0)
        for sentence in ("Good evening.", "Sit down."):
            speaking.say(draft, sentence)
        draft.turn.cancel()
        reply = loud.reply()
        speaking.say(reply, "Yes.")
        speaking.finish(reply)
        loud.advance(100)
        loud.told.until(TurnDone)
        assert [text for text, _speed in voice.said if text != "Good evening."] == ["Yes."]

    def test_a_draft_whose_line_is_kept_is_spoken_to_its_end(self, speaking: Synthesis, loud: Stage):
        voice, draft = SilentVoice(), loud.draft()
        speaking.use_voice(voice, 1.0)
        for sentence in ("Good evening.", "Sit down.", "Stay."):
            speaking.say(draft, sentence)
        speaking.finish(draft)
        loud.commit(draft)
        loud.playback.commit(draft)
        loud.advance(500)
        assert loud.told.until(TurnDone).reply == "Good evening. Sit down. Stay."

    def test_her_voice_has_the_right_of_way_while_it_works_even_if_it_fails(self, loud: Stage):
        told, voice, reply = list[str](), SilentVoice(), loud.reply()
        voice.failures["Sit down."] = ZeroDivisionError("ours")

        @contextmanager
        def urgent() -> Iterator[None]:
            told.append("claimed")
            yield
            told.append("given back")

        speaking = Synthesis(loud.playback.queue_clip, lambda _: None, urgent)
        speaking.open()
        speaking.use_voice(voice, 1.0)
        for sentence in ("Good evening.", "Sit down."):
            speaking.say(reply, sentence)
        speaking.say(reply, "112", "")
        speaking.finish(reply)
        loud.advance(200)
        loud.told.until(TurnDone)
        speaking.close()
        assert told == ["claimed", "given back"] * 2

    def test_another_pace_counts_from_the_next_sentence_on(self, speaking: Synthesis, loud: Stage):
        voice, reply = SilentVoice(), loud.reply()
        speaking.use_voice(voice, 1.0)
        speaking.set_speed(0.85)
        speaking.say(reply, "Yes.")
        speaking.finish(reply)
        loud.advance(100)
        loud.told.until(TurnDone)
        assert voice.said == [("Yes.", 0.85)]

    def test_another_voice_speaks_the_sentences_that_are_queued_already(self, speaking: Synthesis, loud: Stage):
        stuck, voice, reply = StuckVoice(), SilentVoice(), loud.reply()
        speaking.use_voice(stuck, 1.0)
        for sentence in ("Yes.", "Sit down.", "Stay."):
            speaking.say(reply, sentence)
        speaking.finish(reply)
        assert stuck.stuck.wait(20)
        speaking.use_voice(voice, 1.0)
        speaking.set_speed(1.25)
        stuck.close()
        loud.advance(400)
        loud.told.until(TurnDone)
        assert voice.said == [("Yes.", 1.25), ("Sit down.", 1.25), ("Stay.", 1.25)]

    @pytest.fixture
    def speaking(self, loud: Stage) -> Iterator[Synthesis]:
        self.notices: queue.SimpleQueue[str] = queue.SimpleQueue()
        speaking = Synthesis(loud.playback.queue_clip, self.notices.put)
        speaking.open()
        yield speaking
        speaking.close()

    def test_sentences_are_spoken_in_order_at_her_speed(self, speaking: Synthesis, loud: Stage):
        voice, reply = SilentVoice(), loud.reply()
        speaking.use_voice(voice, 1.25)
        for sentence in ("Good evening.", "Sit down."):
            speaking.say(reply, sentence)
        speaking.finish(reply)
        loud.advance(400)
        assert loud.told.until(TurnDone).reply == "Good evening. Sit down."
        assert voice.said == [("Good evening.", 1.25), ("Sit down.", 1.25)]

    def test_a_voice_at_another_rate_is_brought_to_the_loudspeakers(self, speaking: Synthesis, loud: Stage):
        reply = loud.reply()
        speaking.use_voice(SilentVoice(rate=2000), 1.0)
        speaking.say(reply, "Good evening.")
        speaking.finish(reply)
        loud.advance(200)
        assert loud.told.until(TurnDone).reply == "Good evening."

    @pytest.mark.parametrize(
        ("failure", "notice"),
        [
            (VoiceError("There is no such voice; choose another."), "There is no such voice; choose another."),
            (
                ZeroDivisionError("ours"),
                "Her voice failed because of a fault in this program; her words are shown instead.",
            ),
        ],
    )
    def test_when_the_voice_fails_the_words_are_kept_and_it_is_told_once(
        self, speaking: Synthesis, loud: Stage, failure: Exception, notice: str
    ):
        voice, reply = SilentVoice(), loud.reply()
        voice.failures["Sit down."] = failure
        speaking.use_voice(voice, 1.0)
        for sentence in ("Good evening.", "Sit down.", "Stay."):
            speaking.say(reply, sentence)
        speaking.finish(reply)
        loud.advance(300)
        assert loud.told.until(TurnDone).reply == "Good evening. Sit down. Stay."
        assert self.notices.get(timeout=20) == notice
        assert self.notices.empty()

    def test_what_is_only_to_be_shown_is_not_spoken(self, speaking: Synthesis, loud: Stage):
        voice, reply = SilentVoice(), loud.reply()
        speaking.use_voice(voice, 1.0)
        speaking.say(reply, "112", "")
        speaking.finish(reply)
        assert loud.told.until(TurnDone).reply == "112"
        assert voice.said == []

    def test_sentences_of_a_cancelled_turn_are_not_spoken(self, speaking: Synthesis, loud: Stage):
        voice, cancelled, reply = SilentVoice(), loud.reply(), loud.reply()
        cancelled.turn.cancel()
        speaking.use_voice(voice, 1.0)
        speaking.say(cancelled, "Never.")
        speaking.say(reply, "Yes.")
        speaking.finish(reply)
        loud.advance(100)
        loud.told.until(TurnDone, turn=2)
        assert voice.said == [("Yes.", 1.0)]

    def test_the_sentence_a_replaced_voice_left_is_spoken_by_the_new_one(self, speaking: Synthesis, loud: Stage):
        stuck, voice, reply = StuckVoice(), SilentVoice(), loud.reply()
        speaking.use_voice(stuck, 1.0)
        speaking.say(reply, "Yes.")
        speaking.finish(reply)
        assert stuck.stuck.wait(20)
        speaking.use_voice(voice, 1.0)
        stuck.close()
        loud.advance(100)
        assert loud.told.until(TurnDone).reply == "Yes."
        assert self.notices.empty()
