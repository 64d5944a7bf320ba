"""A fact becomes a question, and a right answer is told from a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.rehearsal.fact_questions import asking_for, missing_from, question_for
from tests.rehearsal.minds import home, told


@pytest.mark.parametrize(
    ("said", "asked", "right", "wrong"),
    [
        ("I live in Ghent now.", "Where do I live?", "You live in Ghent.", "You live in Bruges."),
        ("I have a dog called Biscuit.", "What is my dog called?", "Biscuit, of course.", "Your dog is called Rex."),
        ("My sister is called Hanne.", "What is my sister called?", "Hanne.", "I don't know."),
        ("My sister Hanne lives in Bergen.", "Where does my sister Hanne live?", "In Bergen.", "In Oslo."),
        ("I'm allergic to hazelnuts.", "What am I allergic to?", "To hazelnuts.", "To cats."),
        ("My birthday is on 4 October.", "When is my birthday?", "On the 4th of October.", "On 5 October."),
        ("I work as a piano tuner.", "What do I do for work?", "You're a piano tuner.", "You teach."),
        ("I want to learn to sail this summer.", "What do I want to do?", "Learn to sail.", "Travel."),
    ],
)  # fmt: skip
def test_a_fact_is_asked_for_and_judged(tmp_path: Path, said: str, asked: str, right: str, wrong: str):
    memory = told(home(tmp_path), said)
    try:
        questions = [question_for(fact) for fact in memory.facts.list()]
    finally:
        memory.close()
    question = next(one for one in questions if one is not None and one.line == asked)
    assert missing_from(question, right) == ()
    assert missing_from(question, wrong)


def test_an_answer_needs_half_of_the_words_that_are_no_names():
    question = asking_for(
        "Do you remember what I told you about the rope?", "The rope of the lifeboat snapped at the harbour."
    )
    assert question is not None
    assert set(question.words) == {"lifeboat", "snapped", "harbour"}
    assert missing_from(question, "The lifeboat's rope snapped.") == ()
    assert missing_from(question, "Something about a harbour.") == ("lifeboat", "snapped")


def test_what_stands_in_the_question_already_can_not_be_asked_for():
    assert asking_for("What did I tell you about the garden?", "The garden.") is None
