"""Measures what she remembers of a life: tells it in months of evenings, then asks about it: `companion bench remember`.

There are three lives in `benchmarks/lives/`, or one in life.toml in the folder of `--data`, if it is there; the rule for what
counts as right is in benchmarks/_judge.py. Each evening is a process of its own, `companion chat --json`, on a clock that starts
at its hour; between them `companion memory catch-up` does what is otherwise done while nobody talks. An evening with questions is
held twice: first in a copy of the home folder with `remembering` off, where she has only as much of the conversation as fits into
her context, and then in the home folder itself.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from benchmarks._environment import fresh_environment
from benchmarks._judge import Kind, Verdict, judge
from benchmarks._life import LIVES, NAMES, Evening, Life, LifeLine, read_life
from benchmarks._terminal import Chat, TerminalAnswer, catch_up
from companion.environment import Environment
from companion.replying.fixed_replies import DOUBT
from companion.settings import write_settings

CATCH_UP_AFTER = timedelta(hours=1)
"""From the beginning of an evening to when the background work is done."""


@dataclass(frozen=True)
class JudgedLine:
    """A line of an evening and her answer to it."""

    evening: Evening
    line: LifeLine
    answer: TerminalAnswer
    verdict: Verdict | None
    """None for small talk."""
    plain: TerminalAnswer | None = None
    """The answer to the same line without the product's memory."""
    plain_verdict: Verdict | None = None

    @property
    def evidence(self) -> bool:
        """Whether the words that settle the question were among the retrieved memories."""
        about = self.line.about
        settling = (about.later or about.quote).casefold() if about else ""
        return bool(settling) and any(settling in text.casefold() for text in self.answer.recalled)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns shares of told, changed and never-told things answered rightly, with and without memory, for all lives and each."""
    theirs = args.data / "life.toml" if args.data else None
    files = [theirs] if theirs is not None and theirs.is_file() else [LIVES / f"{name}.toml" for name in NAMES]
    lives = [read_life(file) for file in files]
    if args.quick:
        lives = [lives[0].shortened()]
    said = {life.name: list(_whole(life, args)) for life in lives}
    everything = [one for whole in said.values() for one in whole]
    figures = {
        **_figures(everything),
        "boundaries_broken": sum(_boundaries_broken(life, said[life.name]) for life in lives),
        "lives": {life.name: {**_figures(said[life.name]), **_length(life)} for life in lives},
    }
    return {**figures, "details": [_detail(s) for s in everything if s.line.about]} if args.details else figures


def _whole(life: Life, args: argparse.Namespace) -> Iterator[JudgedLine]:
    """Goes through the life in a data folder of its own."""
    with fresh_environment(args.environment, your_name=life.name, voice="none") as environment:
        write_settings(environment.settings_file, environment.settings)
        yield from _lived(life, environment)


def _figures(said: Sequence[JudgedLine]) -> dict[str, Any]:
    asked = [s for s in said if s.line.about]
    known = [s for s in asked if s.line.about and s.line.about.kind in {"told", "changed"}]
    return {
        **_shares(asked),
        "told_without_memory": _share(_plain(asked, "told")),
        "changed_without_memory": _share(_plain(asked, "changed")),
        "never_told_without_memory": _share(_plain(asked, "never")),
        "evidence_recalled": _share([s.evidence for s in known]),
        "quoted_with_a_doubt": _share([s.answer.reply.startswith(DOUBT) for s in asked]),
        "lines": len(said),
        "questions": {kind: len(_of(asked, kind)) for kind in get_args(Kind)},
    }


def _length(life: Life) -> dict[str, int]:
    return {"evenings": len(life.evenings), "days": (life.evenings[-1].at - life.evenings[0].at).days}


def _lived(life: Life, environment: Environment) -> Iterator[JudgedLine]:
    """Goes through the evenings in order, each in a process of its own, with the background work after it."""
    for evening in life.evenings:
        plain = _without_memory(evening, environment) if evening.asks else [None] * len(evening.lines)
        for line, answer, other in zip(evening.lines, _held(evening, environment), plain, strict=True):
            yield JudgedLine(evening, line, answer, _judged(life, line, answer), other, _judged(life, line, other))
        catch_up(environment, evening.at + CATCH_UP_AFTER)


def _held(evening: Evening, environment: Environment) -> list[TerminalAnswer]:
    with Chat(environment, evening.at) as chat:
        return [_say(chat, line) for line in evening.lines]


def _say(chat: Chat, line: LifeLine) -> TerminalAnswer:
    answer = chat.say(line.text)
    print(f"> {line.text}\n  {answer.reply}", file=sys.stderr)
    return answer


def _without_memory(evening: Evening, environment: Environment) -> list[TerminalAnswer | None]:
    """Holds the same evening in a copy of the home folder, with the product's memory off."""
    with tempfile.TemporaryDirectory() as folder:
        settings: dict[str, Any] = {"remembering": False}
        other = replace(environment, home=Path(folder) / "home", settings=replace(environment.settings, **settings))
        shutil.copytree(environment.home, other.home)
        write_settings(other.settings_file, other.settings)
        return [*_held(evening, other)]


def _judged(life: Life, line: LifeLine, answer: TerminalAnswer | None) -> Verdict | None:
    return judge(line.about, answer.reply, life.said) if line.about and answer else None


def _of(asked: Sequence[JudgedLine], kind: Kind) -> list[JudgedLine]:
    return [s for s in asked if s.line.about and s.line.about.kind == kind]


def _plain(asked: Sequence[JudgedLine], kind: Kind) -> list[bool]:
    return [s.plain_verdict.right for s in _of(asked, kind) if s.plain_verdict]


def _shares(asked: Sequence[JudgedLine]) -> dict[str, float | None]:
    """Returns shares by kind of question; `never` is called `never_told`."""
    names: dict[Kind, str] = {"told": "told", "changed": "changed", "never": "never_told", "past": "past"}
    return {name: _share([s.verdict.right for s in _of(asked, kind) if s.verdict]) for kind, name in names.items()}


def _share(flags: Sequence[bool]) -> float | None:
    """Returns None when there was nothing to ask, as in a short life in which nothing changes."""
    return round(sum(flags) / len(flags), 3) if flags else None


def _boundaries_broken(life: Life, said: Sequence[JudgedLine]) -> int:
    """Counts replies that bring up a forbidden topic, except those to a question about it."""
    broken = 0
    for boundary in life.boundaries:
        free = [s for s in said if not (s.line.about and s.line.about.quote == boundary.quote)]
        since = life.evening_of(boundary.quote).at
        broken += sum(bool(re.search(boundary.never, s.answer.reply, re.I)) for s in free if s.evening.at > since)
    return broken


def _detail(said: JudgedLine) -> dict[str, Any]:
    about, verdict = said.line.about, said.verdict
    assert about is not None
    assert verdict is not None
    detail = {
        "at": said.evening.at.isoformat(),
        "about": about.name,
        "kind": about.kind,
        "told": about.later or about.quote or about.near,
        "question": said.line.text,
        "reply": said.answer.reply,
        "right": verdict.right,
        "why": verdict.why,
        "recalled": said.answer.recalled,
        "evidence": said.evidence,
    }
    if said.plain is not None and said.plain_verdict is not None:
        plain = {"reply": said.plain.reply, "right": said.plain_verdict.right, "why": said.plain_verdict.why}
        return {**detail, "without_memory": plain}
    return detail
