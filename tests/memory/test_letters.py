"""Letters are kept with every version; undoing loses none, and what is removed can be put back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.letters import letter_as_json, letter_from_json
from tests.clock import Clock


@pytest.fixture
def number(memory: Memory) -> int:
    letter = memory.letters.add("to my sister", {"to": "my sister", "must": ["the goat"]})
    memory.letters.add_version(letter.id, "Dear Nora, hello.", "her")
    memory.letters.add_version(letter.id, "Dear Nora!", "her", "shorter")
    return letter.id


def test_a_letter_is_there_after_a_restart(reopened: Callable[[], Memory]) -> None:
    memory = reopened()
    letter = memory.letters.add("to Tom", {"tone": "warm"})
    memory.letters.add_version(letter.id, "Dear Tom,\n\nhappy birthday.\n", "hand")
    kept = memory.letters.one(letter.id)
    again = reopened().letters
    assert again.list() == [kept]
    assert (again.one(1).text, again.one(1).brief) == ("Dear Tom,\n\nhappy birthday.\n", {"tone": "warm"})


def test_undoing_shows_the_version_before_and_redoing_the_one_after(memory: Memory, number: int) -> None:
    letters = memory.letters
    assert letters.undo(number).text == "Dear Nora, hello."
    with pytest.raises(CompanionError, match="nothing to undo"):
        letters.undo(number)
    assert letters.redo(number).text == "Dear Nora!"
    with pytest.raises(CompanionError, match="nothing to bring back"):
        letters.redo(number)
    assert [one.instruction for one in letters.one(number).versions] == ["", "shorter"]


def test_what_was_undone_is_not_lost_when_something_else_is_written(memory: Memory, number: int) -> None:
    letters = memory.letters
    letters.undo(number)
    letters.add_version(number, "Nora, hello.", "hand")
    assert letters.one(number).text == "Nora, hello."
    assert [one.text for one in letters.one(number).versions] == ["Dear Nora, hello.", "Dear Nora!", "Nora, hello."]
    assert letters.undo(number).text == "Dear Nora, hello."
    assert letters.redo(number).text == "Nora, hello."


def test_a_version_may_stand_beside_the_one_that_is_shown(memory: Memory, number: int) -> None:
    beside = memory.letters.add_version(number, "Hi Nora.", "her", "less formal", before=1, show=False)
    assert memory.letters.one(number).text == "Dear Nora!"
    assert memory.letters.show_version(number, beside.id).text == "Hi Nora."
    with pytest.raises(CompanionError, match="no version 99"):
        memory.letters.show_version(number, 99)


def test_the_letter_under_work_is_the_last_unfinished_one(memory: Memory, number: int, clock: Clock) -> None:
    letters = memory.letters
    clock.wait(minutes=1)
    other = letters.add("to the landlord", {})
    assert letters.under_work() == other
    letters.finish(other.id)
    assert letters.under_work() == letters.one(number)
    letters.finish(number)
    assert letters.under_work() is None
    letters.finish(number, finished=False)
    assert letters.under_work() == letters.one(number)


def test_a_removed_letter_can_be_put_back_whole(memory: Memory, number: int) -> None:
    before = memory.letters.one(number)
    kept = json.dumps(letter_as_json(memory.letters.remove(number)))
    assert memory.letters.list() == []
    with pytest.raises(CompanionError, match="no letter 1"):
        memory.letters.one(number)
    memory.letters.put_back(letter_from_json(json.loads(kept)))
    assert memory.letters.one(number) == before


def test_a_letter_can_be_renamed_but_not_to_nothing(memory: Memory, number: int) -> None:
    memory.letters.rename(number, " to Nora ")
    memory.letters.keep_brief(number, {"to": "Nora"})
    assert (memory.letters.one(number).title, memory.letters.one(number).brief) == ("to Nora", {"to": "Nora"})
    with pytest.raises(CompanionError, match="can't be empty"):
        memory.letters.rename(number, "  ")
