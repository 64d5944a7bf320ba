"""While her voice is down or not loaded yet, the system's voice answers who spoke; the failure is told once."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from companion.errors import WorkerError
from companion.memory import Memory, Via
from companion.speaking.synthesis import Clip, Finish, Synthesis
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.core import a_memory
from tests.fakes import SilentVoice
from voices.errors import VoiceError
from voices.voice import Voice

DOWN = WorkerError("Her voice stopped unexpectedly (SIGKILL) and is being restarted; until then read what I say.")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with a_memory(tmp_path) as memory:
        yield memory


@dataclass
class Stage:
    """The stage on fakes; everything it gives to playback."""

    make: Callable[[], Voice | None]
    notices: list[str] = field(default_factory=list)
    clips: queue.SimpleQueue[Clip | Finish] = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self.synthesis = Synthesis(self.clips.put, self.notices.append, stand_in=self.make)
        self.synthesis.open()

    def say(self, reply: AssistantTurn, text: str, aside: bool = False) -> float | None:
        """Seconds of its sound; None without any."""
        (self.synthesis.say_aside if aside else self.synthesis.say)(reply, text)
        clip = self.clips.get(timeout=20)
        assert isinstance(clip, Clip)
        assert (clip.text, clip.aside) == (text, aside)
        return None if clip.speech is None else len(clip.speech.samples) / clip.speech.rate


def reply_to(memory: Memory, via: Via) -> AssistantTurn:
    conversation = memory.begin_conversation()
    reply = AssistantTurn(memory, UserTurn(Turn(1, lambda: 0.0), "Hi.", conversation))
    reply.commit(memory.add(conversation, "you", "Hi.", via))
    return reply


def test_before_her_voice_is_loaded_a_spoken_line_is_answered_by_the_systems(memory: Memory):
    system, hers = SilentVoice(), SilentVoice()
    stage, reply = Stage(lambda: system), reply_to(memory, "voice")
    assert stage.say(reply, "It rains.") == 0.2
    assert system.said == [("It rains.", 1.0)]
    stage.synthesis.use_voice(hers, 1.5)
    assert stage.say(reply, "And it pours.") == 0.3
    assert hers.said == [("And it pours.", 1.5)]
    assert (system.opened, system.closed) == (1, 1)
    stage.synthesis.close()
    assert stage.notices == []


def test_a_typed_line_is_only_shown_but_an_aside_is_spoken(memory: Memory):
    system = SilentVoice()
    stage, reply = Stage(lambda: system), reply_to(memory, "typed")
    assert stage.say(reply, "It rains.") is None
    assert stage.say(reply, "I couldn't hear you.", aside=True) == 0.4
    stage.synthesis.close()


@pytest.mark.parametrize("failure", [DOWN, VoiceError("The voice is damaged."), ZeroDivisionError()])
def test_what_her_voice_cannot_say_the_systems_says_and_it_is_told_once(memory: Memory, failure: Exception):
    system, hers = SilentVoice(), SilentVoice()
    stage, reply = Stage(lambda: system), reply_to(memory, "voice")
    hers.failures = {"It rains.": failure, "And it pours.": failure}
    stage.synthesis.use_voice(hers, 1.0)
    assert stage.say(reply, "It rains.") == 0.2
    assert stage.say(reply, "And it pours.") == 0.3
    assert len(stage.notices) == 1
    assert stage.say(reply, "Now it is dry.") == 0.4
    assert system.closed == 1
    assert stage.say(reply, "It rains.") == 0.2
    assert len(stage.notices) == 2
    stage.synthesis.close()
    assert system.closed == system.opened == 2


def test_no_voice_at_all_is_told_once_and_her_words_are_shown(memory: Memory):
    hers, broken = SilentVoice(), SilentVoice()
    broken.failures = {"It rains.": VoiceError("There is no espeak here.")}
    stage, reply = Stage(lambda: broken), reply_to(memory, "voice")
    hers.failures = {"It rains.": DOWN}
    stage.synthesis.use_voice(hers, 1.0)
    assert stage.say(reply, "It rains.") is None
    assert stage.say(reply, "It rains.") is None
    assert stage.notices == [str(DOWN), "There is no espeak here."]
    stage.synthesis.close()


def test_who_wants_no_voice_gets_none(memory: Memory):
    made: list[Voice] = []
    stage, reply = Stage(lambda: made.append(SilentVoice())), reply_to(memory, "voice")
    stage.synthesis.use_voice(None, 1.0)
    assert stage.say(reply, "It rains.") is None
    assert stage.say(reply, "Why?", aside=True) is None
    stage.synthesis.close()
    assert made == []
