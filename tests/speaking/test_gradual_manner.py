"""Her manner changes from sentence to sentence, never within one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.memory import Memory
from companion.speaking.gradual_manner import GradualManner
from companion.speaking.manner_of_moment import GRAVE, NIGHT, PLAYFUL
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.core import a_memory
from voices.manner import PLAIN


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with a_memory(tmp_path) as memory:
        yield memory


class Speaking:
    """A manner that is wanted, a clock, and replies."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.wanted, self.seconds = memory, PLAIN, 0.0
        self.manner = GradualManner(lambda _: self.wanted, lambda: self.seconds)

    def reply(self) -> AssistantTurn:
        return AssistantTurn(self.memory, UserTurn(Turn(1, lambda: 0.0), "Hi.", 1))


def test_her_first_sentence_is_as_the_moment_wants(memory: Memory):
    speaking = Speaking(memory)
    speaking.wanted = NIGHT
    assert speaking.manner.of(speaking.reply(), "Hello.") == NIGHT


def test_it_changes_from_sentence_to_sentence_and_arrives(memory: Memory):
    speaking = Speaking(memory)
    speaking.manner.of(speaking.reply(), "Hello.")
    speaking.wanted, reply = NIGHT, speaking.reply()
    whispers = [speaking.manner.of(reply, "One more.").whisper for _ in range(8)]
    assert whispers[0] == 0.5
    assert whispers == sorted(whispers)
    assert whispers[-1] == 1


def test_it_does_not_change_within_a_sentence(memory: Memory):
    speaking = Speaking(memory)
    reply = speaking.reply()
    first = speaking.manner.of(reply, "If you like,")
    speaking.wanted = PLAYFUL
    assert speaking.manner.of(reply, "we could dance.") == first
    assert speaking.manner.of(reply, "Now.").brightness == 0.5


def test_a_clause_that_turns_out_to_be_the_whole_sentence_ends_it(memory: Memory):
    speaking = Speaking(memory)
    reply = speaking.reply()
    speaking.manner.of(reply, "If you like,")
    speaking.manner.of(reply, "")
    speaking.wanted = PLAYFUL
    assert speaking.manner.of(reply, "Now.").brightness > 0


def test_the_next_reply_is_free_although_the_one_before_was_cut_off(memory: Memory):
    speaking = Speaking(memory)
    speaking.manner.of(speaking.reply(), "If you like,")
    speaking.wanted = PLAYFUL
    assert speaking.manner.of(speaking.reply(), "Now.").brightness > 0


def test_danger_changes_it_at_once(memory: Memory):
    speaking = Speaking(memory)
    speaking.wanted = PLAYFUL
    speaking.manner.of(speaking.reply(), "Ha.")
    speaking.wanted, reply = GRAVE, speaking.reply()
    reply.occasion = "danger"
    assert speaking.manner.of(reply, "Are you safe?") == GRAVE


def test_after_a_long_silence_nothing_of_the_last_manner_is_left(memory: Memory):
    speaking = Speaking(memory)
    speaking.wanted = NIGHT
    speaking.manner.of(speaking.reply(), "Sleep well.")
    speaking.seconds, speaking.wanted = 8 * 3600.0, PLAIN
    assert speaking.manner.of(speaking.reply(), "Good morning.") == PLAIN
