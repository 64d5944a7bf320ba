"""The table of machines in the documents is read whole, and another mind than the promised one is counted."""

from __future__ import annotations

import pytest

from benchmarks._choice_table import promises
from benchmarks.choice import wrong
from models.catalog import read_catalog
from models.mind_choice import choose_mind


@pytest.mark.parametrize("row", promises(), ids=lambda row: row.name)
def test_each_machine_gets_the_mind_that_is_promised(row) -> None:
    assert choose_mind(read_catalog(), row.circumstances).entry.id == row.mind


def test_there_are_twelve_machines_and_a_wrong_one_is_counted() -> None:
    rows = promises()
    right = {row.name: row.mind for row in rows}
    assert len(right) == 12
    assert wrong(rows, right) == 0
    assert wrong(rows, right | {rows[0].name: "another"}) == 1


@pytest.mark.parametrize("cell", [("4 GB", "4"), ("| no |", "| perhaps |")])
def test_a_cell_that_says_nothing_is_told(cell: tuple[str, str]) -> None:
    row = "| x | 4 GB | 2 GB | 2 | – | – | no | no | y |".replace(*cell)
    with pytest.raises(ValueError, match="is n"):
        promises(row)
