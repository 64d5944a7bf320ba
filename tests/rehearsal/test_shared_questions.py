"""Each kind of thing that the two share has a question, and an answer that holds or does not."""

from __future__ import annotations

import pytest

from companion.memory import Memory, open_memory
from companion.rehearsal.judging import Answer, knows
from companion.rehearsal.shared_questions import shared_things
from tests.clock import Clock
from tests.memory.conftest import KEY


@pytest.fixture
def memory(tmp_path, clock: Clock):
    memory = open_memory(tmp_path / "memory.db", KEY, clock)
    yield memory
    memory.close()


@pytest.mark.parametrize(
    ("text", "line", "right", "wrong"),
    [
        ("You call your car “Bertha”.", "What do I call my car?", "Bertha, you said.", "Your car."),
        (
            "When you say “moo”, it means “you're tired”.",
            "What does it mean when I say “moo”?",
            "You're tired.",
            "A cow.",
        ),
        ("We laugh about “haunted kettle”.", "What do the two of us laugh about?", "The haunted kettle!", "Rain."),
        ("“Haunted kettle” is a joke of ours.", "What do the two of us laugh about?", "A haunted kettle.", "Rain."),
        ("You say “stars above the sea” when you go.", "What do I say when I go?", "Stars above the sea.", "Goodbye."),
        ("You call me “captain”, as in “Hi, captain”.", "What do I call you?", "Captain.", "Ada."),
        ("You call yourself “the night owl”.", "What do I call myself?", "The night owl.", "Theo."),
    ],
)
def test_each_is_asked_for(memory: Memory, text: str, line: str, right: str, wrong: str):
    memory.facts.add(text, "shared")
    (thing,) = shared_things(memory, 3, ())
    judge = knows(thing.question)
    assert thing.question.line == line
    assert judge(Answer(line, right), ()) == ""
    assert judge(Answer(line, wrong), ()) != ""


def test_no_forbidden_topic_and_no_two_with_one_question(memory: Memory):
    for text in ("We laugh about “red kettle”.", "We laugh about “blue soup”.", "You call your car “Bertha”."):
        memory.facts.add(text, "shared")
    assert [one.question.line for one in shared_things(memory, 5, ["cars"])] == ["What do the two of us laugh about?"]
