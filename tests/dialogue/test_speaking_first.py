"""She may speak first, before any line; what goes wrong then is told, and the turn ends all the same."""

from __future__ import annotations

from companion.care import RiskSignal
from companion.dialogue.answering import FAULT
from companion.events import CareTaken, Failed, HelpShown, Said, TurnDone
from tests.core import Core

BACK = RiskSignal("suicide", "back")


def test_not_any_more_once_a_line_was_committed(her: Core):
    her.loudspeaker.flow()
    turn = her.turn_taking.commit_typed("It snowed.")
    her.told.until(TurnDone, turn=turn)
    assert not her.turn_taking.under_way
    assert her.turn_taking.begin_unasked("typed") is None


def test_a_fault_is_told_and_ends_the_turn(her: Core):
    reply = her.turn_taking.begin_unasked("typed")
    assert reply is not None
    her.answering.come_back(reply, RiskSignal("suicide", "a topic without words"), "today")
    assert her.told.until(Failed).message == FAULT
    her.told.until(TurnDone, turn=reply.turn.number)
    assert not her.turn_taking.under_way


def test_who_speaks_before_it_is_said_is_answered_instead(her: Core):
    her.loudspeaker.flow()
    reply = her.turn_taking.begin_unasked("voice")
    assert reply is not None
    turn = her.turn_taking.commit_typed("It snowed.")
    her.answering.come_back(reply, BACK, "today")
    assert her.told.until(TurnDone, turn=turn).reply == "Answer number 1."
    later = her.turn_taking.commit_typed("And now?")
    her.told.until(TurnDone, turn=later)
    assert her.told.of(HelpShown) == []
    assert [said.turn for said in her.told.of(Said)] == [turn, later]


def test_help_is_shown_as_it_is_written_and_said_as_it_is_read_out(her: Core):
    her.loudspeaker.flow()
    turn = her.turn_taking.commit_typed("I want to kill myself.")
    shown = her.told.until(TurnDone, turn=turn).reply
    assert her.told.of(CareTaken)
    assert "call 112 (Europe)" in shown.lower() or "call now: 112 (Europe)" in shown
    assert any("one one two in Europe" in said for said, _ in her.voice.said)
    assert not any("112" in said for said, _ in her.voice.said)
