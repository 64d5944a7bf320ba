"""Repairing a damaged file saves what can be read, names what is lost, and keeps the damaged file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from companion.commands import restore as restore_command
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory, open_environment_memory
from companion.memory.calendar import CalendarEvent
from companion.memory.database import connect
from companion.memory.fact import FactCandidate
from companion.memory.kept_export import kept_as_json
from companion.memory.pieces import NewPiece
from companion.memory.repair import repair
from tests.clock import Clock
from tests.memory.conftest import KEY

PAGE = 4096


@pytest.fixture
def life(memory: Memory, clock: Clock) -> Memory:
    """Thirty days of twenty lines, a fact a day."""
    with memory.database.alone() as writer:
        writer.pragma("synchronous", "OFF")
    for day in range(30):
        conversation = memory.begin_conversation()
        for number in range(20):
            text = f"On day {day} line {number}: I have a parrot called Coco{day}. " + "And so on. " * 15
            said = memory.add(conversation, "you" if number % 2 == 0 else "her", text, "typed")
            if number == 0:
                quote = f"I have a parrot called Coco{day}"
                memory.facts.accept(
                    FactCandidate("you", f"parrot {day}", f"coco{day}", f"You have Coco{day}.", quote), said.id
                )
        clock.wait(days=1)
    return memory


def pages_of(path: Path, table: str) -> list[int]:
    """The leaf pages of a table or index, from 0."""
    connection = connect(path, KEY)
    sql = "select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno"
    found = [row[0] - 1 for row in connection.execute(sql, (table,))]
    connection.close()
    return found


def spoil(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE + 100 : page * PAGE + 300] = bytes(200)
    path.write_bytes(content)


def everything(memory: Memory) -> dict[int, str]:
    return dict(memory.database.rows("select id, text from message"))


def test_lines_on_damaged_pages_are_named_and_all_others_saved(
    life: Memory, environment: Environment, reopened: Callable[[], Memory]
) -> None:
    before = everything(life)
    facts = len(life.facts.list())
    life.close()
    spoil(environment.memory_file, pages_of(environment.memory_file, "message")[20:22])
    with pytest.raises(CompanionError, match=r"restore --repair"):
        everything(reopened())
    reopened().close()
    repaired = repair(environment, KEY)
    memory = reopened()
    after = everything(memory)
    lost = before.keys() - after.keys()
    assert 10 < len(lost) < 60
    assert after == {number: text for number, text in before.items() if number in after}
    assert (repaired.messages, repaired.from_copies) == (len(after), 0)
    (named,) = repaired.lost
    assert named.startswith(f"{len(lost)} messages of ")
    assert named.endswith("March 2026")
    assert memory.check() == []
    assert len(memory.facts.list()) == facts
    assert memory.search("parrot").total == len(after)
    assert repaired.kept is not None
    assert repaired.kept.exists()
    memory.add(memory.begin_conversation(), "you", "and on it goes", "typed")


def test_what_is_lost_is_found_in_a_copy_unless_it_was_forgotten(
    life: Memory, environment: Environment, reopened: Callable[[], Memory]
) -> None:
    before = everything(life)
    life.backups.make()
    page = pages_of(environment.memory_file, "message")[20]
    life.close()
    spoil(environment.memory_file, [page])
    repaired = repair(environment, KEY)
    assert repaired.from_copies > 0
    assert repaired.lost == ()
    assert everything(reopened()) == before


def test_what_is_kept_is_saved(life: Memory, environment: Environment, reopened: Callable[[], Memory]) -> None:
    number = life.lists.make("shopping").id
    life.lists.tick(life.lists.add(number, ["milk", "bread"], message=1)[:1])
    life.notes.add("the boiler man comes on the 5th")
    life.letters.add_version(life.letters.add("to Tom", {"to": "Tom"}, 1).id, "Dear Tom!", "her")
    life.receipts.add("note", "the boiler man", None, {"noted": 1}, 1)
    life.due_times.add("reminder", "call Amy", datetime(2026, 4, 4, 9, tzinfo=UTC), "FREQ=DAILY", message=1)
    life.calendar.add(CalendarEvent("dentist", date(2026, 4, 5), place="Main street", message=1))
    life.pieces.add(NewPiece("Rain", "why", 1, "calm", "D minor", 50.0, b"MThd"), 1, [1])
    life.diary.add(date(2026, 3, 2), "You have a parrot.", "form", [life.message(1)])
    life.diary.mark_read(date(2026, 3, 2), 5)
    life.to_ask.add("How is the parrot?", life.message(1), date(2026, 3, 4))
    before = kept_as_json(life)
    life.close()
    spoil(environment.memory_file, pages_of(environment.memory_file, "words_data")[:1])
    repair(environment, KEY)
    memory = reopened()
    assert kept_as_json(memory) == before
    assert memory.pieces.words_of(1) == (1,)
    assert [one.id for one in memory.diary.list()[0].sources] == [1]
    assert memory.diary.read_through(date(2026, 3, 2)) == 5
    assert memory.check() == []


@pytest.mark.parametrize(
    "table", ["message_by_time", "message_of_conversation", "words_data", "stems_data", "evidence"]
)
def test_a_damaged_index_loses_no_line(
    life: Memory, environment: Environment, reopened: Callable[[], Memory], table: str
) -> None:
    before = everything(life)
    life.close()
    spoil(environment.memory_file, pages_of(environment.memory_file, table)[:2])
    repaired = repair(environment, KEY)
    memory = reopened()
    assert everything(memory) == before
    assert memory.check() == []
    assert memory.search("parrot").total == len(before)
    assert len(memory.facts.list()) == 30
    assert repaired.lost == (("some rows of the table “evidence”",) if table == "evidence" else ())


@pytest.mark.parametrize("share", [0.65, 0.8, 0.95])  # before that place so small a file holds little but the schema
def test_a_file_whose_end_is_missing_gives_what_is_there(
    life: Memory, environment: Environment, reopened: Callable[[], Memory], share: float
) -> None:
    before = everything(life)
    life.close()
    content = environment.memory_file.read_bytes()
    environment.memory_file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CompanionError, match=r"restore --repair"):
        everything(reopened())
    repaired = repair(environment, KEY)
    memory = reopened()
    after = everything(memory)
    assert len(after) == repaired.messages > 0.04 * len(before)
    assert after.items() <= before.items()
    assert repaired.lost != ()
    assert memory.check() == []


def test_damage_all_over_loses_no_more_than_what_lay_there(
    life: Memory, environment: Environment, reopened: Callable[[], Memory]
) -> None:
    before = everything(life)
    life.close()
    size = environment.memory_file.stat().st_size // PAGE
    spoil(environment.memory_file, list(range(9, size, 9)))
    repaired = repair(environment, KEY)
    memory = reopened()
    after = everything(memory)
    assert after.items() <= before.items()
    assert repaired.messages == len(after)
    assert memory.check() == []


def test_with_a_lost_first_page_the_error_names_the_backups(life: Memory, environment: Environment) -> None:
    life.close()
    spoil(environment.memory_file, [0])
    before = environment.memory_file.read_bytes()
    with pytest.raises(CompanionError, match=r"restore FILE"):
        repair(environment, KEY)
    assert environment.memory_file.read_bytes() == before


def test_an_undamaged_file_is_unchanged(life: Memory, environment: Environment, reopened: Callable[[], Memory]) -> None:
    tables = ("message", "fact", "evidence", "conversation", "todo")
    before = {table: sorted(life.database.rows(f"select * from {table}"), key=repr) for table in tables}
    life.close()
    repaired = repair(environment, KEY)
    assert repaired.lost == ()
    memory = reopened()
    assert {table: sorted(memory.database.rows(f"select * from {table}"), key=repr) for table in tables} == before


def test_the_terminal_repairs(environment: Environment, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("COMPANION_PASSPHRASE", "sea and sand")
    parser = argparse.ArgumentParser()
    restore_command.arguments(parser)
    with pytest.raises(CompanionError, match="no memory here to repair"):
        restore_command.run(parser.parse_args(["--repair"]), environment)
    memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "sea and sand"})
    memory.add(memory.begin_conversation(), "you", "hello", "typed")
    memory.close()
    assert restore_command.run(parser.parse_args(["--repair"]), environment) == 0
    err = capsys.readouterr().err
    assert "1 messages are saved" in err
    assert "as it was is kept" in err
