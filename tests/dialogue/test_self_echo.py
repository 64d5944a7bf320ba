"""Her own words, come back by the microphone, are told from somebody else's."""

import pytest

from companion.dialogue.self_echo import echoes

HERS = "I'm going to the beach. The water is still warm in the evening."


@pytest.mark.parametrize(
    "heard",
    ["I'm going to the beach.", "i'm going to a beach", "The water is still warm", "Going to the peach, the water is"],
)
def test_her_own_words_are_an_echo(heard: str):
    assert echoes(heard, HERS)


@pytest.mark.parametrize(
    "heard",
    ["", "The beach?", "Wait, which beach?", "I would rather stay at home.", "Is the sea warm enough to swim there?"],
)
def test_what_somebody_else_says_is_none(heard: str):
    assert not echoes(heard, HERS)


def test_nothing_echoes_silence():
    assert not echoes("I am going to the beach.", "")
