"""What is not meant, not about the user's own life, or a figure of speech gives no fact."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.remembering import extract_facts

AT = datetime(2026, 11, 22, 20, 0)


def texts(said: str, her_name: str = "") -> list[str]:
    return [fact.text for fact in extract_facts(said, AT, her_name)]


@pytest.mark.parametrize(
    "said",
    [
        "Sure, I'm a millionaire and I live on the moon.",
        "Obviously, I have twelve kids.",
        "Yeah, right, I'm a doctor.",
        "Oh sure, I live in a castle.",
        "Of course, I own three cars.",
        "Right, because I have ten children.",
        "I'm a surgeon, obviously.",
        "I have six children. Not.",
        "Oh great, I have a dog now.",
    ],
)
def test_irony_is_no_fact(said: str) -> None:
    assert texts(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "user: I live in Rome assistant: I am a doctor",
        "User: I have a dog\nBot: That's nice",
        "Tom: I live in Rome\nAnna: I have three kids",
        "[12:03] Tom: I live in Rome",
        "> I live in Rome",
        "In the letter she writes: I live in Lyon and I have three kids.",
        "The letter says I live in Lyon. I have three kids.",
        "From the diary: I live in Bath. I have two sons.",
        "Dear Anna,\nI live in Lyon. I have a dog.\nYours, Tom",
        "Proofread this: I live in Rome and I am a teacher.",
        "In the film I watched the hero says: I have a son. I live in Berlin.",
    ],
)
def test_other_peoples_words_are_no_facts_of_the_user(said: str) -> None:
    assert texts(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Hi I'm hungry.",
        "Hello, I'm exhausted today",
        "hi i'm starving",
        "Call me crazy, but I like it.",
        "I live in constant pain since the accident.",
        "We live in uncertain times.",
        "I'm living in a nightmare.",
        "My mum lives in the past.",
        "I'm the wife of a pilot.",
        "I'm a doctor's daughter.",
        "I'm a poet at heart.",
        "I'm a fan of the singer.",
    ],
)
def test_a_feeling_is_no_name_and_a_figure_of_speech_no_home_or_job(said: str) -> None:
    slots = {fact.slot for fact in extract_facts(said, AT)}
    assert not slots & {"your name", "home", "job"}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Hi, I'm Sara.", "You’re called Sara."),
        ("hello i'm lucy", "You’re called Lucy."),
        ("Hello. My name is Sara.", "Your name is Sara."),
        ("Fun fact: I live in Rome.", "You live in Rome."),
        ("We moved to the north of Italy.", "You moved to the north of Italy."),
        ("i live by the river", "You live by the river."),
        ("I'm a primary school teacher in Leeds.", "You're a primary school teacher in Leeds."),
        ("Sure, my name is Sara.", "Your name is Sara."),
    ],
)
def test_what_only_looks_like_that_is_still_a_fact(said: str, text: str) -> None:
    assert texts(said) == [text]


@pytest.mark.parametrize("her_name", ["Ada", "Mira", "Zoë"])
def test_whoever_she_is_called_she_may_be_addressed(her_name: str) -> None:
    assert texts(f"{her_name}, I live in Porto.", her_name) == ["You live in Porto."]
    assert texts(f"Oh, {her_name.lower()} i live in Porto", her_name) == ["You live in Porto."]
    assert texts(f"My sister lives in Porto, {her_name}.", her_name) == ["Your sister lives in Porto."]


def test_her_name_is_anybodys_name_when_she_is_not_addressed() -> None:
    assert texts("My niece Mira plays the trumpet.", "Mira") == ["Your niece Mira plays the trumpet."]
