"""Her diary is kept with the lines it rests on, goes with them, and can be discarded with nothing left of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion.commands import diary as diary_command
from companion.errors import CompanionError
from companion.memory import Memory, Message, open_environment_memory
from companion.memory.database import open_database
from companion.memory.diary import day_of
from companion.memory.migrations import MIGRATIONS
from tests.clock import Clock
from tests.memory.conftest import KEY

TABLES = ("message", "diary_line", "diary_source", "to_ask")
BEFORE_DIARIES = next(number for number, one in enumerate(MIGRATIONS) if one.name == "m015")


def say(memory: Memory, *texts: str) -> list[Message]:
    talk = memory.begin_conversation()
    return [memory.add(talk, "you", text, "typed") for text in texts]


def rows(memory: Memory) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(memory.database.rows(f"select * from {table}"), key=repr) for table in TABLES}


def texts(memory: Memory) -> list[str]:
    return [line.text for line in memory.diary.list()]


def traces(memory: Memory, word: str) -> int:
    """In how many files, the memory and its backups, the word stands."""
    found = 0
    for path in (memory.database.path, *(backup.path for backup in memory.backups.list())):
        connection = memory.database.other(path)
        found += word.encode() in connection.serialize("main").lower()
        connection.close()
    return found


def test_a_line_has_its_sources_and_its_day(memory: Memory, clock: Clock) -> None:
    one, two = say(memory, "I wrote forty letters.", "None of them were mine.")
    line = memory.diary.add(date(2026, 3, 1), "Forty letters, and none of them yours.", "mind", [two, one])
    assert line is not None
    assert [source.text for source in line.sources] == ["I wrote forty letters.", "None of them were mine."]
    assert memory.diary.of_day(date(2026, 3, 1)) == [line]
    assert memory.diary.of_day(date(2026, 3, 2)) == []
    assert line.made == clock()


def test_the_newest_day_comes_first_and_its_lines_as_they_were_written(memory: Memory) -> None:
    (said,) = say(memory, "Hello there.")
    for day, text in ((1, "a"), (3, "b"), (3, "c"), (2, "d")):
        memory.diary.add(date(2026, 3, day), text, "form", [said])
    assert texts(memory) == ["b", "c", "d", "a"]
    assert [line.text for line in memory.diary.list(before=date(2026, 3, 3))] == ["d", "a"]


@pytest.mark.parametrize("change", ["forget", "edit"])
def test_nothing_is_kept_of_a_line_that_changed_meanwhile(memory: Memory, change: str) -> None:
    (said,) = say(memory, "I saw Nora.")
    memory.forgetting.message(said.id) if change == "forget" else memory.edit(said.id, "I saw Nina.")
    assert memory.diary.add(date(2026, 3, 1), "You named Nora.", "form", [said]) is None
    assert not memory.to_ask.add("How was Nora?", said, date(2026, 3, 1))
    assert rows(memory)["diary_line"] == []


def test_a_forgotten_source_takes_the_line_along_and_undo_brings_both_back(memory: Memory) -> None:
    one, two = say(memory, "I saw quartzanna.", "I was glad.")
    memory.diary.add(date(2026, 3, 1), "You named quartzanna.", "form", [one, two])
    memory.diary.add(date(2026, 3, 1), "You were glad, as you said.", "form", [two])
    memory.to_ask.add("How was quartzanna?", one, date(2026, 3, 2))
    memory.backups.make()
    before = rows(memory)
    forgotten = memory.forgetting.message(one.id)
    assert texts(memory) == ["You were glad, as you said."]
    assert memory.to_ask.list() == []
    memory.forgetting.undo(forgotten)
    assert rows(memory) == before
    assert traces(memory, "quartzanna") == 2
    memory.forgetting.make_final(memory.forgetting.message(one.id))
    assert traces(memory, "quartzanna") == 0
    assert memory.check() == []


def test_a_corrected_source_takes_the_line_along(memory: Memory) -> None:
    (said,) = say(memory, "I saw Nora.")
    memory.diary.add(date(2026, 3, 1), "You named Nora.", "form", [said])
    memory.to_ask.add("How was Nora?", said, date(2026, 3, 1))
    memory.edit(said.id, "I saw Nina.")
    assert texts(memory) == []
    assert memory.to_ask.list() == []


def test_a_discarded_line_can_be_brought_back_until_it_is_final(memory: Memory) -> None:
    (said,) = say(memory, "I was on the pier.")
    line = memory.diary.add(date(2026, 3, 1), "A basaltpier.", "form", [said])
    assert line is not None
    memory.backups.make()
    forgotten = memory.forgetting.diary(line.id)
    assert texts(memory) == []
    memory.forgetting.undo(forgotten)
    assert memory.diary.list() == [line]
    memory.forgetting.make_final(memory.forgetting.diary(line.id))
    assert traces(memory, "basaltpier") == 0
    assert memory.message(said.id).text == "I was on the pier."
    with pytest.raises(CompanionError, match="no such line"):
        memory.forgetting.diary(line.id)


def test_all_of_it_can_be_discarded_at_once(memory: Memory) -> None:
    (said,) = say(memory, "Hello there.")
    for text in "abc":
        memory.diary.add(date(2026, 3, 1), text, "form", [said])
    forgotten = memory.forgetting.diary()
    assert texts(memory) == []
    memory.forgetting.undo(forgotten)
    assert texts(memory) == ["a", "b", "c"]


def test_the_night_belongs_to_the_day_before() -> None:
    assert day_of(datetime(2026, 3, 2, 1, 30)) == date(2026, 3, 1)
    assert day_of(datetime(2026, 3, 2, 5)) == date(2026, 3, 2)


def test_a_day_is_to_be_read_until_its_last_line_was(memory: Memory, clock: Clock) -> None:
    said = say(memory, "One.", "Two.")
    day = memory.diary.today
    assert [one for one, _ in memory.diary.days_to_read(day)] == [day]
    memory.diary.mark_read(day, said[-1].id)
    assert memory.diary.days_to_read(day) == []
    clock.wait(minutes=1)
    say(memory, "Three.")
    assert memory.diary.days_to_read(day) == [(day, clock())]
    assert memory.diary.days_to_read(day + timedelta(days=1)) == []


def test_each_day_is_read_for_itself(memory: Memory, clock: Clock) -> None:
    for _ in range(3):
        memory.diary.mark_read(memory.diary.today, say(memory, "One.")[0].id)
        clock.wait(days=1)
    last = say(memory, "Two.")[0]
    today = memory.diary.today
    assert [day for day, _ in memory.diary.days_to_read(today - timedelta(days=9))] == [today]
    memory.diary.mark_read(today, last.id)
    assert memory.diary.days_to_read(today - timedelta(days=9)) == []


def test_seconds_are_counted_for_each_date(memory: Memory, clock: Clock) -> None:
    memory.diary.spend(2.5)
    memory.diary.spend(1.0)
    assert memory.diary.spent_today() == 3.5
    clock.wait(days=1)
    assert memory.diary.spent_today() == 0


def test_a_question_waits_for_its_day_and_is_asked_once(memory: Memory, clock: Clock) -> None:
    (one,) = say(memory, "I'll call Amy tomorrow.")
    assert memory.to_ask.add("Did you call Amy?", one, clock().date() + timedelta(days=1))
    assert not memory.to_ask.add("Did you call her?", one, clock().date())
    assert memory.to_ask.waiting() == []
    clock.wait(days=1)
    assert [question.question for question in memory.to_ask.waiting()] == ["Did you call Amy?"]
    memory.to_ask.mark_asked(memory.to_ask.waiting()[0].id)
    assert memory.to_ask.waiting() == []
    memory.forgetting.question(memory.to_ask.list()[0].id)
    assert memory.to_ask.list() == []


def test_the_last_line_with_a_name_is_found_as_it_is_written(memory: Memory, clock: Clock) -> None:
    say(memory, "I saw Rose.", "A rose is red.", "We rose early.")
    found = memory.diary.last_saying("Rose", clock() + timedelta(days=1))
    assert found is not None
    assert found.text == "I saw Rose."
    assert memory.diary.last_saying("Rose", clock()) is None
    loosely = memory.diary.last_saying("Rose", clock() + timedelta(days=1), loosely=True)
    assert loosely is not None
    assert loosely.text == "We rose early."
    say(memory, "I rang jose.", "It was José's voice.")
    for name in ("José", "Jose"):
        found = memory.diary.last_saying(name, clock() + timedelta(days=1), loosely=True)
        assert found is not None
        assert found.text == "It was José's voice."


def test_a_file_from_before_diaries_gets_one(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "memory.db"
    old = open_database(path, KEY, MIGRATIONS[:BEFORE_DIARIES])
    with old.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-03-01T20:00:00.000')")
        writer.execute(
            "insert into message(conversation, speaker, text, at, via) values (1, 'you', 'I saw Nora.', ?, 'typed')",
            ("2026-03-01T20:00:00.000",),
        )
    old.close()
    memory = Memory(open_database(path, KEY), clock)
    said = memory.message(1)
    assert memory.diary.list() == []
    assert memory.diary.add(said.at.date(), "You named Nora.", "form", [said]) is not None
    memory.forgetting.make_final(memory.forgetting.message(1))
    assert texts(memory) == []
    assert memory.check() == []
    memory.close()


class TestTheCommand:
    def fill(self, environment, *texts: str) -> None:
        memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "sea and sand"})
        (said,) = say(memory, "I saw Nora.")
        for text in texts:
            memory.diary.add(date(2026, 3, 1), text, "form", [said])
        memory.to_ask.add("How was Nora?", said, date(2026, 3, 1))
        memory.close()

    def test_it_lists_shows_and_discards(self, environment, command: Callable[..., int], capsys) -> None:
        self.fill(environment, "You named Nora.", "Noted.")
        command(diary_command)
        assert capsys.readouterr().out == "     1  2026-03-01  You named Nora.\n     2  2026-03-01  Noted.\n"
        command(diary_command, "show", "1")
        assert "I saw Nora." in capsys.readouterr().out
        command(diary_command, "discard", "1", "--yes")
        command(diary_command, "list", "--json")
        (line,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert (line["id"], line["text"], line["by"]) == (2, "Noted.", "form")
        assert [source["text"] for source in line["sources"]] == ["I saw Nora."]
        command(diary_command, "discard", "--all", "--yes")
        command(diary_command, "list")
        assert capsys.readouterr().out == ""

    def test_what_she_may_ask_is_listed_and_discarded(self, environment, command: Callable[..., int], capsys) -> None:
        self.fill(environment)
        command(diary_command, "list", "--questions", "--json")
        assert json.loads(capsys.readouterr().out)["question"] == "How was Nora?"
        command(diary_command, "discard", "--question", "1", "--yes")
        command(diary_command, "list", "--questions")
        assert capsys.readouterr().out == ""

    def test_nothing_goes_without_being_asked(self, environment, command: Callable[..., int]) -> None:
        self.fill(environment, "Noted.")
        with pytest.raises(CompanionError, match="add --yes"):
            command(diary_command, "discard", "1")
        with pytest.raises(CompanionError, match="no line 7"):
            command(diary_command, "show", "7")

    def test_reading_makes_no_file(self, environment, command: Callable[..., int], capsys) -> None:
        assert command(diary_command) == 0
        assert "nothing in her diary" in capsys.readouterr().err
        assert not environment.memory_file.exists()
