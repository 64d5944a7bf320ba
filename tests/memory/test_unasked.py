"""What she said unasked is kept without its words, goes with the line it rests on, and comes back when that is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from companion.memory import Memory
from companion.memory.database import open_database
from companion.memory.migrations import MIGRATIONS
from tests.clock import Clock
from tests.memory.conftest import KEY

BEFORE = next(number for number, one in enumerate(MIGRATIONS) if one.name == "m017")


def test_it_is_kept(reopened: Callable[[], Memory]) -> None:
    memory = reopened()
    line = memory.add(memory.begin_conversation(), "you", "I'll call Amy tomorrow.", "typed")
    said = memory.unasked.add("loose end", line.id, 4)
    memory.unasked.dismiss(said.id)
    (kept,) = reopened().unasked.all()
    assert (kept.kind, kept.message, kept.place, kept.dismissed) == ("loose end", line.id, 4, True)


def test_whether_the_user_has_said_anything_since(memory: Memory, clock: Clock) -> None:
    talk = memory.begin_conversation()
    said = memory.unasked.add("greeting")
    clock.wait(minutes=1)
    memory.add(talk, "her", "Good morning.", "typed")
    assert not memory.unasked.heard_from_since(said.at)
    memory.add(talk, "you", "Morning.", "typed")
    assert memory.unasked.heard_from_since(said.at)


def test_it_goes_with_its_line_and_comes_back_with_it(memory: Memory) -> None:
    talk = memory.begin_conversation()
    line = memory.add(talk, "you", "I'll call Amy tomorrow.", "typed")
    memory.add(talk, "you", "It was windy.", "typed")
    memory.unasked.add("greeting")
    said = memory.unasked.add("loose end", line.id)
    forgotten = memory.forgetting.message(line.id)
    assert [one.kind for one in memory.unasked.all()] == ["greeting"]
    memory.forgetting.undo(forgotten)
    assert memory.unasked.all()[-1] == said
    assert memory.check() == []


def test_a_memory_of_before_has_none_and_can_keep_some(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "memory.db"
    old = open_database(path, KEY, MIGRATIONS[:BEFORE])
    with old.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-03-01T20:00:00.000')")
        writer.execute(
            "insert into message(conversation, speaker, text, at, via) values (1, 'you', 'I will ring Nora.', ?, 'typed')",
            ("2026-03-01T20:00:00.000",),
        )
    old.close()
    memory = Memory(open_database(path, KEY), clock)
    assert memory.unasked.all() == []
    assert memory.unasked.add("loose end", 1).message == 1
    assert memory.check() == []
    memory.close()
