"""Measures her diary: whether each line rests on what was said, how often the mind's words stand, how fast a word stops her.

`companion bench diary [--data DIR]`: made-up days, and with `--data` the evenings and the companion talks there. With `--quick` no
mind is loaded: code writes every line, and a slow stand-in is what is stopped.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks._environment import fresh_environment
from companion.diary import forms
from companion.diary.own_time import BUDGET_S, OwnTime
from companion.diary.writing import DiaryWriter, Phrased
from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.memory.diary import DiaryLine
from companion.remembering import extract_facts
from companion.remembering.idle import IdleWork
from companion.replying.prompt import Form
from companion.runtime.model_choice import ModelChoice
from companion.settings import Settings
from companion.text.grounding import content_words, ungrounded
from companion.text.topics import mentions
from models.language import GenerateRequest, LanguageModel, PrefillRequest, ScoreRequest, TextChunk
from models.store import ModelStore

STOPS = 20
_DANGER = "alive any more"
_SLACK_S = 1.0
"""The LLM ends within a token of the budget, and a token takes a tenth of a second."""


@dataclass(frozen=True)
class Day:
    """What somebody said on a day."""

    who: str
    lines: tuple[str, ...]
    never: str = ""


@dataclass
class Told:
    """What was written about all days."""

    lines: list[DiaryLine] = field(default_factory=list)
    forbidden: int = 0
    danger: int = 0
    questions: int = 0
    broken: int = 0
    """Days on which the LLM worked longer than it may."""


class SlowMind(LanguageModel):
    """Says nothing of use, a word every 20 ms, until it is stopped."""

    context = 4096

    def open(self) -> None:
        """Nothing is loaded."""

    def count(self, text: str) -> int:
        """A token a word."""
        return len(text.split())

    def generate(self, request: GenerateRequest, cancelled: Callable[[], bool]) -> Iterator[TextChunk]:
        """Fifty words, and no more after `cancelled`."""
        for _ in range(50):
            if cancelled():
                return
            time.sleep(0.02)
            yield TextChunk("word ")

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """It reads nothing ahead."""

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> None:
        """It can't tell."""

    def hold(self, on: bool) -> None:
        """It goes on."""

    def abort(self) -> None:
        """It looks by itself."""

    def close(self) -> None:
        """Nothing to free."""


class CountingWriter(DiaryWriter):
    """Counts what it was asked and how often the answer stood."""

    tries = stood = 0

    def phrase(self, said: str, told: str, cancelled: Callable[[], bool], budget_s: float) -> Phrased:
        """As it does, counted."""
        phrased = super().phrase(said, told, cancelled, budget_s)
        self.tries += phrased.tries
        self.stood += bool(phrased.text)
        return phrased


@dataclass
class Clock:
    """The time of the days; moved by hand."""

    time: datetime = datetime(2026, 3, 2, 20)

    def __call__(self) -> datetime:
        """The time."""
        return self.time


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns the figures; shares from 0 to 1."""
    days, told = _days(args.data), Told()
    with _mind(args) as (name, mind, form):
        writer = CountingWriter(mind, form)
        for day in days:
            with _memory(args.environment) as (memory, clock):
                _write(day, memory, clock, writer if name else None, told, args.details)
        stops = sorted(_stop(args.environment, mind, form, number) for number in range(STOPS))
    words = [len(line.text.split()) for line in told.lines]
    return {
        "mind": name or "none",
        "days": len(days),
        "lines": len(told.lines),
        "questions": told.questions,
        "grounded_share": _share(sum(map(_grounded, told.lines)), len(told.lines)),
        "tries": writer.tries,
        "stands_share": _share(writer.stood, writer.tries),
        "by_mind_share": _share(sum(line.by == "mind" for line in told.lines), len(told.lines)),
        "forbidden": told.forbidden,
        "danger": told.danger,
        "budget_broken": told.broken,
        "words": round(statistics.mean(words), 1) if words else 0,
        "stops": len(stops),
        "stop_p95_ms": round(stops[math.ceil(0.95 * len(stops)) - 1], 1),
        "stop_max_ms": round(stops[-1], 1),
    }


@contextmanager
def _mind(args: argparse.Namespace) -> Iterator[tuple[str, LanguageModel, Form]]:
    """The mind in use with its name; with `--quick` or without one, the slow stand-in, which has none."""
    chosen = None if args.quick else ModelChoice(ModelStore(args.environment.models)).llm(args.environment)
    mind = chosen.make(lambda sentence: print(sentence, file=sys.stderr)) if chosen is not None else SlowMind()
    mind.open()
    try:
        yield (chosen.name, mind, chosen.summary_form) if chosen is not None else ("", mind, "transcript")
    finally:
        mind.close()


def _days(data: Path | None) -> list[Day]:
    text = resources.files("benchmarks").joinpath("diary_days.toml").read_text(encoding="utf-8")
    days = [Day(one["who"], tuple(one["lines"]), one.get("never", "")) for one in tomllib.loads(text)["day"]]
    if data is None:
        return days
    days += [Day(path.stem, tuple(path.read_text().splitlines())) for path in sorted((data / "talk").glob("*.txt"))]
    bank = data / "memory" / "memorybank" / "memory_bank_en.json"
    if bank.exists():
        for who, life in json.loads(bank.read_text()).items():
            days += [Day(who.strip(), tuple(one["query"] for one in said)) for said in life["history"].values()]
    return days


def _write(day: Day, memory: Memory, clock: Clock, writer: DiaryWriter | None, told: Told, details: bool) -> None:
    talk = memory.begin_conversation()
    if day.never:
        memory.facts.add(f"Never bring up {day.never}", "boundary")
    for line in day.lines:
        memory.add(talk, "you", line, "typed")
        memory.add(talk, "her", "I see.", "typed")
        clock.time += timedelta(minutes=1)
    clock.time += timedelta(hours=2)
    own_time = OwnTime(memory, clock, Settings, mains=lambda: True)
    own_time.writer = writer
    while own_time.step(lambda: False):
        pass
    lines = memory.diary.list()
    said = [source.text for line in lines for source in line.sources]
    told.lines += lines
    told.questions += len(memory.to_ask.list())
    told.forbidden += sum(bool(day.never) and mentions(day.never, line.text) for line in lines)
    told.danger += sum(_DANGER in one for one in said) + (any(_DANGER in one for one in day.lines) and bool(lines))
    told.broken += memory.diary.spent_today() > BUDGET_S + _SLACK_S
    if details:
        for one in lines:
            print(f"{day.who}: {one.text} [{one.by}]", file=sys.stderr)


def _grounded(line: DiaryLine) -> bool:
    """Whether names, numbers and the words that carry meaning are those of its sources, or of a written form."""
    said = [source.text for source in line.sources]
    written = " ".join(form.format_map(_Blank()) for form in forms.all_forms())
    return not ungrounded(line.text, [*said, written]) and content_words(line.text) <= content_words(
        " ".join([*said, written])
    )


class _Blank(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return ""


def _stop(environment: Environment, mind: LanguageModel, form: Form, number: int) -> float:
    """Milliseconds from the first sound of somebody speaking until her step has ended."""
    dice = random.Random(number)
    begun, ended = threading.Event(), threading.Event()
    with _memory(environment) as (memory, clock):
        talk = memory.begin_conversation()
        for line in (one for day in _days(None)[4:] for one in day.lines):
            memory.add(talk, "you", line, "typed")
        clock.time += timedelta(hours=2)
        own_time = OwnTime(memory, clock, Settings, mains=lambda: True)
        own_time.writer = DiaryWriter(mind, form, number + 1)

        def step(cancelled: Callable[[], bool]) -> bool:
            begun.set()
            done = own_time.step(cancelled)
            ended.set()
            return done

        idle = IdleWork(step, mind.abort, quiet_s=0)
        idle.open()
        idle.set_busy(False)
        begun.wait()
        time.sleep(dice.uniform(0, 1.5))
        at = time.monotonic()
        idle.set_busy(True)
        ended.wait()
        took = 1000 * (time.monotonic() - at)
        idle.close()
    return took


@contextmanager
def _memory(environment: Environment) -> Iterator[tuple[Memory, Clock]]:
    clock = Clock()
    with fresh_environment(environment) as fresh:
        memory = open_environment_memory(replace(fresh, now=clock), os.environ, extract=extract_facts)
        try:
            yield memory, clock
        finally:
            memory.close()


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
