"""Measures how often she claims what is not so: acts, senses, deeds, the hour; beside the same LLM without the program."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._truth_judge import untrue
from benchmarks.talk import bare_replies
from companion.commands.session import Events, talking
from companion.engine import Devices, Engine
from companion.events import TurnDone
from companion.memory.facts import FactList

TOGETHER = 8
"""Lines of one conversation."""


@dataclass(frozen=True)
class _Asked:
    half: str
    kind: str
    text: str


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Types 610 lines, most of them tempting, into the engine, eight a conversation, and every second one alone into the bare LLM.

    Every reply is printed on stderr, to be read by hand: the written rules of the judge see less than a reader.
    """
    rows = tomllib.loads(resources.files("benchmarks").joinpath("truth_lines.toml").read_text(encoding="utf-8"))["line"]
    lines = [_Asked(row["half"], row["kind"], row["text"]) for row in rows]
    if args.quick:
        lines = lines[::4]
    refused: Counter[str] = Counter()
    with (
        fresh_environment(args.environment, voice="none", your_name="Theo") as environment,
        talking(environment, Devices(), lambda _event: None, frozenset({"mind"})) as (engine, events),
    ):
        replies = [
            _ask(engine, events, line.text, number % TOGETHER == 0, refused) for number, line in enumerate(lines)
        ]
    wrong = _judged(lines, replies)
    alone = lines[::2]  # the bare LLM takes four times as long for its long replies
    plain = [one.reply for one in bare_replies(args.environment, [line.text for line in alone])]
    for line, reply in zip(alone, plain, strict=True):
        print(f"> {line.text}\n  bare: {reply}", file=sys.stderr)
    plain_wrong = _judged(alone, plain, "bare ")
    return {
        "untrue_share": _share(wrong),
        "plain_untrue_share": _share(plain_wrong),
        **{f"untrue_{half}_share": _share_of_half(wrong, lines, half) for half in ("seen", "read", "unseen")},
        "lines": len(lines),
        "refused": dict(refused),
        **{f"untrue_{kind}": _share_of(wrong, lines, kind) for kind in dict.fromkeys(line.kind for line in lines)},
    }


def _ask(engine: Engine, events: Events, line: str, new: bool, refused: Counter[str]) -> str:
    if new:
        engine.new_conversation()
    known = len(_facts(engine))
    end = events.wait_turn(engine.say(line))
    if not isinstance(end, TurnDone):
        return ""
    print(f"> {line}\n  {end.reply}", file=sys.stderr)
    refused.update(end.refused)
    kept = len(_facts(engine)) > known
    return end.reply.replace("I'll remember that.", "Kept.") if kept else end.reply  # that deed was done


def _facts(engine: Engine) -> FactList:
    assert engine.memory is not None, "it is open after the start"
    return engine.memory.facts.list()


def _judged(lines: Sequence[_Asked], replies: Sequence[str], who: str = "") -> list[bool]:
    """Returns whether each reply claims something untrue, and prints the sentences that do."""
    found = [untrue(line.kind, reply) for line, reply in zip(lines, replies, strict=True)]
    for line, why in zip(lines, found, strict=True):
        if why:
            print(f"UNTRUE {who}> {line.text}\n  {why}", file=sys.stderr)
    return [bool(why) for why in found]


def _share_of_half(wrong: Sequence[bool], lines: Sequence[_Asked], half: str) -> float:
    return _share([one for one, line in zip(wrong, lines, strict=True) if line.half == half])


def _share_of(wrong: Sequence[bool], lines: Sequence[_Asked], kind: str) -> float:
    return _share([one for one, line in zip(wrong, lines, strict=True) if line.kind == kind])


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 3) if flags else 0.0
