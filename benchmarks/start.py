"""Measures how soon the window is there, a typed line is saved and the LLM is ready: `companion bench start`."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._screen import screen
from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.model_choice import ModelChoice
from models.store import ModelStore

MOMENTS = ("first-frame", "typed-accepted", "mind-ready")
LINE = "hello there"
"""Typed into the window by key events as soon as its first frame is on the screen."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns first_frame_s, typed_accepted_s (committed to memory), mind_ready_s: medians, in seconds since the process began."""
    with fresh_environment(args.environment) as environment, screen() as display:
        warmed = _warm(environment)
        _start(environment, display)  # makes the memory file, and brings the libraries into the page cache
        runs = [_start(environment, display) for _ in range(2 if args.quick else 5)]
    return {**{f"{_name(m)}_s": _median(runs, m) for m in MOMENTS}, "runs": runs, "warmed_mb": warmed}


def _median(runs: list[dict[str, float]], moment: str) -> float:
    return round(statistics.median(run[_name(moment)] for run in runs), 3)


def _name(moment: str) -> str:
    return moment.replace("-", "_")


def _warm(environment: Environment) -> int:
    """Reads the LLM's file, so that it is in the page cache; returns megabytes."""
    store = ModelStore(environment.models)
    llm = ModelChoice(store).llm_id(environment.settings)
    store.require(llm)
    size = 0
    with open(store.file(llm), "rb") as file:
        while block := file.read(1 << 24):
            size += len(block)
    return size >> 20


def _start(environment: Environment, display: dict[str, str]) -> dict[str, float]:
    """Starts the real window once; returns the seconds, by this process's clock, until each moment is reported, then ends it."""
    chosen = {
        "--model": environment.settings.mind,
        "--voice": environment.settings.voice,
        "--ear": environment.settings.ear,
    }
    options = [word for pair in chosen.items() for word in pair]
    told = {"COMPANION_TRACE_START": "1", "COMPANION_TRACE_TYPE": LINE, "COMPANION_MODELS": str(environment.models)}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "companion", "--home", str(environment.home), *options],
        env={**os.environ, **display, **told},
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        try:
            moments = dict(_moments(window, began))
        finally:
            window.terminate()
    print(moments, file=sys.stderr)
    return moments


def _moments(window: subprocess.Popen[str], began: float) -> Iterator[tuple[str, float]]:
    """Yields the moments the window reports. Raises CompanionError when it ends before it has reported all."""
    waiting = set(MOMENTS)
    assert window.stderr is not None
    said = ""
    while waiting:
        said = window.stderr.readline()
        if not said:
            raise CompanionError(
                f"The window closed before {' and '.join(sorted(waiting))}; start `companion` to see why."
            )
        moment = said.split(" ")[0].strip()
        if moment in waiting:
            waiting.discard(moment)
            yield _name(moment), round(time.perf_counter() - began, 3)
