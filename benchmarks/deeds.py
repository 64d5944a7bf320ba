"""Measures whether she does what she is asked, does nothing at lines that only sound like it, and claims nothing undone.

Half of the lines (`deed_lines_unseen.jsonl`) is by writers who did not see the grammar; it must stay unread: mend by the other.
Everything runs without the LLM: the deeds, then the written replies to what she can't do.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._deed_judge import understood
from benchmarks._deed_lines import DeedOutcome, LabelledRequest, a_trial, labelled_requests, outcome
from benchmarks._spoken_lines import SpokenLines, spoken_lines
from companion.environment import Environment
from models.embedding import Embedder
from models.store import ModelStore

SEEN = Path(__file__).with_name("deed_lines_seen.jsonl")
UNSEEN = Path(__file__).with_name("deed_lines_unseen.jsonl")
EMBEDDER = "minilm-l6-v2"
_BUSY = ("Set a timer for ten minutes.", "Set a pasta timer for twelve minutes.")
"""What was done just before the lines that resemble requests, the second time they are said."""
SPOKEN = 60
"""So many requests of both halves are said and heard too."""
SPEAKERS = (("spoken", "system"), ("spoken_natural", "kokoro:bf_emma"))
"""Who says them: eSpeak, which no ear was taught by and which is hard to follow, and a voice like a person's."""
_NOISE_DB = 10.0
_SEED = 11


@dataclass(frozen=True)
class Judged:
    """A line, what came of it, and what is wrong with that."""

    request: LabelledRequest
    came: DeedOutcome
    fault: str
    """Empty when all is well."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measures both halves; with `args.details` the mistakes in the seen one are listed. Shares from 0 to 1."""
    embedder = _embedder(args.environment)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        seen, unseen = (_judged(file, place, args.quick, embedder) for file in (SEEN, UNSEEN))
        lines = [*seen, *unseen]
        busy = _busy(lines, place, embedder)
        spoken = {} if args.quick else _spoken(_requests(lines), place, args.environment, embedder)
    asked, others = _requests(lines), _others(lines)
    took = [1000 * one.came.took_s for one in asked if one.came.deeds]
    figures: dict[str, Any] = {
        "requests": len(asked),
        "lookalikes": len(others),
        "understood_share": _right(asked),
        "understood_seen_share": _right(_requests(seen)),
        "understood_unseen_share": _right(_requests(unseen)),
        "false_deeds_share": 1 - _right(others),
        "false_deeds_unseen_share": 1 - _right(_others(unseen)),
        "false_deeds_busy_share": _share(busy),
        "limits_needlessly_share": _share([bool(one.came.cannot) for one in others]),
        "claimed_not_done": sum(one.came.claims_falsely for one in lines),
        "answer_p95_ms": round(float(np.percentile(took, 95)), 1) if took else None,
        **spoken,
        "by_deed": _by_deed(asked),
        "by_deed_unseen": _by_deed(_requests(unseen)),
    }
    if args.details:
        figures["mistakes"] = [_shown(one) for one in seen if one.fault or one.came.claims_falsely]
    return figures


def _embedder(environment: Environment) -> Embedder | None:
    """The model that gives sentence vectors, as she has it; None when it is not downloaded."""
    if ModelStore(environment.models).missing(EMBEDDER):
        return None
    embedder = Embedder(environment.models / EMBEDDER)
    embedder.open()
    return embedder


def _judged(file: Path, place: Path, quick: bool, embedder: Embedder | None) -> list[Judged]:
    found = []
    for request in labelled_requests(file)[:: 4 if quick else 1]:
        came = outcome(request, place, embedder=embedder)
        fault = understood(request, came) if request.deed != "none" else "did something" if came.deeds else ""
        found.append(Judged(request, came, fault))
    return found


def _busy(lines: Sequence[Judged], place: Path, embedder: Embedder | None) -> list[bool]:
    """Of each line that resembles a request: whether something is done at it while timers run, one of them just set."""
    acted = []
    for one in _others(lines):
        with a_trial(place, embedder) as trial:
            for before in _BUSY:
                trial.say(before)
            acted.append(bool(trial.say(one.request.text).deeds))
    return acted


def _spoken(
    lines: Sequence[Judged], place: Path, environment: Environment, embedder: Embedder | None
) -> dict[str, float | None]:
    """How many of some requests are understood when they are said and heard; None without the model that hears."""
    some = random.Random(_SEED).sample(list(lines), min(SPOKEN, len(lines)))
    figures: dict[str, float | None] = {"spoken_typed_share": _right(some)}
    for speaker, voice_name in SPEAKERS:
        with spoken_lines(environment, voice_name) as voice:
            for name, noise_db in (
                (f"{speaker}_understood_share", None),
                (f"{speaker}_10db_understood_share", _NOISE_DB),
            ):
                figures[name] = _heard_share(some, voice, noise_db, place, embedder) if voice is not None else None
    return figures


def _heard_share(
    lines: Sequence[Judged], voice: SpokenLines, noise_db: float | None, place: Path, embedder: Embedder | None
) -> float:
    """How many of the requests are understood when this voice says them."""
    right = []
    for number, one in enumerate(lines, 1):
        heard = voice.heard(one.request.text, noise_db)
        right.append(not understood(one.request, outcome(one.request, place, heard, embedder)))
        print(f"spoken {number}/{len(lines)}", end="\r", file=sys.stderr)
    return _share(right)


def _requests(lines: Iterable[Judged]) -> list[Judged]:
    return [one for one in lines if one.request.deed != "none"]


def _others(lines: Iterable[Judged]) -> list[Judged]:
    return [one for one in lines if one.request.deed == "none"]


def _by_deed(lines: Sequence[Judged]) -> dict[str, float]:
    names = dict.fromkeys(one.request.deed for one in lines)
    return {name: _right([one for one in lines if one.request.deed == name]) for name in names}


def _right(lines: Sequence[Judged]) -> float:
    return _share([not one.fault for one in lines])


def _share(found: Sequence[bool]) -> float:
    return round(sum(found) / max(1, len(found)), 4)


def _shown(one: Judged) -> dict[str, Any]:
    return {
        "text": one.request.text,
        "before": one.request.before,
        "deed": one.request.deed,
        "slots": one.request.slots,
        "fault": one.fault,
        "did": one.came.deeds,
        "said": one.came.said,
        "kept": [receipt.text for receipt in one.came.receipts],
    }
