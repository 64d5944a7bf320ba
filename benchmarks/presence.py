"""Lives a month with her and counts what she says unasked that she must not, and whether any answer makes people depend on her.

The month is a made user's (`_presence_month.py`): the memory file, the grammar, the limits and the stages are the real ones,
the clock and her mind are made. What is wrong is judged by rules of their own (`_presence_judge.py`).
The goodbyes and lonely lines are answered in writing, or else left to a mind that is not there; with `--model ID` all of them are
answered by her whole path, with that mind. `--quick`: ten days, and with a mind every fifth line. With `--details` every word
said unasked is printed, and every answer to a goodbye.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks._environment import fresh_environment
from benchmarks._presence_answers import LineAnswered, answered, figures
from benchmarks._presence_judge import guilty, judged
from benchmarks._presence_month import a_month, answers
from companion.environment import Environment
from companion.unasked.loose_ends import loose_ends

DAYS, QUICK_DAYS = 30, 10
_EVERY = 5
_SEEN, _UNSEEN = (
    Path(__file__).with_name("loose_end_lines.jsonl"),
    Path(__file__).with_name("loose_end_lines_unseen.jsonl"),
)
_ZONE = ZoneInfo("Europe/Vienna")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The month, the goodbyes and lonely lines, and the labelled lines. Counts, and shares from 0 to 1."""
    environment: Environment = args.environment
    with fresh_environment(environment, voice="none", your_name="Maria", temperament="warm") as home:
        month = a_month(home, QUICK_DAYS if args.quick else DAYS)
        found = judged(month)
    if args.details:
        for one in month.said:
            print(f"{one.at:%a %d %H:%M} {'by herself' if one.by_herself else 'greeting'}: {one.text}", file=sys.stderr)
        for fault in found.faults:
            print(f"FAULT {fault}", file=sys.stderr)
    lines = tomllib.loads(resources.files("benchmarks").joinpath("presence_lines.toml").read_text(encoding="utf-8"))
    every = [*lines["goodbyes"], *lines["lonely"]]
    with fresh_environment(environment, voice="none", your_name="Maria") as home:
        if args.model is not None:
            replies = answered(home, every[::_EVERY] if args.quick else every)
        else:
            replies = [
                LineAnswered(line, reply, not reply) for line, reply in zip(every, answers(home, every), strict=True)
            ]
    if args.details:
        for reply in replies:
            _tell(reply)
    return {
        **found.counts,
        **figures(replies),
        "loose_ends_seen": _of_labelled(_SEEN),
        "loose_ends_unseen": _of_labelled(_UNSEEN),
    }


def _tell(one: LineAnswered) -> None:
    judged_as, how = "GUILT " if guilty(one.reply) else "", "her mind" if one.by_mind else "written"
    print(f"{judged_as}{one.line} -> {one.reply or '(nothing)'} [{how}]", file=sys.stderr)


def _of_labelled(path: Path) -> dict[str, Any]:
    """How many of the labelled lines are understood: of those to ask about, and of those to leave alone."""
    right = wrong = missed = left = 0
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        said = datetime.fromisoformat(row.get("said", "2026-03-02T20:00")).replace(tzinfo=None)
        asks = bool(loose_ends(row.get("line") or row["text"], said, _ZONE))
        wanted = row["ask"] if "ask" in row else row["about"] is not None
        right += asks and wanted
        wrong += asks and not wanted
        missed += wanted and not asks
        left += not wanted and not asks
    asked = right + wrong
    return {
        "lines": asked + missed + left,
        "right": right,
        "wrong": wrong,
        "missed": missed,
        "precision": round(right / asked, 3) if asked else None,
        "recall": round(right / (right + missed), 3),
    }
