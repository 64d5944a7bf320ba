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


FIRST_WORDS = "You didn't, you didn't. Hello, and good evening to you."


@pytest.mark.parametrize(
    ("heard", "hers"),
    [
        ("You did it.", FIRST_WORDS),
        ("You.", FIRST_WORDS),
        ("You didn't,", FIRST_WORDS),
        ("Hello.", "Hello, I'm here."),
        ("Hello, I'm hear.", "Hello, I'm here."),
        ("I'm go", HERS),
    ],
)
def test_in_a_new_room_what_is_left_of_her_first_words_is_an_echo(heard: str, hers: str):
    assert echoes(heard, hers, room_is_new=True)


@pytest.mark.parametrize(
    "heard", ["", "No.", "Stop!", "Wait, which beach?", "What did you say?", "Can you hear me?", "Still warm."]
)
def test_in_a_new_room_too_what_somebody_else_says_is_none(heard: str):
    assert not echoes(heard, HERS, room_is_new=True)


def test_in_a_known_room_a_word_of_hers_is_an_answer():
    assert not echoes("Lower.", "Lower or higher?")


def test_words_that_stt_repeats_count_once():
    assert echoes("I'm a word. Word. Word. Word.", "I'm a word.")


def test_her_words_may_be_spelled_in_another_way():
    assert echoes("You did it, you did.", "You didn't, you didn't.")
