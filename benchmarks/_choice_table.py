"""Reads the made-up machines and the mind promised to each from the table in docs/MINDS.md."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.machine import Card, Machine
from models.measured import Measured
from models.mind_choice import Circumstances

TABLE = Path(__file__).resolve().parent.parent / "docs/MINDS.md"
COLUMNS = 9


@dataclass(frozen=True)
class Promise:
    """One row: a machine, and the mind it is promised."""

    name: str
    circumstances: Circumstances
    mind: str


def promises(text: str | None = None) -> list[Promise]:
    """The rows of the table, of docs/MINDS.md unless a text is given. Raises ValueError for a cell that says nothing."""
    lines = (text if text is not None else TABLE.read_text(encoding="utf-8")).splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [_promise(row) for row in rows if len(row) == COLUMNS and row[3].isdigit()]


def _promise(row: list[str]) -> Promise:
    name, memory, free, cores, reads, card, answers, asked, mind = row
    machine = Machine(round(_giga(memory)), int(cores), round(_giga(free)), _card(card))
    reachable, wanted = _yes(answers), _yes(asked)
    measured = Measured(hub=reachable if wanted else None)
    reading = None if reads == "–" else _giga(reads.removesuffix("/s"))
    return Promise(name, Circumstances(machine, measured, bytes_per_s=reading), mind)


def _card(cell: str) -> Card | None:
    if cell == "–":
        return None
    memory, _, reads = cell.partition(", ")
    return Card(round(_giga(memory)), _giga(reads.removesuffix("/s")) if reads else None)


def _giga(cell: str) -> float:
    if not cell.endswith(" GB"):
        raise ValueError(f"“{cell}” is not a number of GB.")
    return float(cell.removesuffix(" GB")) * 1e9


def _yes(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise ValueError(f"“{cell}” is neither yes nor no.")
    return cell == "yes"
