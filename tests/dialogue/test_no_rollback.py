"""With a mind that can't take back what it read, lines are read ahead, but no preemptive reply is generated."""

from __future__ import annotations

import pytest

from companion.dialogue.responders.compiling import compile_patterns
from companion.events import TurnDone
from companion.hearing import EndOfTurnEstimate
from tests.core import Core

LINE = "Tell me about the sea."


@pytest.fixture(autouse=True)
def _patterns_compiled(her: Core) -> None:
    """What the first line of a process does; on a busy computer it takes longer than these tests wait."""
    compile_patterns(her.answering._deeds.deeds)


def test_a_line_that_may_be_whole_is_only_read(her: Core) -> None:
    her.llm.rolls_back = False
    her.begin_preemptive_reply("Tell me about")
    assert her.llm.requests == []
    assert her.llm.read_ahead[-1].line == "Tell me about"
    her.interim_transcript(LINE)
    assert her.end_of_turn_estimate() == EndOfTurnEstimate()
    her.final_transcript(LINE)
    her.loudspeaker.flow()
    assert her.told.until(TurnDone).reply == "Answer number 1."
    assert [request.line for request in her.llm.requests] == [LINE]


def test_what_needs_no_mind_is_answered_as_soon_as_ever(her: Core) -> None:
    her.llm.rolls_back = False
    her.begin_preemptive_reply("Good night.")
    her.final_transcript("Good night.")
    her.loudspeaker.flow()
    assert her.told.until(TurnDone).reply
    assert her.llm.requests == []
    assert "Good night." not in [request.line for request in her.llm.read_ahead]
