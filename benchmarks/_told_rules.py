"""Counts how many replies keep ten rules that she is told, over two hundred turns and a restart.

`rules_kept` is called by the benchmark of her persona; `python -m benchmarks._told_rules` runs it alone, with a mind that obeys
none of them or, with `--mind`, the LLM of the settings; `--silent` does not tell her the rules and counts what is kept by chance.
What a reply breaks is judged here by patterns of its own, not by those that enforce the rules.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from benchmarks._environment import fresh_environment
from companion.commands.session import Events
from companion.engine import Devices, Engine
from companion.environment import Environment, find_environment
from companion.events import CareTaken, Event, Failed, HelpShown, RuleTold, TurnDone
from companion.runtime.model_choice import ModelChoice
from companion.runtime.model_chooser import ChosenLlm
from companion.settings import Settings
from companion.text.style import count_sentences
from models.catalog import CatalogEntry
from models.language import (
    EndOfLine,
    GenerateRequest,
    LabelScores,
    LanguageModel,
    PrefillRequest,
    ScoreRequest,
    TextChunk,
    Usage,
)
from models.store import ModelStore

TURNS = 200
STEP = timedelta(minutes=37)
"""Time from one turn to the next, so that every hour of the day comes."""
START = datetime(2026, 3, 2, 7, 30)


@dataclass(frozen=True)
class TaughtRule:
    """A rule as the user tells it, and what breaks it."""

    line: str
    broken: Callable[[Sequence[str], str], bool]
    """Given her replies since it was told, the last one last, and the line that the last one answers."""
    hours: tuple[int, int] = (0, 24)
    """From which hour up to which it holds."""

    def holds(self, now: datetime) -> bool:
        """Whether it holds at that time."""
        first, last = self.hours
        return first <= now.hour < last if first < last else now.hour >= first or now.hour < last


def _without(pattern: str, unless: str = r"(?!)") -> Callable[[Sequence[str], str], bool]:
    """Broken by a reply with the pattern, unless the line asks for it."""
    wrong, asked = re.compile(pattern, re.IGNORECASE), re.compile(unless, re.IGNORECASE)
    return lambda replies, line: bool(wrong.search(replies[-1])) and not asked.search(line)


def _asks_often(replies: Sequence[str], _line: str) -> bool:
    """Two questions in a reply, or one although one of the two replies before it asked."""
    return replies[-1].count("?") > 1 or ("?" in replies[-1] and any("?" in before for before in replies[-3:-1]))


RULES = (
    TaughtRule("Ask me less, please.", _asks_often),
    TaughtRule("No exclamation marks, please.", _without("!")),
    TaughtRule("Don't call me darling.", _without(r"\bdarling\b")),
    TaughtRule("Never say ‘how interesting’.", _without(r"how interesting")),
    TaughtRule("No emojis.", _without("[\U0001f300-\U0001faff\u2600-\u27bf]")),
    TaughtRule(
        "Don't give me advice.",
        _without(
            r"\byou (?:should|ought to|could try)\b|\bwhy don't you\b|\bhave you tried\b|\btry (?:to|a|some)\b|\bi suggest\b|"
            r"\bmake sure\b",
            r"\b(?:should i|what (?:do you (?:suggest|recommend)|would you do)|advice|how (?:do|can|should) i|what should)\b",
        ),
    ),
    TaughtRule("Don't tease me.", _without(r"\bkidding\b|\bteas(?:e|ing)\b|\bsilly you\b|\byou rascal\b")),
    TaughtRule(
        "You're too nice. Be blunter in the morning.",
        _without(r"\b(?:lovely|wonderful|amazing|delightful)\b|\bi'm so (?:glad|proud|happy)\b|\byou're so brave\b"),
        (5, 12),
    ),
    TaughtRule(
        "Keep your answers short.", lambda replies, _: count_sentences(replies[-1]) > 2 or len(replies[-1].split()) > 20
    ),
    TaughtRule("One sentence only after ten.", lambda replies, _: count_sentences(replies[-1]) > 1, (22, 5)),
)
_WAYWARD = (
    "How interesting, darling, that makes {n} times!",
    "What happened then, and how did it feel the {n}th time?",
    "And what will you do about all {n} of them?",
    "You should try a long walk and count to {n}.",
    "Why don't you make sure that number {n} is right!",
    "Just kidding, silly you, it is only {n} 😊.",
    "How lovely, that is wonderful news, all {n} of it!",
    "I'm so glad that there are {n}, darling!",
    "You're so brave, that sounds amazing, all {n} of it.",
    "Number {n} is a good number, and it goes on being one for quite a while, because numbers do that whether one counts or not.",
)
_FIT = (
    "Number {n} it is, then.",
    "Fair enough, for the {n}th time.",
    "Right, and that makes {n}.",
    "Well, {n} is no small number.",
)


class WaywardMind(LanguageModel):
    """Breaks every rule it can, and says something harmless in between."""

    def __init__(self, seed: int = 1) -> None:
        self.context = 4096
        self._dice, self._number = random.Random(seed), 0

    def open(self) -> None:
        """Nothing to load."""

    def count(self, text: str) -> int:
        """A token a word."""
        return len(text.split())

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """Four to seven sentences, mostly wayward ones."""
        for _ in range(self._dice.randint(4, 7)):
            if cancelled():
                break
            self._number += 1
            yield TextChunk(
                self._dice.choice(_WAYWARD if self._dice.random() < 0.7 else _FIT).format(n=self._number) + " "
            )
        yield Usage(100, 10, 10, 0.01, 0.01, "stop")

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Nothing to read ahead."""

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        """It can't tell."""

    def hold(self, on: bool) -> None:
        """It needs no processor."""

    def abort(self) -> None:
        """It ends at once anyway."""

    def close(self) -> None:
        """Nothing to free."""


class WaywardChoice(ModelChoice):
    """Chooses that mind, and needs no download."""

    def missing(self, settings: Settings) -> tuple[CatalogEntry, ...]:
        """None."""
        return ()

    def llm(self, environment: Environment) -> ChosenLlm | None:
        """The wayward mind."""
        return ChosenLlm("wayward", "transcript", lambda _died: WaywardMind())

    def embedder(self, environment: Environment) -> None:
        """None: the lines are not searched by meaning."""


@dataclass
class RuleCounts:
    """What came of it."""

    understood: int = 0
    """Rules that were kept when they were told."""
    checked: int = 0
    """Replies times the rules that held for them."""
    broken: Counter[str] = field(default_factory=Counter)
    """How often, by the line that told the rule."""
    empty: int = 0
    """Replies without a word."""
    after_restart: int = 0
    """How many rules were still known after the restart."""

    def figures(self) -> dict[str, Any]:
        """As the benchmark prints them."""
        return {
            "rules_told": len(RULES),
            "rules_understood": self.understood,
            "rules_kept": round(1 - sum(self.broken.values()) / max(1, self.checked), 4),
            "rule_checks": self.checked,
            "rules_broken": dict(self.broken),
            "empty_replies": self.empty,
            "rules_after_restart": self.after_restart,
        }


def rules_kept(environment: Environment, turns: int = TURNS, mind: bool = False, tell: bool = True) -> dict[str, Any]:
    """Tells her the ten rules in the first half, restarts her in the middle, and counts; `mind`: with the LLM of the settings.

    Without `tell` she is not told them, and what she keeps is chance. Replies of care, which no rule binds, are not counted.
    """
    clock = [START]
    counts, replies = RuleCounts(), [""]
    told: list[tuple[TaughtRule, int]] = []
    with fresh_environment(environment, voice="none", your_name="Theo") as home:
        home = replace(home, now=lambda: clock[0])
        lines = iter(_lines(turns))
        for half in range(2):
            with _open(home, mind) as talk:
                if half:
                    counts.after_restart = talk.rules_known()
                for turn in range(turns // 2):
                    clock[0] += STEP
                    if not half and turn % max(1, turns // 20) == 0 and len(told) < len(RULES):
                        rule, before = RULES[len(told)], talk.made
                        replies += [talk.say(rule.line)] if tell else []
                        counts.understood += talk.made > before
                        told.append((rule, len(replies)))
                    line = next(lines)
                    replies.append(talk.say(line))
                    if not talk.cared:
                        _judge(counts, told, replies, line, clock[0])
    return counts.figures()


def _judge(
    counts: RuleCounts, told: Sequence[tuple[TaughtRule, int]], replies: Sequence[str], line: str, now: datetime
) -> None:
    counts.empty += not replies[-1].strip()
    print(f"> {line}\n  {replies[-1]}", file=sys.stderr)
    for rule, since in told:
        if rule.holds(now):
            counts.checked += 1
            if rule.broken(replies[since:], line):
                counts.broken[rule.line] += 1
                print(f"  broken: {rule.line}", file=sys.stderr)


def _lines(turns: int) -> list[str]:
    """Ordinary lines of an evening, again and again, in another order each time."""
    table = tomllib.loads(resources.files("benchmarks").joinpath("talk_lines.toml").read_text(encoding="utf-8"))
    dice, lines = random.Random(3), [*table["openings"], *table["evening"]]
    return [line for _ in range(turns // len(lines) + 1) for line in dice.sample(lines, len(lines))][:turns]


class _Talk:
    """A conversation with an engine that is open."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._events = engine, Events()
        self.made, self.cared = 0, False
        """How many rules were made; whether the last reply was one of care."""
        engine.subscribe(self._note)
        engine.subscribe(self._events.put)

    def wait(self) -> None:
        """Wait for her mind."""
        self._events.wait_ready(frozenset({"mind"}))

    def say(self, line: str) -> str:
        """Her reply."""
        self.cared = False
        end = self._events.wait_turn(self._engine.say(line))
        return end.reply if isinstance(end, TurnDone) else ""

    def rules_known(self) -> int:
        """How many lines told a rule that is in her memory."""
        assert self._engine.memory is not None
        return len({rule.quote for rule in self._engine.memory.rules.list(ended=False)})

    def _note(self, event: Event) -> None:
        self.made += isinstance(event, RuleTold)
        if isinstance(event, Failed):
            print(f"failed: {event.message}", file=sys.stderr)
        self.cared |= isinstance(event, CareTaken | HelpShown)


@contextmanager
def _open(environment: Environment, mind: bool) -> Iterator[_Talk]:
    store = ModelStore(environment.models)
    engine = Engine(environment, Devices(), ModelChoice(store) if mind else WaywardChoice(store))
    talk = _Talk(engine)
    try:
        engine.open()
        talk.wait()
        yield talk
    finally:
        engine.close()


def main() -> None:
    """Runs it alone and prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS, help="how many lines she answers")
    parser.add_argument(
        "--mind", action="store_true", help="with the LLM of the settings in place of one that obeys nothing"
    )
    parser.add_argument("--silent", action="store_true", help="do not tell her the rules")
    args = parser.parse_args()
    found = rules_kept(find_environment(None, os.environ), args.turns, args.mind, not args.silent)
    print(json.dumps(found, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
