"""The speaking thread hands the manner of each sentence to the voice, whichever speaks, beside the speed that was set."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.memory import Memory
from companion.speaking.manner_of_moment import GRAVE, NIGHT, PLAYFUL
from companion.speaking.synthesis import Clip, Finish, Synthesis
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.core import a_memory
from tests.fakes import SilentVoice
from voices.errors import VoiceError
from voices.manner import PLAIN, SpeakingManner


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with a_memory(tmp_path) as memory:
        yield memory


class Stage:
    """The stage with a voice, and what it gives to playback."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.wanted = memory, PLAIN
        self.voice, self.system = SilentVoice(), SilentVoice()
        self.clips: queue.SimpleQueue[Clip | Finish] = queue.SimpleQueue()
        self.synthesis = Synthesis(self.clips.put, lambda _: None, stand_in=lambda: self.system, manner=self.manner)
        self.synthesis.use_voice(self.voice, 1.5)
        self.synthesis.open()

    def manner(self, _reply: AssistantTurn) -> SpeakingManner:
        return self.wanted

    def reply(self) -> AssistantTurn:
        conversation = self.memory.begin_conversation()
        reply = AssistantTurn(self.memory, UserTurn(Turn(1, lambda: 0.0), "Hi.", conversation))
        reply.commit(self.memory.add(conversation, "you", "Hi.", "voice"))
        return reply

    def next_clip(self) -> Clip:
        clip = self.clips.get(timeout=20)
        assert isinstance(clip, Clip)
        return clip


def test_each_sentence_has_its_manner_and_the_speed_that_was_set(memory: Memory):
    stage = Stage(memory)
    stage.wanted = NIGHT
    stage.synthesis.say(stage.reply(), "It is late.")
    stage.synthesis.close()
    assert stage.voice.said == [("It is late.", 1.5)]
    assert stage.voice.manners == [NIGHT]


def test_a_clause_and_the_rest_of_its_sentence_are_spoken_alike(memory: Memory):
    stage = Stage(memory)
    reply = stage.reply()
    stage.synthesis.say(reply, "If you like,")
    stage.next_clip()
    stage.wanted = PLAYFUL
    stage.synthesis.say(reply, "we could dance.")
    stage.synthesis.say(reply, "Come.")
    stage.synthesis.close()
    assert stage.voice.manners == [PLAIN, PLAIN, PLAIN.towards(PLAYFUL, 0.5)]


def test_danger_takes_the_brightness_away_with_the_first_word(memory: Memory):
    stage = Stage(memory)
    stage.wanted = PLAYFUL
    stage.synthesis.say(stage.reply(), "Ha.")
    stage.next_clip()
    stage.wanted, grave = GRAVE, stage.reply()
    grave.occasion = "danger"
    stage.synthesis.say(grave, "Are you safe right now?")
    stage.synthesis.close()
    assert stage.voice.manners[-1] == GRAVE


def test_the_systems_voice_stands_in_in_the_same_manner(memory: Memory):
    stage = Stage(memory)
    stage.wanted = NIGHT
    stage.voice.failures = {"It is late.": VoiceError("The voice is damaged.")}
    stage.synthesis.say(stage.reply(), "It is late.")
    stage.synthesis.close()
    assert stage.system.manners == [NIGHT]


def test_a_breath_comes_before_the_words_that_ask_for_it_and_no_others(memory: Memory):
    stage = Stage(memory)
    reply = stage.reply()
    stage.synthesis.say(reply, "Hello, I'm here.", after_breath=True)
    stage.synthesis.say(reply, "Who are you?")
    clips = [stage.next_clip() for _ in range(3)]
    stage.synthesis.close()
    assert [clip.text for clip in clips] == ["", "Hello, I'm here.", "Who are you?"]
    assert clips[0].is_sound
    assert clips[0].speech is not None
    assert np.any(clips[0].speech.samples)


def test_nobody_breathes_where_there_is_no_voice(memory: Memory):
    stage = Stage(memory)
    stage.synthesis.use_voice(None, 1.0)
    reply = stage.reply()
    stage.synthesis.say(reply, "Hello, I'm here.", after_breath=True)
    assert stage.next_clip().text == "Hello, I'm here."
    stage.synthesis.close()


def test_another_voice_speaks_plainly_and_hers_begins_as_the_moment_wants(memory: Memory):
    stage = Stage(memory)
    stage.wanted = NIGHT
    stage.synthesis.say(stage.reply(), "Shall we begin?", voice="neutral")
    stage.synthesis.say(stage.reply(), "Hello, I'm here.")
    stage.synthesis.close()
    assert stage.voice.manners == [NIGHT]
