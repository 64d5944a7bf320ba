"""A message can hold an answer if it has the type that is asked for and is about the right person."""

from __future__ import annotations

import pytest

from companion.memory.fact import Person
from companion.retrieval.answer_types import answer_type, can_hold_answer, person_match, proper_names

NORA = Person(1, "Nora", "sister", 2)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What colour is my car?", "colour"),
        ("what color was the door", "colour"),
        ("How old is she now?", "number"),
        ("Which floor do we live on?", "number"),
        ("What did the boiler cost? How much did it cost?", "number"),
        ("When's my exam?", "time"),
        ("which day do I go swimming", "time"),
        ("Who taught me chess?", "name"),
        ("Whose house was it?", "name"),
        ("What do we call the dog?", "name"),
        ("What's his wife's name?", "name"),
        ("Where does my sister live?", "place"),
        ("And what town is she in?", "place"),
        ("What does Nora do?", ""),
        ("Do I drink coffee?", ""),
        ("When I first got the dog, what did he eat?", ""),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str):
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("question", "holding", "empty"),
    [
        ("What colour is my car?", "It's dark blue.", "The Skoda wouldn't start."),
        ("How old is he?", "He was nine in May, would you believe.", "He has grown out of all his shoes."),
        ("When's my exam?", "They've put it off till Thursday.", "I'm dreading it."),
        ("When's my exam?", "It's at nine, in the big hall.", "I must learn the verbs."),
        ("Who is my boss?", "I said so to Fernanda.", "I said so and went home."),
        ("Who taught me?", "My gran did.", "I learnt it by myself."),
        ("Who is she?", "Maureen, that was.", "So it was."),
        ("Where do I swim?", "In Carcavelos, with the others.", "I was cold, and late."),
        ("Where is the key?", "It's under the mat.", "I've lost it again."),
    ],
)
def test_whether_words_can_hold_an_answer_of_that_type(question: str, holding: str, empty: str):
    assert can_hold_answer(question, holding)
    assert not can_hold_answer(question, empty)


def test_the_name_that_is_asked_about_is_no_answer():
    assert not can_hold_answer("Where does Nora live?", "So I rang Nora.")
    assert can_hold_answer("Where does Nora live?", "So I rang Nora. She's in Porto now.")


def test_a_text_without_capitals_may_name_anybody():
    assert can_hold_answer("Who is my boss?", "i said so to fernanda")


def test_any_words_may_answer_a_question_of_no_type():
    assert can_hold_answer("What does she do?", "Nothing much.")


@pytest.mark.parametrize(
    ("text", "before", "so"),
    [
        ("My sister rang from Porto.", "", 1.0),
        ("Nora rang from Porto.", "", 1.0),
        ("She lives in Porto.", "Nora rang.", 0.7),
        ("She lives in Porto.", "I was tired.", -0.5),
        ("We live in Porto.", "Nora rang.", -0.5),
        ("My brother lives in Porto.", "", -1.0),
        ("I asked Tom, who lives in Porto.", "", -1.0),
    ],
)
def test_whether_words_are_about_whom_is_asked(text: str, before: str, so: float):
    assert person_match("Where does my sister live?", text, before, [NORA]) == so
    assert person_match("Where does Nora live?", text, before, [NORA]) == so


def test_two_words_for_one_relation_are_the_same():
    assert person_match("What was my mum's job?", "Mother was a nurse.", "", []) == 1.0


def test_a_question_about_nobody_may_be_answered_by_any_words():
    assert person_match("What am I reading?", "Tom lent me a book.", "", []) == 0.0


def test_names_are_capitals_within_a_sentence():
    assert proper_names("Tom rang. I saw Nora's boat on Monday, in Porto.") == ["Nora", "Porto"]
    assert proper_names("Tom rang. The boat was Nora's.", begin=True) == ["Tom", "Nora"]
    assert proper_names("") == []
    assert proper_names("What is it that I’m reading?") == []
    assert proper_names("WHERE IS MY KEY?") == []


def test_two_friends_are_not_one():
    tom, nora = Person(1, "Tom", "friend", 1), Person(2, "Nora", "friend", 1)
    assert person_match("What does Tom do?", "My friend Nora is a nurse.", "", [tom, nora]) == -1.0
