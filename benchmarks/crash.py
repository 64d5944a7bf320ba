"""Kills the app in the middle of turns, and each worker at work, and measures what is lost: `companion bench crash`."""

from __future__ import annotations

import argparse
import itertools
import os
import random
import sys
import time
from dataclasses import dataclass
from typing import Any

from benchmarks._app import App, Wreck
from benchmarks._environment import fresh_environment
from benchmarks._talker import LINES, Talker
from companion.environment import Environment
from companion.events import Event, Failed, Heard, Notice, Said, Token, TurnDone
from companion.memory import open_environment_memory
from companion.runtime.model_chooser import PartName

SMALL = "smollm2-135m"
"""The language model of the fifty apps that are killed: memory is what is tested, and this model is ready in a second."""
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Crash:
    """What killing one worker cost."""

    part: PartName
    lines: tuple[str, ...]
    """The messages shown to the user, up to the end of the next turn."""
    recover_s: float
    """Seconds from the kill to the end of the next turn (her whole reply, or the spoken line heard)."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns lost_messages, integrity_failures, recover_max_s, orphans, lines_per_crash_max (and _min, which is also 1)."""
    dice = random.Random(args.environment.seed or 0)
    apps, each = (6, 3) if args.quick else (50, 20)
    with fresh_environment(args.environment, mind=SMALL) as environment:
        wrecks = [_kill_app(environment, dice, number) for number in range(apps)]
    with fresh_environment(args.environment) as environment:
        crashes, left = _kill_workers(environment, dice, each)
    return {**_apps(wrecks), **_workers(crashes, left + sum(wreck.orphans for wreck in wrecks)), "app_mind": SMALL}


def _apps(wrecks: list[Wreck]) -> dict[str, Any]:
    return {
        "app_kills": len(wrecks),
        "committed": sum(wreck.committed for wreck in wrecks),
        "lost_messages": sum(len(wreck.lost) for wreck in wrecks),
        "integrity_failures": sum(bool(wreck.faults) for wreck in wrecks),
        "killed_after": {
            name: sum(w.last_event == name for w in wrecks) for name in sorted({w.last_event for w in wrecks})
        },
    }


def _workers(crashes: list[Crash], orphans: int) -> dict[str, Any]:
    by_part = {part: [c.recover_s for c in crashes if c.part == part] for part in ("mind", "ear", "voice")}
    return {
        "worker_kills": len(crashes),
        "recover_max_s": round(max(crash.recover_s for crash in crashes), 2),
        "recover_max_by_part_s": {part: round(max(times), 2) for part, times in by_part.items()},
        "lines_per_crash_max": max(len(crash.lines) for crash in crashes),
        "lines_per_crash_min": min(len(crash.lines) for crash in crashes),
        "orphans": orphans,
    }


def _kill_app(environment: Environment, dice: random.Random, number: int) -> Wreck:
    """Has two whole turns (the first reads her persona), then kills the app during the third; looks for all that was reported."""
    app = App(environment)
    try:
        app.have_turn(dice.choice(LINES))
        turn_s = app.have_turn(dice.choice(LINES))
        app.send(f"{dice.choice(LINES)} ({number})")
        app.watch(dice.uniform(0, 1.1 * turn_s))
    finally:
        wreck = app.kill()
    memory = open_environment_memory(environment, os.environ)
    try:
        wreck = wreck.checked_against(memory)
    finally:
        memory.close()
    print(f"app {number}: {wreck}", file=sys.stderr)
    return wreck


def _kill_workers(environment: Environment, dice: random.Random, each: int) -> tuple[list[Crash], int]:
    """Kills each worker so many times at work, in one engine; returns what it cost, and how many processes were left at the end."""
    talker = Talker(environment)
    try:
        parts: tuple[PartName, ...] = ("mind", "ear", "voice")
        crashes = [_kill_worker(talker, part, dice) for part in parts for _ in range(each)]
    finally:
        left = talker.close()
    return crashes, left


def _kill_worker(talker: Talker, part: PartName, dice: random.Random) -> Crash:
    """Begins a turn, kills the worker while it works, then has another turn."""
    talker.forget()
    talker.speak() if part == "ear" else talker.type(dice.choice(LINES))
    events = _until_working(talker, part, dice)
    killed = talker.kill(part)
    events += talker.until(_over, PATIENCE_S)
    talker.speak() if part == "ear" else talker.type(dice.choice(LINES))
    events += talker.until(lambda event: isinstance(event, TurnDone), PATIENCE_S)
    took = time.monotonic() - killed
    lines = tuple(event.message for event in events if isinstance(event, Notice | Failed))
    print(f"{part}: {took:.2f} s, {lines}", file=sys.stderr)
    return Crash(part, lines, took)


def _over(event: Event) -> bool:
    """Whether the turn in which the crash happened has ended."""
    return isinstance(event, TurnDone) or (isinstance(event, Failed) and event.message.startswith("Her hearing"))


def _until_working(talker: Talker, part: PartName, dice: random.Random) -> list[Event]:
    """Waits until the worker is busy, and a random moment longer."""
    if part == "ear":
        talker.wait_utterance(PATIENCE_S)
        return talker.during(dice.uniform(0, 0.2))
    if part == "voice":
        return talker.until(lambda event: isinstance(event, Said), PATIENCE_S) + talker.during(dice.uniform(0, 0.3))
    tokens = itertools.count()
    wanted = dice.randrange(9)
    if wanted == 0:
        return talker.until(lambda event: isinstance(event, Heard), PATIENCE_S) + talker.during(dice.uniform(0, 0.2))
    return talker.until(lambda event: isinstance(event, Token) and next(tokens) + 1 >= wanted, PATIENCE_S)
