"""Reads ordinary evenings, what people said in a row, by writers who knew no rule: lines that ask for nothing and show no danger.

Those of `companion/text/lines/evenings.jsonl` are learnt by the classifiers of care, deeds and temptations; those of
`benchmarks/evenings_unlearnt.jsonl` are for measuring alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LEARNT = Path(__file__).resolve().parent.parent / "companion/text/lines/evenings.jsonl"
UNLEARNT = Path(__file__).with_name("evenings_unlearnt.jsonl")


@dataclass(frozen=True)
class Evening:
    """What one person said in one evening."""

    lines: tuple[str, ...]
    asking: frozenset[str]
    """Those of the lines that do ask for a deed, or for what she cannot do or know."""

    def told(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Each line that asks for no deed, with those before it, oldest first."""
        for at, line in enumerate(self.lines):
            if line not in self.asking:
                yield line, self.lines[:at]


def ordinary_lines(file: Path = LEARNT) -> list[str]:
    """Every line of a file's evenings that asks for no deed and for nothing that she cannot do."""
    return [line for evening in evenings(file) for line, _before in evening.told()]


def evenings(file: Path = LEARNT) -> list[Evening]:
    """The evenings of a file, as written."""
    rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    return [Evening(tuple(row["lines"]), frozenset(row.get("asking", ()))) for row in rows]
