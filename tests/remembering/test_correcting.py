"""A spoken correction supersedes the wrong facts, and only those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion.memory import Key, Memory, open_memory
from companion.memory.facts import Facts
from companion.remembering import extract_facts
from companion.remembering.command_grammar import parse_memory_command
from companion.remembering.correcting import apply_correction

Correct = Callable[[str], list[str]]
AT = datetime(2026, 11, 22, 20, 0)


class Clock:
    def __init__(self) -> None:
        self.time = AT

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = open_memory(tmp_path / "memory.db", Key(bytes(32)), Clock())
    yield memory
    memory.close()


@pytest.fixture
def facts(memory: Memory) -> Facts:
    conversation = memory.begin_conversation()
    for line in (
        "My sister Laura lives in Lisbon.",
        "I live in Ghent.",
        "My sister Laura is a nurse.",
        "I love olives.",
    ):
        said = memory.add(conversation, "you", line, "typed")
        for candidate in extract_facts(line, said.at):
            memory.facts.accept(candidate, said.id)
    return memory.facts


@pytest.fixture
def correct(memory: Memory, facts: Facts) -> Correct:
    def say(text: str) -> list[str]:
        wanted = parse_memory_command(text)
        assert wanted is not None
        said = memory.add(memory.begin_conversation(), "you", text, "voice")
        return [fact.text for fact in apply_correction(facts, wanted, said.id, said.at)]

    return say


def known(facts: Facts) -> set[str]:
    return {fact.text for fact in facts.list()}


def test_one_word_is_corrected(facts: Facts, correct: Correct) -> None:
    assert correct("No, it's Porto, not Lisbon.") == ["Your sister Laura lives in Porto."]
    assert "Your sister Laura lives in Lisbon." not in known(facts)
    assert "You live in Ghent." in known(facts)


def test_a_word_is_corrected_without_a_verb(facts: Facts, correct: Correct) -> None:
    assert correct("No, Porto, not Lisbon.") == ["Your sister Laura lives in Porto."]


def test_a_name_is_corrected_in_all_facts_about_the_person(facts: Facts, correct: Correct) -> None:
    assert correct("no, my sister's name is Nora, not Laura")
    assert {"Your sister Nora lives in Lisbon.", "Your sister Nora is a nurse."} <= known(facts)
    assert [person.name for person in facts.people() if person.facts] == ["Nora"]


@pytest.mark.parametrize(
    "said",
    [
        "Her name is spelled L-O-R-A.",
        "It's spelled L-O-R-A.",
        "My sister's name is spelled L-O-R-A.",
        "You spell it L, O, R, A.",
        "It's Lora with an O.",
        "Her name is Lora, not Laura.",
        "Lora, not Laura.",
        "No, Lora, not Laura.",
    ],
)
def test_a_name_is_spelled_as_it_is_told(facts: Facts, correct: Correct, said: str) -> None:
    assert correct(said)
    assert {"Your sister Lora lives in Lisbon.", "Your sister Lora is a nurse."} <= known(facts)


def test_a_spelling_corrects_only_the_name_it_is_like_and_whose_it_is(facts: Facts, correct: Correct) -> None:
    before = known(facts)
    assert correct("It's spelled B-R-I-A-N.") == []
    assert correct("Ghent, not olives.") == []
    assert correct("My dog's name is spelled L-O-R-A.") == []
    assert before <= known(facts)


def test_she_is_the_only_person_with_such_a_fact(facts: Facts, correct: Correct) -> None:
    assert correct("That's not right, she lives in Porto.") == ["Laura lives in Porto."]
    assert "Your sister Laura lives in Lisbon." not in known(facts)


def test_a_new_statement_supersedes_the_old_fact(facts: Facts, correct: Correct) -> None:
    assert correct("That's wrong, I live in Bruges.") == ["You live in Bruges."]
    assert "You live in Ghent." not in known(facts)


def test_a_correction_of_nothing_known_changes_nothing(facts: Facts, correct: Correct) -> None:
    before = known(facts)
    assert correct("I said Thursday, not Tuesday.") == []
    assert correct("That's not right, the shop is closed.") == []
    assert known(facts) == before


def test_a_correction_whose_words_are_deleted_never_was(facts: Facts, correct: Correct, memory: Memory) -> None:
    before = known(facts)
    correct("No, it's Porto, not Lisbon.")
    memory.forgetting.conversation(memory.conversations(limit=1)[0].id)
    assert known(facts) == before
