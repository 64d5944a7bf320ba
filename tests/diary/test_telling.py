"""What is worth a line is chosen: the user's own life, in sentences that stand for themselves; and told back truly."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.care.signal import RiskSignal
from companion.diary.asking import something_to_ask
from companion.diary.forms import told_back
from companion.diary.telling import before_danger, speaking_of_life, telling
from companion.memory import Message


def lines(*texts: str, talk: int = 1, first: int = 1) -> list[Message]:
    at = datetime(2026, 3, 2, 21)
    return [Message(number, talk, "you", text, at, "typed", False) for number, text in enumerate(texts, first)]


def chosen(*texts: str) -> list[str]:
    return [one.text for one in telling(lines(*texts))]


def test_the_line_with_most_in_it_comes_first() -> None:
    found = chosen(
        "I had soup for lunch.",
        "My grandson's started the trumpet.",
        "One of them, Ossie, wrote me a letter in 1974 and I never answered.",
    )
    assert found[0] == "Ossie wrote me a letter in 1974 and I never answered."
    assert "I had soup for lunch." not in found


@pytest.mark.parametrize(
    "text",
    [
        "Can you remind me to call my sister Nora tomorrow?",
        "Remind me to call my sister Nora, I always forget.",
        "I love how you always remember my sister Nora.",
        "He never told me that he was proud of my work.",
        "It made me cry and laugh at the same time.",
        "I was very happy about this.",
        "I'd love a story about my sister Nora.",
        "Thank you, I always feel happy when we chat.",
        "I never answered, did I?",
        "I started doing this a few years back with my sister.",
        "We can relax and forget our troubles with my sister.",
    ],
)
def test_what_is_said_to_her_or_needs_the_line_before_is_left(text: str) -> None:
    assert chosen(text) == []


def test_what_only_opens_a_sentence_is_left_out() -> None:
    assert chosen("Oh well, I'm happy to say that I finally sold the old boat.") == ["I finally sold the old boat."]


def test_two_lines_that_say_the_same_are_one() -> None:
    assert (
        len(chosen("I lost my grandmother's ring in the garden.", "I lost my grandmother's ring, in the garden.")) == 1
    )


def test_a_plain_danger_ends_the_reading_and_a_hint_is_stepped_around() -> None:
    said = [
        *lines("a", "b"),
        *lines("c", "hint", "d", "e", "f", "danger", "g", talk=2, first=3),
        *lines("h", talk=3, first=10),
    ]

    def risk(line: str, _before: object) -> RiskSignal | None:
        return {"hint": RiskSignal("suicide", "hint"), "danger": RiskSignal("suicide", "plain")}.get(line)

    assert [one.text for one in before_danger(said, risk)] == ["a", "b"]
    assert [one.text for one in before_danger(said[:7], risk)] == ["a", "b", "c", "f"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I never answered him.", "You never answered him."),
        ("My flatmate ate my leftovers AGAIN", "Your flatmate ate your leftovers AGAIN."),
        ("Today, my friend and I went to a museum.", "Today, you and your friend went to a museum."),
        ("Today is my birthday and I am very happy!", "Today is your birthday, and you are very happy."),
        ("Today is Sunday and I haven't decided what to do.", "Today is Sunday, and you haven't decided what to do."),
        ("Anna and I went to the sea.", "You and Anna went to the sea."),
        ("I was so tired that I fell asleep.", "You were so tired that you fell asleep."),
        ("He said: I am done.", ""),
        ("She told me “I am done” and I left.", ""),
    ],
)
def test_a_sentence_is_told_back_or_left_to_be_quoted(said: str, told: str) -> None:
    assert told_back(said) == told


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I've been planning a trip to New Zealand.", True),
        ("I'm learning to play the cello.", True),
        ("I'm trying to learn Portuguese.", True),
        ("I've been looking for someone to confide in.", False),
        ("I'm planning to see a film tonight.", False),
        ("I've been struggling and thinking about leaving my husband.", False),
        ("I planned a trip.", False),
    ],
)
def test_what_somebody_is_at_may_be_asked_about(text: str, asks: bool) -> None:
    found = something_to_ask(speaking_of_life(lines(text), ()), 0)
    assert (found is not None) == asks
    if found is not None:
        assert found.question.endswith("How is that going?")
