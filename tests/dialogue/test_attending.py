"""A reply goes by how the user seems: shorter and without a question, unless a told rule says otherwise; the prompt stays."""

from __future__ import annotations

from companion.events import TurnDone
from companion.prosody.mood import CANNOT_TELL, Estimate, Mood
from tests.core import Core

TIRED = Mood(Estimate(-0.8, 0.8), CANNOT_TELL, CANNOT_TELL)
REPLY = "Rain all day, then. What did you do?"


def say(her: Core, text: str, reply: str = "") -> TurnDone:
    if reply:
        her.llm.enqueue(reply)
    her.loudspeaker.flow()
    her.say(text)
    return her.told.until(TurnDone)


def test_somebody_tired_is_answered_briefly_and_asked_nothing(her: Core):
    assert say(her, "I walked home in the rain.", REPLY).reply == REPLY
    her.mood = TIRED
    assert say(her, "The bus was late again.", "Late again, then. Did you wait long?").reply == "Late again, then."


def test_a_told_rule_wins(her: Core):
    say(her, "Ask me more questions, please.")
    say(her, "Longer answers, please.")
    her.mood = TIRED
    assert say(her, "I walked home in the rain.", REPLY).reply == REPLY


def test_the_prompt_is_the_same_whatever_the_mood(her: Core):
    her.mood = TIRED
    say(her, "I walked home in the rain.", REPLY)
    prompt = str(her.llm.requests[-1].prompt)
    assert "tired" not in prompt.lower()
    assert "mood" not in prompt.lower()
