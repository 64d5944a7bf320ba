"""Plays real people's recordings through the whole voice path: was each heard and answered, and is the answer audible?"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._recordings import data_folder, manifest
from benchmarks._words import distance, spoken_words
from companion.audio.wav import read_sound
from companion.commands.hear import HearOutput, hear
from companion.environment import Environment
from companion.events import Event, Heard, TurnDone
from companion.runtime.model_choice import stt_name, threads
from models.speech import make_stt

ENOUGH = 0.6
"""Share of her reply's words that must be understood at the loudspeaker."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Has one turn with one recording of each speaker of `--data DIR/speech`; returns shares heard and audible, and the gap."""
    data = data_folder(args)
    rows = _one_each(data)[: 4 if args.quick else 24]
    with tempfile.TemporaryDirectory() as folder, fresh_environment(args.environment, your_name="Theo") as environment:
        results = [_exchange(environment, data, row, Path(folder) / f"{n}.wav") for n, row in enumerate(rows)]
    gaps = [r["gap_s"] for r in results if r["gap_s"] is not None]
    return {
        "recordings": len(results),
        "heard_share": _mean([r["heard"] >= ENOUGH for r in results]),
        "answered_share": _mean([bool(r["reply"]) for r in results]),
        "audible_share": _mean([r["audible"] >= ENOUGH for r in results]),
        "gap_p50_s": round(statistics.median(gaps), 2) if gaps else None,
    }


def _one_each(data: Path) -> list[dict[str, Any]]:
    first: dict[str, dict[str, Any]] = {}
    for row in manifest(data / "speech"):
        if row["duration"] < 12:
            first.setdefault(row["speaker"], row)
    return list(first.values())


def _exchange(environment: Environment, data: Path, row: dict[str, Any], out: Path) -> dict[str, Any]:
    events: list[Event] = []
    home = environment.home / out.stem
    home.mkdir()
    hear(replace(environment, home=home), [data / row["path"]], HearOutput(out), events.append)
    heard = " ".join(event.text for event in events if isinstance(event, Heard))
    ends = [event for event in events if isinstance(event, TurnDone)]
    reply = " ".join(event.reply for event in ends)
    audible = _understood(reply, _transcript(environment, out)) if reply else 0.0
    gap = ends[0].gap_s if ends else None
    print(f"{row['text']} | {heard} | {reply} | {audible:.2f} | {gap}", file=sys.stderr)
    return {"heard": _understood(row["text"], heard), "reply": reply, "audible": audible, "gap_s": gap}


def _transcript(environment: Environment, sound: Path) -> str:
    stt = make_stt(stt_name(environment.settings), environment.models, threads())
    stt.open()
    try:
        return stt.transcribe(read_sound(sound)).text
    finally:
        stt.close()


def _understood(meant: str, heard: str) -> float:
    """Returns the share of the words that came through: 1 less the word error rate, at least 0."""
    words = spoken_words(meant)
    return max(0.0, 1 - distance(words, spoken_words(heard)) / max(1, len(words)))


def _mean(flags: list[bool]) -> float:
    return round(sum(flags) / max(1, len(flags)), 3)
