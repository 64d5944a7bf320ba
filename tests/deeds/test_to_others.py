"""Lines that are said to somebody else in the room do nothing; the same words said to her do."""

from __future__ import annotations

import pytest

from companion.deeds.to_others import is_to_another
from companion.memory import Memory
from tests.deeds.room import Room


@pytest.mark.parametrize(
    "line",
    [
        "Gaz mate, tell Shaz to set a timer for twenty minutes",
        "Mum, can you set the timer for ten minutes?",
        "Priya beta, write down what the doctor is saying",
        "tell Shaz to put the sausages on in twenty minutes",
        "love, will you take the chicken out in ten minutes",
        "will you turn off the oven in ten minutes",
        "Declan, bring in the washing before six",
        "Sean, put your shoes on, we're leaving in five minutes",
        "Aoife, did you put milk on your list",
        "Come here and set the table, we eat in ten minutes",
        "knock knock, who's there, alarm, alarm who",
        "Remind me your birthday, is it the ninth or the tenth?",
    ],
)
def test_what_is_said_to_somebody_else_does_nothing(memory: Memory, line: str):
    assert is_to_another(line, "Ada")
    assert Room(memory).say(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Ada, can you set the timer for ten minutes?",
        "Thanks love, set a timer for twenty minutes",
        "Mum says set a timer for ten minutes",
        "tell me when twenty minutes are up",
        "will you take the milk off the list",
        "Remind me of your concert on Friday at eight in the evening",
        "Dentist, remind me on Friday at nine in the morning",
        "can you bring the meeting forward to three",
        "Milk, can you put it on the list",
        "take your time, then set a timer for ten minutes",
        "put my shoes on the packing list",
        "Bring the bins out, remind me at eight",
        "What do I call an alarm for the morning",
    ],
)
def test_what_is_said_to_her_is_hers(line: str):
    assert not is_to_another(line, "Ada")
