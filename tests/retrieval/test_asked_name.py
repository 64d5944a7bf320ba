"""A question for one told name is answered with that name, and no other question is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.memory import Memory
from companion.memory.fact import Person
from companion.remembering import extract_facts
from companion.replying.fixed_replies import named
from companion.retrieval.asked_name import told_name
from companion.retrieval.retriever import Retriever, TurnContext
from companion.text.notes import Note

PEOPLE = (
    Person(1, "Niamh", "daughter", 1),
    Person(2, "Rufus", "dog", 1),
    Person(3, "Tom", "brother", 1),
    Person(4, "Ned", "brother", 1),
    Person(5, "boss", "boss", 1),
)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("what's my daughter called?", "Niamh"),
        ("What is my daughter's name?", "Niamh"),
        ("what’s the name of my daughter again", "Niamh"),
        ("whats my daughters name", "Niamh"),
        ("So do you remember what my dog is called?", "Rufus"),
        ("what do I call my dog?", "Rufus"),
        ("who's my daughter?", "Niamh"),
    ],
)
def test_the_name_of_a_relation_is_told(asked: str, name: str):
    assert told_name(asked, PEOPLE) == name


@pytest.mark.parametrize(
    "asked",
    [
        "what's my daughter like?",
        "what's my daughter doing?",
        "what's my brother called?",  # two of them
        "who's my boss?",  # no name was told
        "what's my cat called?",
        "what's my daughter's favourite name?",
        "what's my daughter's friend called?",
        "what's your daughter called?",
        "what was my daughter called at school by the others?",
        "my daughter called",
        "what should I call my dog",
    ],
)
def test_other_questions_are_not_answered_with_a_name(asked: str):
    assert told_name(asked, PEOPLE) == ""


@pytest.fixture
def told(memory: Memory) -> Memory:
    said = memory.add(memory.begin_conversation(), "you", "my daughter is Niamh", "typed")
    for fact in extract_facts(said.text, said.at):
        assert memory.facts.accept(fact, said.id)
    return memory


def _asked(memory: Memory, text: str) -> tuple[str, list[str]]:
    conversation = memory.begin_conversation()
    line = memory.add(conversation, "you", text, "typed")
    found = Retriever(memory).retrieve(text, TurnContext(conversation, line.id, None), lambda: False)
    return found.name, [one.text for one in found.memories]


def test_the_words_that_told_it_come_with_it(told: Memory):
    assert _asked(told, "what's my daughter called?") == ("Niamh", ["my daughter is Niamh"])


def test_a_corrected_name_is_told_as_corrected(told: Memory):
    said = told.add(told.begin_conversation(), "you", "my daughter is called Orla, not Niamh", "typed")
    for fact in extract_facts(said.text, said.at):
        told.facts.accept(fact, said.id)
    name, _words = _asked(told, "what's my daughter called?")
    assert name in ("", "Orla")


def test_a_pet_has_a_name_too(told: Memory):
    said = told.add(told.begin_conversation(), "you", "the dog's Rufus", "typed")
    for fact in extract_facts(said.text, said.at):
        assert told.facts.accept(fact, said.id)
    assert _asked(told, "what's my dog called?") == ("Rufus", ["the dog's Rufus"])


def test_a_name_that_nobody_told_is_not_told(told: Memory):
    assert _asked(told, "what's my cat called?")[0] == ""


def test_she_tells_it_with_the_words_that_she_knows_it_from():
    note = Note(datetime(2026, 3, 1, 20, 0), "you", "my daughter is Niamh")
    assert named("Niamh", note, date(2026, 3, 1)) == "Niamh. Earlier today you said: “my daughter is Niamh.”"
