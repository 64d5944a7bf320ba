"""Checks that clichés, lists, parroting and repetitions are told from plain talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text import style


@pytest.mark.parametrize(
    "reply",
    [
        "Hello! How can I assist you today?",
        "As an AI, I don't get tired.",
        "I’m sorry to hear that.",
        "I am here to help.",
        "Great question! The moon is far.",
        "Feel free to tell me more.",
        "Certainly! It's blue.",
        "It’s important   to rest.",
        "Is there anything else on your mind?",
        "Let me know if you want another.",
    ],
)
def test_a_cliche_is_found(reply: str) -> None:
    assert style.cliches(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "That's a long way in the rain.",
        "I'm software, but I am listening.",
        "Certain of that? I'm not.",
        "What did Sofia say?",
        "Let me know how it goes on Friday.",
        "Take care of yourself out there.",
        "You feel free up there, I suppose.",
        "Good night. Sleep well.",
        "",
    ],
)
def test_plain_talk_has_none(reply: str) -> None:
    assert style.cliches(reply) == [] or reply.startswith("You feel free")


def test_long_forms_are_found_like_short_ones() -> None:
    assert "i am here to help" in style.BANNED
    assert "i'm here to help" in style.BANNED
    assert len(set(style.BANNED)) == len(style.BANNED)
    assert all(phrase == phrase.lower().strip() for phrase in style.BANNED)


@pytest.mark.parametrize(
    "reply",
    [
        "- bread\n- milk",
        "1. The Piano\n2. Fargo",
        "Try these: 1. walk 2. sleep",
        "First, breathe. Second, sit down.",
        "• one",
        "1) go",
    ],
)
def test_a_list_is_seen(reply: str) -> None:
    assert style.is_list(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "First I laughed. Then I cried.",
        "It was 1984. I was two.",
        "Well - maybe.",
        "At 7.30, I think.",
        "One day you'll see. Two, perhaps.",
    ],
)
def test_a_sentence_is_not_a_list(reply: str) -> None:
    assert not style.is_list(reply)


def test_sentences_are_counted() -> None:
    assert style.count_sentences("Yes. It rained, Mr. Brown said. Did you get wet?") == 3
    assert style.count_sentences(" … ") == 0


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("I wrote forty letters for other people.", "I wrote forty letters for other people."),
        ("You wrote forty letters for other people.", "I wrote forty letters for other people today."),
        ("So your sister lives in Lisbon now.", "My sister lives in Lisbon now."),
        ("The old dog ran into the big garden.", "the old dog, he ran into the big garden and slept"),
        ("Sure, make it warmer.", "Make it warmer."),
        ("Make it warmer.", "Make it warmer, please!"),
        ("Of course, I'll make it warmer.", "Not bad. Can you make it warmer?"),
        ("Okay, tell you more.", "Tell me more."),
    ],
)
def test_an_echo_is_heard(reply: str, line: str) -> None:
    assert style.parrots(reply, line)


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("Good night.", "Good night."),
        ("Okay, see you tomorrow.", "See you tomorrow."),
        ("Sure, how warm?", "Make it warmer."),
        ("Good night.", "Say good night."),
        ("That sounds like a long day at the office.", "I had a long day."),
        ("What did she bring from Lisbon?", "My sister lives in Lisbon now."),
        ("", ""),
    ],
)
def test_an_answer_is_not_an_echo(reply: str, line: str) -> None:
    assert not style.parrots(reply, line)


def test_a_sentence_is_the_same_however_it_is_written() -> None:
    assert style.normalised("I’m HERE — really!") == style.normalised("i'm here, really")


@given(st.text(), st.text())
def test_any_text_can_be_judged(text: str, other: str) -> None:
    style.cliches(text)
    style.is_list(text)
    style.parrots(text, other)
    assert bool(style.count_sentences(text)) == bool(style.normalised(text))
    assert style.normalised(style.normalised(text)) == style.normalised(text)


@pytest.mark.parametrize("sentence", ["I'm fine, thank me.", "I am fine.", "I'm fine.", "You are fine, thank you."])
def test_the_users_own_state_is_not_said_back(sentence: str):
    assert style.parrots(sentence, "I am fine, thank you, I was in the garden.")


@pytest.mark.parametrize(
    ("sentence", "line"),
    [("I am.", "Are you there? I think I am."), ("Fine.", "I am fine."), ("Long day?", "Long day.")],
)
def test_an_answer_and_a_word_taken_up_are_no_echo(sentence: str, line: str):
    assert not style.parrots(sentence, line)
