"""Measures how much memory the whole app takes, and what listening costs while nobody speaks: `companion bench memory`.

The real window, on a virtual screen and sound card, with a memory that holds one conversation of days ago. She sums that up and
is asked about it (thinking back), then talks about something else (talk), then has had nothing to do for some minutes (idle).
A figure without a state is the highest of the three. PSS: a process's own pages, and its share of those it shares with others;
MB of 2^20 bytes. Let no other program use the same models meanwhile: it would take over a part of what they share.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._processes import AppProcesses, highest
from benchmarks._window_app import WindowApp, spoken, window_app
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import open_environment_memory
from companion.runtime.model_choice import ModelChoice
from companion.runtime.worker_process import REST_S
from models.store import ModelStore

PARTS = ("mind", "window", "ear", "voice")
TOLD = (
    "My sister Anna has moved to a little house by the sea.",
    "She paints the doors of the boats in the harbour.",
    "I went to see her on Sunday, and we walked along the pier.",
    "Her dog is called Biscuit, and he is afraid of the gulls.",
    "We had soup in the harbour, and she told me about the storm.",
    "I came home by the late train and slept until noon.",
)
"""What was said days ago."""
ASKED = "What is the name of my sister's dog?"
TALK = ("I walked home along the river tonight.", "The bakery was closed, so I had an apple.")
SETTLED_S, BUSY_SHARE = 8.0, 0.3
"""Her background work is over when her mind has used less than this share of a core for so long."""
WORK_S = 300.0


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns PSS in MB by part, how often the LLM's file is loaded, and processor time and wake-ups while she listens."""
    file = _llm_file(args.environment)
    with _home(args.environment) as environment, window_app(environment) as app:
        processes = AppProcesses(app.pid)
        states = _states(app, processes, args.environment)
        copies = _copies(processes, file, states["thinking_back"]["mind"])
        listening = _listening(processes, 20 if args.quick else 60)
    size = file.stat().st_size / 2**20
    return {**_figures(states), "mind_file_mb": round(size), "copies_of_mind": copies, **listening}


def _llm_file(environment: Environment) -> Path:
    store = ModelStore(environment.models)
    llm = ModelChoice(store).llm_id(environment.settings)
    store.require(llm)
    return store.file(llm)


@contextmanager
def _home(given: Environment) -> Iterator[Environment]:
    """Gives a data folder whose memory holds a conversation of three days ago."""
    with fresh_environment(given, your_name="Theo", listening=True, mode="hands-free") as environment:
        memory = open_environment_memory(environment, os.environ)
        at = environment.now() - timedelta(days=3)
        conversation = memory.begin_conversation()
        for number, line in enumerate(TOLD):
            memory.add(conversation, "you", line, "typed", at + timedelta(minutes=number))
            memory.add(conversation, "her", "I see.", "typed", at + timedelta(minutes=number, seconds=20))
        memory.close()
        yield environment
        memory = open_environment_memory(environment, os.environ)
        summed_up = memory.summaries.for_conversation(conversation) is not None
        memory.close()
        if not summed_up:
            raise CompanionError("She had not summed up what was said; the figures are too low. Run this again.")


def _states(app: WindowApp, processes: AppProcesses, models: Environment) -> dict[str, dict[str, float]]:
    """Returns PSS by part in each state: the highest value on the way there and at its end."""
    sounds, rate = spoken(models, (ASKED, *TALK))
    states: dict[str, dict[str, float]] = {}
    with _watched(processes, states, "thinking_back") as look:
        _settle(processes, look)
        app.hear(sounds[0], rate, look)
    with _watched(processes, states, "talk") as look:
        for sound in sounds[1:]:
            app.hear(sound, rate, look)
    _settle(processes, lambda: None)
    time.sleep(REST_S + 10)
    with _watched(processes, states, "idle") as look:
        look()
    return states


@contextmanager
def _watched(processes: AppProcesses, states: dict[str, dict[str, float]], name: str) -> Iterator[Callable[[], object]]:
    samples: list[dict[str, float]] = []
    yield lambda: samples.append(processes.pss_mb())
    states[name] = highest([*samples, processes.pss_mb()])
    print(f"{name}: " + ", ".join(f"{part} {mb:.0f}" for part, mb in states[name].items()), file=sys.stderr)


def _settle(processes: AppProcesses, look: Callable[[], object]) -> None:
    """Wait until her mind has nothing to do. Raises CompanionError when that takes too long."""
    end = time.monotonic() + WORK_S
    while time.monotonic() < end:
        before = processes.cpu_s().get("mind", 0.0)
        for _ in range(int(SETTLED_S)):
            time.sleep(1)
            look()
        if processes.cpu_s().get("mind", 0.0) - before < BUSY_SHARE * SETTLED_S:
            return
    raise CompanionError("Her background work did not come to an end; the figures would be too high.")


def _copies(processes: AppProcesses, file: Path, mind_pss_mb: float) -> int:
    """How many times the LLM's weights are in memory, by the mappings of the file and, if it was read otherwise, by the size."""
    return max(processes.mappings(file), round(mind_pss_mb * 2**20 / file.stat().st_size))


def _figures(states: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Names the values: the highest of the states, then each."""
    whole = {state: {**parts, "total": sum(parts.values())} for state, parts in states.items()}
    most = highest(whole.values())
    named = {f"{part}_pss_mb": round(most.get(part, 0.0)) for part in (*PARTS, "total")}
    return {**named, "states": {s: {p: round(mb) for p, mb in parts.items()} for s, parts in whole.items()}}


def _listening(processes: AppProcesses, seconds: float) -> dict[str, float]:
    """Returns shares of one core and wake-ups a second while the app listens and nobody speaks."""
    before, woken, began = processes.cpu_s(), processes.wake_ups(), time.monotonic()
    time.sleep(seconds)
    took = time.monotonic() - began
    spent = {part: (now - before.get(part, 0.0)) / took for part, now in processes.cpu_s().items()}
    return {
        "listening_cpu_share": round(spent["window"], 4),
        "all_processes_cpu_share": round(sum(spent.values()), 4),
        "wake_ups_per_s": round((processes.wake_ups() - woken) / took, 1),
    }
