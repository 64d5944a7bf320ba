"""Checks which numbers, addresses and help lines are found in a sentence, and which of them the user has named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.contacts import contacts, untold_contact

GIVES = [
    "Tell me more: findahelpline.com.", "Emergency: 110 (Europe),911(USSA), 937 (UK)", "Call 911.", "You should dial 112 now.",
    "Text HOME to 741741.", "Ring the Samaritans on 116 123.", "It's 0800 1111.", "Try +49 30 1234567.", "Go to www.help.me/now",
    "See https://example.org.", "Write to jo@example.org", "Dial nine one one.", "Call nine-nine-nine.", "Have you tried Lifeline?",
    "There's a suicide hotline.", "Maybe a helpline would listen.", "it's find a helpline dot com", "(212) 555-0199 is the one.",
    "1-800-273-8255 is open.", "In an emergency it's 999.", "988 is a help line", "116 123 (UK)",
]  # fmt: skip
GIVES_NOTHING = [
    "That's nice.It's late.", "Call me Ada.", "In 1998 you moved.",
    "You were born in 1984-1986, you said.", "It costs 1200 euros.",
    "At 10:30 then.", "There were 40 000 people.", "You walked 12 km in 90 minutes.",
    "Ring her at seven.", "She's a lifeline to you.",
    "One, two, three, jump!", "Call it a day.", "The score was 3-2.",
    "I'd call that 100% right.", "Your sister will phone on the 24th.",
    "2026-03-02 was a Monday.", "He'll ring in 15 minutes.", "e.g. tea.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", GIVES)
def test_what_one_could_call_or_look_up_is_found(sentence: str) -> None:
    assert contacts(sentence)
    assert untold_contact(sentence, "I'm 42 and I've 9 cats and 11 dogs.") is not None
    assert untold_contact(sentence, f"She said: {sentence}") is None


@pytest.mark.parametrize("sentence", GIVES_NOTHING)
def test_other_figures_are_left_alone(sentence: str) -> None:
    assert contacts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told", "named"),
    [
        ("Call her on 0171 234-5678.", "my sister's number is 0171 2345678", True),
        ("Call her on 2345678.", "my sister's number is 0171 234 5678", True),
        ("Call her on 0171 234 5679.", "my sister's number is 0171 234 5678", False),
        ("Dial 911.", "I have 9 cats and 11 dogs", False), ("Dial 911.", "it's nine one one here", True),
        ("Dial 112.", "1120 people came", False), ("Your shop is cakes.example.com.", "I run cakes.example.com", True),
        ("How is the helpline tonight?", "I answer the phone at a helpline", True),
    ],
)  # fmt: skip
def test_what_the_user_has_named_is_the_users(sentence: str, told: str, named: bool) -> None:
    assert (untold_contact(sentence, told) is None) == named


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert untold_contact(text, text) is None
