"""Measures fact extraction on labelled messages: how many facts are right, how many are found, how quickly.

Each message is said in a conversation of its own, to a memory of its own on the disk, and goes the product's own way:
`Memory.add`, the list of what is due, extraction, `Facts.accept`. A fact is right if its sentence holds all the words of one of
the message's labels and none that speak of “I”, and its quote holds the label's words of the message; any other accepted fact
is wrong, true or not, except facts with a word of `also`, which count neither way. A label is found if one right fact matches
it. Her own lines are put through the same, and must give nothing.

One person wrote both the labels and the grammar. `developed` is what the grammar was made from, and tells nothing about new
lines. `held_out` was written before it and its faults never looked at, but by the person who then wrote the rules. `unseen` was
written last, with the traps the grammar had fallen into in mind, measured once and left: it comes nearest to a stranger's lines.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from companion.memory import Key, Memory, open_memory
from companion.memory.fact import Fact
from companion.remembering import extract_facts

_AT = datetime(2026, 11, 22, 20, 0)
_MINE = re.compile(r"\b(?:i|i'm|me|my|we|our|us)\b")
_HERS = (
    "I live in your computer.", "My sister Nora lives in Lisbon now.", "I love olives.", "I'm a nurse.", "You live in Lisbon.",
    "Your sister is called Nora.", "I've been learning the cello for years.", "Call me Ada.", "I'm allergic to nuts.",
)  # fmt: skip


@dataclass
class Score:
    """Counts of one list of messages."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    labels: int = 0
    not_verbatim: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right facts among all accepted ones that count."""
        return round(self.right / max(1, self.right + self.wrong), 3)

    @property
    def recall(self) -> float:
        """Labels found among all labels."""
        return round(self.found / max(1, self.labels), 3)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measures all lists and her lines; `args.quick` changes nothing, because it takes seconds."""
    lists = tomllib.loads(resources.files("benchmarks").joinpath("facts_labelled.toml").read_text(encoding="utf-8"))
    halves = {name: _measured(rows) for name, rows in lists.items()}
    whole = _sum(halves.values())
    hers = _from_her([*_HERS, *(row["say"] for rows in lists.values() for row in rows)])
    timed = sorted(whole.seconds)
    return {
        "precision": whole.precision,
        "recall": whole.recall,
        "not_verbatim": whole.not_verbatim,
        "from_her": hers,
        **{f"{name}_precision": score.precision for name, score in halves.items()},
        **{f"{name}_recall": score.recall for name, score in halves.items()},
        "messages": sum(len(rows) for rows in lists.values()),
        "traps": sum(not row.get("facts") for rows in lists.values() for row in rows),
        "labels": whole.labels,
        "accepted": whole.right + whole.wrong,
        "draw_ms_p50": round(1000 * timed[len(timed) // 2], 2),
        "draw_ms_p95": round(1000 * timed[int(len(timed) * 0.95)], 2),
        "faults": halves["developed"].faults,
    }


def _measured(rows: Sequence[dict[str, Any]]) -> Score:
    score = Score()
    for row in rows:
        facts, seconds = _drawn(row["say"], "you")
        score.seconds.append(seconds)
        _judge(score, row, facts)
    return score


def _drawn(text: str, speaker: Any) -> tuple[list[Fact], float]:
    """Returns the facts a memory has after one line, and how long extraction took, without the disk."""
    with tempfile.TemporaryDirectory() as folder:
        memory = open_memory(Path(folder) / "memory.db", Key(bytes(32)), lambda: _AT)
        try:
            memory.add(memory.begin_conversation(), speaker, text, "typed")
            return _worked_through(memory)
        finally:
            memory.close()


def _worked_through(memory: Memory) -> tuple[list[Fact], float]:
    seconds = 0.0
    for message in memory.facts.due(10):
        begun = time.perf_counter()
        candidates = extract_facts(message.text, message.at)
        seconds += time.perf_counter() - begun
        for candidate in candidates:
            memory.facts.accept(candidate, message.id)
        memory.facts.mark_extracted([message.id])
    return memory.facts.list(current=False), seconds


def _judge(score: Score, row: dict[str, Any], facts: Sequence[Fact]) -> None:
    labels = [(holds.split(), part) for holds, part in row.get("facts", [])]
    found: set[int] = set()
    for fact in facts:
        score.not_verbatim += any(quote.text not in row["say"] for quote in fact.quotes) or not fact.quotes
        matched = {number for number, (holds, part) in enumerate(labels) if _is_right(fact, holds, part)}
        found |= matched
        if matched:
            score.right += 1
        elif not any(word in fact.text.lower() for word in row.get("also", [])):
            score.wrong += 1
            score.faults.append(f"wrong: {row['say']} -> {fact.text}")
    score.found += len(found)
    score.labels += len(labels)
    score.faults += [f"missed: {row['say']} ({part})" for n, (_, part) in enumerate(labels) if n not in found]


def _is_right(fact: Fact, holds: Sequence[str], part: str) -> bool:
    sentence = fact.text.lower().replace("’", "'")
    quoted = any(part.lower() in quote.text.lower() for quote in fact.quotes)
    return quoted and not _MINE.search(sentence) and all(word in sentence for word in holds)


def _from_her(lines: Sequence[str]) -> int:
    """Counts the facts that lines give when she says them, also by the way past the list of what is due."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        memory = open_memory(Path(folder) / "memory.db", Key(bytes(32)), lambda: _AT)
        try:
            conversation = memory.begin_conversation()
            for line in lines:
                said = memory.add(conversation, "her", line, "voice")
                count += len(memory.facts.due(10))
                count += sum(
                    memory.facts.accept(candidate, said.id) is not None for candidate in extract_facts(line, _AT)
                )
        finally:
            memory.close()
    return count


def _sum(scores: Any) -> Score:
    whole = Score()
    for score in scores:
        whole.right += score.right
        whole.wrong += score.wrong
        whole.found += score.found
        whole.labels += score.labels
        whole.not_verbatim += score.not_verbatim
        whole.seconds += score.seconds
    return whole
