"""Compares the mind chosen for made-up machines with the one docs/MINDS.md promises, and changes the mind in a real talk."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from benchmarks._choice_swap import measure
from benchmarks._choice_table import Promise, promises
from models.catalog import read_catalog
from models.mind_choice import choose_mind


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns `wrong` (rows in which another mind is chosen), and what a change of mind and a download do to a talk."""
    rows = promises()
    chosen = {row.name: choose_mind(read_catalog(), row.circumstances) for row in rows}
    for name, choice in chosen.items():
        print(f"{name}: {choice.reason}", file=sys.stderr)
    return {
        "machines": len(rows),
        "wrong": wrong(rows, {name: choice.entry.id for name, choice in chosen.items()}),
        "chosen": {name: choice.entry.id for name, choice in chosen.items()},
        **measure(args.environment, args.quick),
    }


def wrong(rows: list[Promise], chosen: dict[str, str]) -> int:
    """How many machines got another mind than the table promises."""
    return sum(chosen[row.name] != row.mind for row in rows)
