"""Only in a text that was asked for may anything be claimed; a letter that is spoken of is none."""

import pytest

from companion.gate.fiction import asks_for_fiction
from companion.gate.reply_gate import ReplyGate


@pytest.mark.parametrize(
    "asked",
    [
        ["Tell me a story about a fox."],
        ["Write a poem for me."],
        ["tell me a joke", "another one please"],
        ["Tell me a story.", "About a fox."],
        ["help me with a message to my boss"],
        ["Write a toast.", "No, warmer, please."],
        ["pretend you're a pirate", "where's the gold?"],
        ["what would i even say"],
        ["happy birthday message for my nan"],
        ["I'd like a bedtime story"],
        ["Let's imagine we're on the moon."],
        ["how do you say thank you in French?"],
        ["Do you know any jokes?"],
    ],
)
def test_a_text_that_is_asked_for_may_claim_anything(asked: list[str]) -> None:
    assert asks_for_fiction(asked)


@pytest.mark.parametrize(
    "asked",
    [
        ["My brother's widow won't answer my letters."],
        ["I shall probably have an egg and some toast tonight."],
        ["You can imagine."],
        ["Did you get that letter to the landlord printed off in the end?"],
        ["We danced to that song."],
        ["Tell me a joke.", "I'm so tired today."],
        ["She laughed at my joke about Bayes."],
        ["Tell me about the letter."],
        ["It's a long story."],
    ],
)
def test_a_text_that_is_spoken_of_claims_nothing(asked: list[str]) -> None:
    assert not asks_for_fiction(asked)
    assert ReplyGate(asked).fit("I went to the sea yesterday.") is None
