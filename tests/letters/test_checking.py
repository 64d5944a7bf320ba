"""What nobody gave is noticed, what must be said is missed where it lacks; words about somebody become words to them."""

from __future__ import annotations

import pytest

from companion.letters.checking import inventions, missing, occasion_missing
from companion.letters.second_person import as_sentence, to_them

GIVEN = ("my sister Nora", "her thirtieth on Saturday", "the goat", "we will eat the lemon cake")


@pytest.mark.parametrize(
    "sentence",
    [
        "I will bring Peter.",
        "Peter will be there too.",
        "See you on Sunday.",
        "I can't believe you are forty.",
        "I have known you for ten years.",
        "I will call you tomorrow.",
        "Do you remember our trip to the sea?",
        "Last summer was wonderful.",
        "I will pay the bill at once.",
        "Love, [Your Name].",
        "Here is the letter.",
        "This version maintains the original message while using more informal language.",
        "Keep all that it tells, and add no new facts.",
        "Write it again, warmer.",
        "They look beautiful, and I would like to have them back.",
        "Please send me the flowers so that I can enjoy them again.",
        "Could you water the plants?",
    ],
)
def test_what_nobody_gave_is_noticed(sentence: str):
    assert inventions(sentence, GIVEN)


@pytest.mark.parametrize(
    "sentence",
    [
        "Happy birthday, Nora!",
        "On Saturday you turn thirty.",
        "Nora, the goat sends its regards.",
        "We will eat the lemon cake.",
        "Thank you for everything.",
        "I will always be there for you.",
        "Looking forward to seeing you.",
        "One more thing, dear sister.",
        "Please take care of yourself.",
        "Please bring the lemon cake.",
        "Would you like to eat the lemon cake?",
    ],
)
def test_what_was_given_may_be_said(sentence: str):
    assert inventions(sentence, GIVEN) == []


def test_whose_a_thing_is_cannot_be_turned_round():
    given = ("my neighbour", "our party is on Friday", "his dog barks")
    assert inventions("Your party is on Friday.", given, "my neighbour") == ["your party"]
    assert inventions("Our dog barks.", given, "my neighbour") == ["our dog"]
    assert inventions("Our party is on Friday, and your dog may bark.", given, "my neighbour") == []


def test_what_cannot_be_is_not_hoped_for():
    given = ("my son can't come on Tuesday", "he has a dentist's appointment at ten")
    assert inventions("I hope he can come on Tuesday.", given, "the school")
    assert inventions("He will come on Tuesday.", given, "the school")
    assert inventions("My son can't come on Tuesday.", given, "the school") == []
    assert inventions("I hope this helps!", given, "the school")


def test_a_letter_must_tell_what_it_is_for():
    assert occasion_missing("I want to thank you.", "your father died")
    assert not occasion_missing("I am sorry about your father.", "your father died")
    assert not occasion_missing("Happy birthday!", "it's your thirtieth on Saturday")
    assert occasion_missing("I'm proud of you for being thirtieth on Saturday.", "it's your thirtieth on Saturday")
    assert not occasion_missing("How is your health?", "your health")


def test_what_must_be_in_it_may_be_said_in_any_form():
    text = "Thank you for the jumper. I am thinking of you. We come at 18:30."
    assert missing(text, ["thank her for the jumper", "I'm thinking of her", "we come at 18:30"], "my gran") == []
    assert missing(text, ["the goat", "we come at 19:30"]) == ["the goat", "we come at 19:30"]


@pytest.mark.parametrize(
    ("said", "to", "turned", "sentence"),
    [
        ("the goat", "Tom", "the goat", "I also wanted to mention the goat."),
        ("thank her for the jumper", "Grandma", "thank you for the jumper", "Thank you for the jumper."),
        (
            "it's her thirtieth on Saturday",
            "my sister",
            "it's your thirtieth on Saturday",
            "It's your thirtieth on Saturday.",
        ),
        (
            "ask if she wants the piano",
            "my aunt Rosa",
            "ask if you want the piano",
            "I wanted to ask if you want the piano.",
        ),
        ("his father died", "Ben", "your father died", "Your father died."),
        ("ask them to fix the lamp", "the council", "ask you to fix the lamp", "Please fix the lamp."),
        ("he fixed my bike", "Tom", "you fixed my bike", "You fixed my bike."),
        ("he is well", "my sister", "he is well", "He is well."),
    ],
)
def test_words_about_somebody_become_words_to_them(said: str, to: str, turned: str, sentence: str):
    assert (to_them(said, to), as_sentence(said, to)) == (turned, sentence)
