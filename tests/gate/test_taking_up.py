"""Where nothing of the LLM's may be said, she takes up a thing from the line; only what surely is one."""

from __future__ import annotations

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.gate.taking_up import taken_up


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("He would have built them a cradle.", "A cradle"),
        ("my flatmate ate my leftovers AGAIN", "Your leftovers"),
        ("My wife's at her book club, which is mostly wine.", "Her book club"),
        ("I am reading a book about the Shackleton expedition.", "The Shackleton expedition"),
        ("My brother has bought a motorcycle and I am worried.", "A motorcycle"),
        ("i kinda miss my cat tbh", "Your cat"),
        ("maybe I'll go to the cinema alone", "The cinema"),
    ],
)
def test_the_last_thing_of_a_line_is_taken_up_in_her_words(line: str, thing: str):
    assert taken_up(line)[0][0] == f"{thing}?"


@pytest.mark.parametrize(
    "line",
    [
        "I'm off to bed in a moment.",
        "It's been one of those days, in a way.",
        "We had the best time.",
        "It's not a great loss.",
        "Long day.",
        "The Archers' vicar left.",
        "my mum's",
        "We peeled spuds on a Saturday.",
    ],
)
def test_what_may_be_no_thing_is_not_taken_up(line: str):
    assert taken_up(line) == ()


def test_what_takes_up_a_thing_stands_in_place_of_what_was_refused_and_is_not_said_again():
    gate = ReplyGate(["He would have built them a cradle."])
    assert gate.fit("I saw him yesterday.") is None
    said = [gate.honest_words() for _ in range(3) if not any(map(gate.note_said, gate.honest_words()))]
    assert all("cradle" in " ".join(words).lower() for words in said)
    assert len(set(said)) == len(said)
