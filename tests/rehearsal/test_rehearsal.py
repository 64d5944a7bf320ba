"""Both minds are asked in copies of the home; the home itself stays as it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.rehearsal import Comparison, Rehearsal, RehearsalProgress
from companion.remembering.background_jobs import extract_from_message
from companion.remembering.rule_commands import RuleCommands
from models.errors import ModelError
from tests.rehearsal.minds import LINES, NOW, KnowingMind, TwoMinds, home, told

OLD = KnowingMind({"What is my shoe size?": "You never told me that.", "Good night": "Good night, Marek."})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the copies are made."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    return copies


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return home(tmp_path)


@pytest.fixture
def memory(environment: Environment) -> Iterator[Memory]:
    memory = told(environment, *LINES)
    yield memory
    memory.close()


def rehearse(environment: Environment, memory: Memory | None, **minds: KnowingMind | Exception) -> Comparison:
    chooser = TwoMinds(minds={"old": KnowingMind({}), "new": KnowingMind({}), **minds})
    done = Rehearsal(environment, "old", "new", chooser).run(memory, lambda progress: None)
    assert done is not None
    return done


def kinds(done: Comparison) -> list[str]:
    return [row.kind for row in done.rows]


def test_everything_is_asked_and_nothing_is_kept(environment: Environment, memory: Memory, place: Path):
    before = (memory.conversations(), memory.facts.list(), environment.memory_file.stat().st_mtime_ns)
    files = sorted(environment.home.iterdir())
    done = rehearse(environment, memory)
    assert kinds(done) == ["name", "talk", "talk", "talk", "topic", "fact", "fact", "memory", "untold", "goodnight"]
    assert (memory.conversations(), memory.facts.list(), environment.memory_file.stat().st_mtime_ns) == before
    assert sorted(environment.home.iterdir()) == files
    assert list(place.iterdir()) == []


def test_fewer_facts_than_usual_are_said(environment: Environment, memory: Memory):
    done = rehearse(environment, memory)
    assert done.remarks == (
        "Her memory holds 2 facts that can be asked for, so she is asked 2 instead of 10.",
        "Of earlier talks 1 can be asked about, instead of 2.",
    )


def test_no_line_is_found_again_for_a_later_one(environment: Environment, memory: Memory):
    new = KnowingMind({})
    rehearse(environment, memory, new=new)
    asked = "I might cook something nice tonight."
    assert sum(asked in prompt for prompt in new.prompts) == 1


def test_replies_go_through_the_gate_of_a_real_talk(environment: Environment, memory: Memory):
    RuleCommands(memory, lambda: NOW).add("Don't call me darling.")
    rude = KnowingMind({"I might cook something nice tonight.": "That will do you good, darling. I love you, Marek."})
    done = rehearse(environment, memory, new=rude)
    row = next(row for row in done.rows if row.line == "I might cook something nice tonight.")
    assert "love you" not in row.after.reply
    assert "darling" not in row.after.reply
    assert row.after.reply
    assert next(row for row in done.rows if row.kind == "rule").status == "kept"


def test_each_mind_answers_for_itself(environment: Environment, memory: Memory):
    sea = "I like the sound on the window."
    done = rehearse(
        environment, memory, old=KnowingMind({"rainy evenings?": sea}), new=KnowingMind({"rainy evenings?": "1. Tea"})
    )
    row = next(row for row in done.rows if row.line == "What do you like about rainy evenings?")
    assert row.before.reply == sea
    assert row.after.reply != sea
    assert not row.before.written


def test_a_mind_that_can_not_be_loaded_is_one_sentence(environment: Environment, memory: Memory, place: Path):
    with pytest.raises(CompanionError, match=r"^new could not be asked: The file is damaged; fetch it again\.$"):
        rehearse(environment, memory, new=ModelError("The file is damaged; fetch it again."))
    assert list(place.iterdir()) == []


def test_without_a_memory_what_can_be_asked_is_asked(environment: Environment, place: Path):
    done = rehearse(environment, None)
    assert kinds(done) == ["name", "talk", "talk", "talk", "untold", "goodnight"]
    assert not environment.home.exists()
    assert list(place.iterdir()) == []


def test_one_thing_that_only_the_two_share_is_asked(environment: Environment, memory: Memory):
    told_too = memory.add(memory.begin_conversation(), "you", "I call my car Bertha.", "typed", NOW)
    extract_from_message(memory, told_too)
    line = "What do I call my car?"
    done = rehearse(
        environment, memory, old=KnowingMind({line: "Bertha, of course."}), new=KnowingMind({line: "A car."})
    )
    row = next(row for row in done.rows if row.kind == "shared")
    assert (row.about, row.line) == ("You call your car “Bertha”.", line)
    assert "Bertha" in row.before.reply


def test_it_can_be_called_off(environment: Environment, memory: Memory, place: Path):
    chooser = TwoMinds(minds={"old": KnowingMind({}), "new": KnowingMind({})})
    rehearsal = Rehearsal(environment, "old", "new", chooser)
    seen: list[RehearsalProgress] = []

    def report(progress: RehearsalProgress) -> None:
        seen.append(progress)
        if progress.done == 3:
            rehearsal.cancel()

    assert rehearsal.run(memory, report) is None
    assert seen[-1].done == 3
    assert list(place.iterdir()) == []
