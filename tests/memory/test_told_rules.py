"""Rules are kept with their words and dates, replace each other, are undone, and are forgotten like everything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from companion.commands import known, rules
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.database import open_database
from companion.memory.migrations import MIGRATIONS
from companion.told_rules.rule import Manner
from companion.told_rules.scope import ALWAYS, Scope
from tests.clock import Clock
from tests.memory.conftest import KEY

BLUNT, GENTLE = Manner("niceness", "less"), Manner("niceness", "more")
MORNING = Scope(first=300, last=720)


def in_force(memory: Memory) -> list[str]:
    return [rule.manner.degree for rule in memory.rules.in_force()]


def test_a_rule_is_there_after_a_restart(reopened: Callable[[], Memory]) -> None:
    memory = reopened()
    kept = memory.rules.add(Manner("saying", "none", "lovely"), MORNING, "stop saying lovely in the morning")
    assert reopened().rules.list() == [kept]


def test_a_newer_rule_replaces_one_that_it_covers_and_undoing_it_brings_that_back(memory: Memory) -> None:
    old = memory.rules.add(BLUNT, MORNING, "be blunter in the morning")
    new = memory.rules.add(GENTLE, ALWAYS, "be gentler")
    assert memory.rules.list(ended=False) == [new]
    memory.rules.undo(new.id)
    assert memory.rules.list(ended=False) == [old]
    memory.rules.undo(new.id)
    assert new.id in {rule.id for rule in memory.rules.list(ended=False)}


def test_a_narrower_one_holds_only_in_its_hours(memory: Memory, clock: Clock) -> None:
    memory.rules.add(GENTLE, ALWAYS, "be gentler")
    memory.rules.add(BLUNT, MORNING, "be blunter in the morning")
    assert in_force(memory) == ["more"]
    clock.wait(hours=10)
    assert in_force(memory) == ["less"]


def test_a_newer_one_that_it_contradicts_drops_an_older_one_of_another_kind_in_its_hours(
    memory: Memory, clock: Clock
) -> None:
    older = memory.rules.add(Manner("sentences", "", "1"), ALWAYS, "one sentence only")
    newer = memory.rules.add(Manner("length", "more"), Scope(first=clock().hour * 60, last=1439), "say more today")
    assert memory.rules.in_force() == [newer]
    assert [rules.as_json(rule, memory.rules.in_force())["in_force"] for rule in (older, newer)] == [False, True]
    clock.wait(hours=24 - clock().hour)
    assert memory.rules.in_force() == [older]


def test_one_with_a_last_moment_is_over_then(memory: Memory, clock: Clock) -> None:
    memory.rules.add(BLUNT, Scope(until=clock() + timedelta(hours=1)), "be blunter for an hour")
    assert in_force(memory) == ["less"]
    clock.wait(hours=1)
    assert in_force(memory) == []
    assert memory.rules.list(ended=False) == []
    assert len(memory.rules.list()) == 1


def test_what_is_ended_takes_what_it_replaced_with_it(memory: Memory) -> None:
    memory.rules.add(BLUNT, ALWAYS, "be blunter")
    memory.rules.end([memory.rules.add(GENTLE, ALWAYS, "be gentler").id])
    assert in_force(memory) == []


def test_a_replaced_rule_and_an_unknown_one_cannot_be_undone(memory: Memory) -> None:
    old = memory.rules.add(BLUNT, ALWAYS, "be blunter")
    memory.rules.add(GENTLE, ALWAYS, "be gentler")
    with pytest.raises(CompanionError, match="undo that one"):
        memory.rules.undo(old.id)
    with pytest.raises(CompanionError, match="There is no rule 99"):
        memory.rules.undo(99)


def test_it_goes_with_the_line_that_told_it_and_comes_back_with_it(memory: Memory) -> None:
    line = memory.add(memory.begin_conversation(), "you", "Be blunter.", "typed")
    old = memory.rules.add(GENTLE, ALWAYS, "be gentler")
    memory.rules.add(BLUNT, ALWAYS, "Be blunter.", line.id)
    forgotten = memory.forgetting.message(line.id)
    assert memory.rules.list() == [old]
    memory.forgetting.undo(forgotten)
    assert in_force(memory) == ["less"]


def test_it_goes_when_the_line_no_longer_says_it(memory: Memory) -> None:
    line = memory.add(memory.begin_conversation(), "you", "Be blunter.", "typed")
    memory.rules.add(BLUNT, ALWAYS, "Be blunter.", line.id)
    memory.edit(line.id, "Be blunter. Please.")
    assert in_force(memory) == ["less"]
    memory.edit(line.id, "Be gentler.")
    assert memory.rules.list() == []


def test_forgetting_everything_removes_every_rule_from_the_file_and_its_copies(memory: Memory, clock: Clock) -> None:
    memory.add(memory.begin_conversation(), "you", "Hello.", "typed")
    memory.rules.add(Manner("saying", "none", "marzipan"), ALWAYS, "never say marzipan")
    copy = memory.backups.make()
    before = open_database(copy, KEY)
    assert len(before.rows("select * from told_rule")) == 1
    before.close()
    forgotten = memory.forgetting.period(clock() - timedelta(days=1), clock())
    assert memory.forgetting.make_final(forgotten) == ()
    assert memory.rules.list() == []
    held = open_database(copy, KEY)
    assert held.rows("select * from told_rule") == []
    held.close()


def test_one_rule_is_forgotten_for_good(memory: Memory) -> None:
    rule = memory.rules.add(BLUNT, ALWAYS, "be blunter")
    memory.forgetting.make_final(memory.forgetting.rule(rule.id))
    assert memory.rules.list() == []


def test_a_file_without_rules_is_migrated_and_keeps_what_was_forgotten(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "memory.db"
    database = open_database(path, KEY, MIGRATIONS[:6])
    with database.writing() as writer:
        writer.execute("insert into forgotten(at) values ('2026-01-01')")
        writer.execute("insert into gone(kind, uid, forgotten) values ('message', x'01', 1)")
    database.close()
    memory = Memory(open_database(path, KEY), clock)
    assert memory.database.rows("select kind, uid, forgotten from gone") == [("message", b"\x01", 1)]
    assert memory.rules.add(BLUNT, ALWAYS, "be blunter").id == 1
    memory.close()


def test_the_terminal_adds_lists_undoes_and_forgets(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(rules) == 0
    assert command(rules, "add", "Be blunter in the morning", "--json") == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["text"], added["quote"]) == ("She is blunter, in the morning.", "Be blunter in the morning")
    command(rules)
    assert "She is blunter, in the morning." in capsys.readouterr().out
    command(rules, "undo", str(added["id"]))
    assert "(ended 2026-03-02)" in capsys.readouterr().out
    command(rules, "list", "--all", "--json")
    assert json.loads(capsys.readouterr().out)["in_force"] is False
    command(rules, "forget", str(added["id"]))
    command(rules, "list", "--all")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["The days are getting shorter.", "Be blunter when I'm tired."])
def test_the_terminal_refuses_what_is_no_rule(command: Callable[..., int], text: str) -> None:
    with pytest.raises(CompanionError):
        command(rules, "add", text)


def test_rules_are_exported(memory: Memory, clock: Clock) -> None:
    memory.rules.add(BLUNT, MORNING, "be blunter in the morning")
    out = StringIO()
    known.write_json(memory, out, clock())
    assert json.loads(out.getvalue())["rules"][0]["text"] == "She is blunter, in the morning."
    out = StringIO()
    known.write_markdown(memory, out, clock())
    assert "# How she changed\n\n- She is blunter, in the morning." in out.getvalue()
