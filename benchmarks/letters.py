"""Measures the letters she writes: what must be in them is there, what nobody gave is not, and changes are made.

`companion bench letters`: forty briefs, written by hand, through the same questions and the same grammar as in a talk, by the mind
in use. A judge with rules of its own reads them.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._letter_judge import Change, absent, invented, obeyed, sentences
from companion.commands.letters import letter_writer
from companion.environment import Environment
from companion.letters.desk import LetterDesk
from companion.letters.writing import LetterWriter
from companion.memory import open_environment_memory
from companion.runtime.model_choice import ModelChoice
from models.store import ModelStore

QUICK = 4
"""With --quick, every so-many-th letter."""
_QUESTIONS = {"Who is it to?": "to", "is it for?": "occasion", "must be in it?": "must", "should it sound?": "tone"}


@dataclass
class Written:
    """What became of one brief."""

    request: str
    text: str = ""
    """The first draft."""
    asked: int = 0
    absent: list[str] = field(default_factory=list)
    sentences: int = 0
    invented: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    disobeyed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    """Until the draft was there."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Writes and changes the letters; with `args.details` each is told. Shares from 0 to 1."""
    text = resources.files("benchmarks").joinpath("letter_briefs.toml").read_text(encoding="utf-8")
    briefs = tomllib.loads(text)["letter"][:: QUICK if args.quick else 1]
    written: list[Written] = []
    with fresh_environment(args.environment) as environment, letter_writer(environment) as writer:
        for brief in briefs:
            written.append(_write(brief, environment, writer))
            _tell(written[-1], args.details)
    asked, changes = sum(one.asked for one in written), [change for one in written for change in one.changes]
    drafts = sorted(one.seconds for one in written)
    return {
        "mind": ModelChoice(ModelStore(args.environment.models)).llm_id(args.environment.settings),
        "letters": len(written),
        "asked_for_present": _share(asked - sum(len(one.absent) for one in written), asked),
        "invented": _share(sum(len(one.invented) for one in written), sum(one.sentences for one in written)),
        "letters_with_inventions": _share(sum(bool(one.invented) for one in written), len(written)),
        "changes": len(changes),
        "changes_obeyed": _share(sum(obeyed(change) for change in changes), len(changes)),
        "sentences_a_letter": round(sum(one.sentences for one in written) / len(written), 1),
        "draft_s_median": round(drafts[len(drafts) // 2], 1),
        "disobeyed": [f"{one.request}: {say}" for one in written for say in one.disobeyed],
        "invented_sentences": [sentence for one in written for sentence in one.invented],
        "absent": [f"{one.request}: {what}" for one in written for what in one.absent],
    }


def _write(brief: Mapping[str, Any], environment: Environment, writer: LetterWriter) -> Written:
    """One letter, asked for, drafted and changed through the desk; each in a memory of its own number."""
    memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "benchmark"})
    try:
        talk = _Talk(LetterDesk(memory, lambda: "Theo"), writer)
        began = time.perf_counter()
        said = talk.say(brief["request"])
        while "Here is a first draft" not in said:
            field_ = next((name for question, name in _QUESTIONS.items() if said.endswith(question)), "")
            said = talk.say(str(brief.get(field_, "")) or "just write it")
        took = time.perf_counter() - began
        number = memory.letters.list()[0].id
        text = memory.letters.one(number).text
        given = " ".join([brief["request"], *(str(brief.get(name, "")) for name in _QUESTIONS.values()), "Theo"])
        made = Written(brief["request"], text, len(brief["asked"]), absent(text, brief["asked"]))
        made.sentences, made.invented, made.seconds = len(sentences(text)), invented(text, given), took
        texts = [text, text]
        for asked in brief["changes"]:
            talk.say(asked["say"])
            given += f" {asked['say']}"
            texts.append(memory.letters.one(number).text)
            change = Change(before=texts[-2], after=texts[-1], earlier=texts[-3], asked=brief["asked"], **asked)
            made.changes.append(change)
            made.invented += [one for one in invented(texts[-1], given) if one not in made.invented]
            made.disobeyed += [] if obeyed(change) else [asked["say"]]
        memory.letters.finish(number)
        return made
    finally:
        memory.close()


class _Talk:
    """Lines said to the desk one after the other."""

    def __init__(self, desk: LetterDesk, writer: LetterWriter) -> None:
        self._desk, self._writer = desk, writer
        self._hers: list[str] = []

    def say(self, line: str) -> str:
        """What she answers; empty to a line that is not understood."""
        step = self._desk.read(line, "Ada", self._hers)
        if step is None:
            return ""
        answer = self._desk.carry_out(step, self._writer, lambda: False)
        self._hers.append(" ".join(answer.said))
        return self._hers[-1]


def _tell(one: Written, details: bool) -> None:
    if details:
        print(f"\n## {one.request} ({one.seconds:.0f} s)\n{one.text}", file=sys.stderr)
        for change in one.changes:
            mark = "" if obeyed(change) else " NOT OBEYED"
            print(f"\n# {change.say}{mark}\n{change.after}", file=sys.stderr)
        if one.absent or one.invented:
            print(f"\nabsent: {one.absent}; invented: {one.invented}", file=sys.stderr)
    else:
        print(".", end="", file=sys.stderr, flush=True)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
