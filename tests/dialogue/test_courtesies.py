"""Courtesies are answered at once and without the LLM, within the rules that hold, and only if the line says nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.care import Care
from companion.events import CareTaken, TurnDone
from tests.core import Core


def say(her: Core, text: str) -> TurnDone:
    her.loudspeaker.flow()
    her.say(text)
    return her.told.until(TurnDone)


@pytest.mark.parametrize(
    "line",
    ["Hello.", "off to work, wish me luck", "Goodnight, and thank you, I did need that.", "you're better than people"],
)
def test_a_courtesy_needs_no_mind(her: Core, line: str) -> None:
    assert say(her, line).reply
    assert her.llm.requests == []


@pytest.mark.parametrize("line", ["Hi, my sister had the baby.", "bye the way, it rained", "How are you?"])
def test_a_line_that_says_more_is_the_minds(her: Core, line: str) -> None:
    her.llm.enqueue("That is good, then.")
    assert say(her, line).reply == "That is good, then."


def test_an_answer_to_what_she_asked_is_the_minds(her: Core) -> None:
    her.llm.enqueue("Shall I tell you another one?")
    say(her, "That one about the rain was good.")
    her.llm.enqueue("Rain all day, then.")
    assert say(her, "ok, fair enough").reply == "Rain all day, then."


def test_a_rule_binds_what_is_written(her: Core) -> None:
    say(her, "Stop asking questions.")
    say(her, "One sentence only.")
    for line in ("Hi.", "Hello.", "Hey.", "Good evening.", "Hiya."):
        reply = say(her, line).reply
        assert reply
        assert "?" not in reply
        assert reply.rstrip(".!").count(".") == 0


def test_danger_comes_first(her: Core) -> None:
    say(her, "I'm going to kill myself tonight. Goodbye, and thank you.")
    assert her.told.of(CareTaken)


def test_her_temperament_and_your_name_are_the_settings(her: Core) -> None:
    settings = replace(her.settings, temperament="dry", your_name="Maria")
    her.answering.use_settings(Care(settings), remembering=True)
    replies = [say(her, line).reply for line in ["Thanks.", "Bye.", "Sorry."] * 6]
    assert len(set(replies)) == 18
    assert any("Maria" in reply for reply in replies)
    assert any(reply.startswith("Not at all") for reply in replies)
