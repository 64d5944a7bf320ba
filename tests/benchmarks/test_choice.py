"""The table of machines in the documents is read whole, and another mind than the promised one is counted."""

from __future__ import annotations

import pytest

from benchmarks._choice_swap import counted
from benchmarks._choice_table import promises
from benchmarks.choice import wrong
from companion.events import Failed, Heard, Interrupted, TurnDone
from models.catalog import read_catalog
from models.mind_choice import choose_mind


@pytest.mark.parametrize("row", promises(), ids=lambda row: row.name)
def test_each_machine_gets_the_mind_that_is_promised(row) -> None:
    assert choose_mind(read_catalog(), row.circumstances).entry.id == row.mind


def test_there_are_seventeen_machines_and_a_wrong_one_is_counted() -> None:
    rows = promises()
    right = {row.name: row.mind for row in rows}
    assert len(right) == 17
    assert wrong(rows, right) == 0
    assert wrong(rows, right | {rows[0].name: "another"}) == 1


@pytest.mark.parametrize("cell", [("4 GB", "4"), ("| no |", "| perhaps |")])
def test_a_cell_that_says_nothing_is_told(cell: tuple[str, str]) -> None:
    row = "| x | 4 GB | 2 GB | 2 | – | – | no | no | y |".replace(*cell)
    with pytest.raises(ValueError, match="is n"):
        promises(row)


def test_a_line_that_is_not_kept_or_never_answered_is_lost() -> None:
    heard = [Heard(turn=turn, text=text, start=0, end=0) for turn, text in ((1, "a"), (2, "b"), (3, "c"))]
    done = [TurnDone(turn=1, reply="A.", gap_s=1.0, phases={}), TurnDone(turn=2, reply="B.", gap_s=1.0, phases={})]
    assert counted([*heard, *done], ["a", "b", "c"]) == {"lines": 3, "lost_lines": 1, "broken_turns": 0}
    assert counted([*heard[:2], *done], ["a"]) == {"lines": 2, "lost_lines": 1, "broken_turns": 0}


def test_a_turn_that_failed_or_has_no_words_is_broken() -> None:
    heard = [Heard(turn=turn, text="a", start=0, end=0) for turn in (1, 2, 3)]
    ends = [
        TurnDone(turn=1, reply="", gap_s=None, phases={}),
        Failed(turn=2, message="It broke."),
        Interrupted(turn=3, heard="", gap_s=None, phases={}),
    ]
    assert counted([*heard, *ends], ["a"]) == {"lines": 3, "lost_lines": 0, "broken_turns": 2}
