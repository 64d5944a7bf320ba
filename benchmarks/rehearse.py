"""Measures how much of her stays when the mind changes, pair by pair, with a made-up home: `companion bench rehearse`.

`--quick` measures the first pair only; `--details` prints every question and both answers.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._rehearsed_home import NOW, SETTINGS, build
from companion.commands.rehearse import row_as_json
from companion.environment import Environment
from companion.memory import open_environment_memory
from companion.rehearsal import Comparison, Rehearsal, RehearsalProgress
from models.store import ModelStore

PAIRS = (
    ("qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b"),
    ("qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"),
    ("qwen2.5-coder-1.5b", "smollm2-135m"),
)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns `continuity_share` and the counts for each pair of minds that are on this computer."""
    store = ModelStore(args.environment.models)
    pairs = [pair for pair in PAIRS if not any(store.missing(mind) for mind in pair)][: 1 if args.quick else None]
    figures: dict[str, Any] = {"pairs": {}}
    for present, new in pairs:
        done = _rehearsed(args.environment, present, new)
        figures["pairs"][f"{present} -> {new}"] = _figures(done, args.details)
    figures["missing"] = [f"{present} -> {new}" for present, new in PAIRS if (present, new) not in pairs]
    return figures


def _rehearsed(environment: Environment, present: str, new: str) -> Comparison:
    with fresh_environment(replace(environment, now=lambda: NOW, settings=replace(SETTINGS, mind=present))) as fresh:
        build(fresh)
        memory = open_environment_memory(fresh, {"COMPANION_PASSPHRASE": "benchmark"})
        try:
            done = Rehearsal(fresh, present, new).run(memory, _show)
        finally:
            memory.close()
    assert done is not None, "nobody calls it off"
    return done


def _show(progress: RehearsalProgress) -> None:
    print(f"{progress.done} of {progress.total} · {progress.mind}: {progress.line}", file=sys.stderr, flush=True)


def _figures(done: Comparison, details: bool) -> dict[str, Any]:
    statuses = ("kept", "lost", "gained", "neither")
    figures: dict[str, Any] = {"continuity_share": done.continuity_share, "checks": len(done.rows)}
    figures |= {status: done.count(status) for status in statuses}  # type: ignore[arg-type]
    figures["differences"] = list(done.differences)
    return {**figures, "details": [row_as_json(row) for row in done.rows]} if details else figures
