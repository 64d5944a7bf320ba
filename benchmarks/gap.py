"""Measures the time from the true end of what somebody says to her first audible sample, in a real-time conversation.

Data: the TIMIT rows of `speech/manifest.jsonl`, whose `speech_end` is exact. For comparison, with the same models and lines, a
plain sequential pipeline: 640 ms of silence, then speech recognition (a whole Whisper window), the whole reply, the whole
synthesis. "Audible" is when the loudspeaker takes the sample: its own buffer (20–90 ms, `companion bench playback`) is not
included.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._live import LiveMicrophone
from benchmarks._recordings import data_folder, manifest
from benchmarks._sequential import PlainPipeline
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.commands.session import Events, talking
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.events import Event, Failed, Heard, Interrupted, Notice, Spoken, TurnDone

QUICK = {"mind": "smollm2-135m", "voice": "system"}
SILENCE_S = 0.64
"""Silence that the plain pipeline waits for, as most do."""
PATIENCE_S = 30.0


@dataclass(frozen=True)
class SpokenLine:
    """A recording, and the second at which the speech in it ends."""

    sound: Samples
    end: float
    text: str


@dataclass
class Gaps:
    """The measurements of one set of models."""

    seconds: list[float] = field(default_factory=list)
    phases: list[dict[str, float]] = field(default_factory=list)
    cut_in: int = 0
    unanswered: int = 0


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measures, in seconds throughout; `--quick` takes a tenth of the lines."""
    data = data_folder(args)
    lines = utterances(data)[:: 10 if args.quick else 1]
    default = _converse(args.environment, lines)
    quick = _converse(args.environment, lines, **QUICK)
    plain = _sequential(args.environment, lines[:: 1 if args.quick else 3])
    ours = _median(default.seconds)
    return {
        "utterances": len(lines),
        "gap_p50_s": ours,
        "gap_p95_s": _percentile(default.seconds, 0.95),
        "quick_gap_p50_s": _median(quick.seconds),
        "quick_gap_p95_s": _percentile(quick.seconds, 0.95),
        "sequential_p50_s": _median(plain),
        "ratio_to_sequential": round(ours / _median(plain), 3) if plain and ours else None,
        "cut_in_share": round(default.cut_in / len(lines), 3),
        "unanswered": default.unanswered,
        "quick_unanswered": quick.unanswered,
        "phases_p50_s": _phases(default),
        "quick_phases_p50_s": _phases(quick),
    }


def utterances(data: Path) -> list[SpokenLine]:
    """Returns the recordings whose end is known exactly."""
    rows = manifest(data / "speech")
    return [SpokenLine(read_sound(data / r["path"]), r["speech_end"], r["text"]) for r in rows if "speech_end" in r]


def _converse(environment: Environment, lines: Sequence[SpokenLine], **settings: str) -> Gaps:
    gaps, microphone = Gaps(), LiveMicrophone()
    devices = Devices(microphone, microphone.recorder, clock=microphone.seconds)
    choice = {"your_name": "Theo", "listening": False, "echo": "cancel", **settings}
    seen: list[Event] = []
    with fresh_environment(environment, **choice) as fresh, _awake(fresh, devices, seen) as (engine, events):
        engine.listen(True)
        for number, line in enumerate(lines):
            _exchange(microphone, events, seen, line, gaps)
            print(f"{number + 1}/{len(lines)} {gaps.seconds[-1:]}", file=sys.stderr)
        engine.interrupt()
    return gaps


@contextmanager
def _awake(environment: Environment, devices: Devices, seen: list[Event]) -> Iterator[tuple[Engine, Events]]:
    with talking(environment, devices, seen.append, frozenset({"mind", "ear", "voice"})) as (engine, events):
        yield engine, events


def _exchange(microphone: LiveMicrophone, events: Events, seen: list[Event], line: SpokenLine, gaps: Gaps) -> None:
    """Says one line and waits until her answer to its last part is over."""
    begins = microphone.say(line.sound)
    true_end = begins + line.end
    over = _TurnOver(true_end, begins + len(line.sound) / RATE + PATIENCE_S, microphone)
    before = len(seen)
    while not over.reached(events):
        continue
    new = seen[before:]
    answers = [e for e in new if isinstance(e, Spoken) and e.start >= true_end]
    heard = [e for e in new if isinstance(e, Heard)]
    gaps.cut_in += any(e.t < true_end for e in heard)
    if not answers:
        gaps.unanswered += 1
        return
    gaps.seconds.append(answers[0].start - true_end)
    done = [e for e in new if isinstance(e, TurnDone) and e.turn == answers[0].turn]
    gaps.phases += [e.phases for e in done]
    _tell(new)


class _TurnOver:
    """Tells when the turn that a line led to is over: she has spoken after its end and is silent, or time is up."""

    def __init__(self, true_end: float, latest: float, microphone: LiveMicrophone) -> None:
        self._true_end, self._latest, self._microphone = true_end, latest, microphone

    def reached(self, events: Events) -> bool:
        """Takes the next event."""
        if self._microphone.seconds() > self._latest:
            return True
        try:
            event = events.take(1.0)
        except TimeoutError:
            return False
        return isinstance(event, TurnDone | Interrupted) and event.t > self._true_end


def _tell(new: Sequence[Event]) -> None:
    for event in new:
        if isinstance(event, Failed | Notice):
            print(event.message, file=sys.stderr)
        elif isinstance(event, Heard):
            print(f"  you: {event.text}", file=sys.stderr)
        elif isinstance(event, TurnDone):
            print(f"  her: {event.reply}  {event.gap_s} {event.phases}", file=sys.stderr)


def _sequential(environment: Environment, lines: Sequence[SpokenLine]) -> list[float]:
    """Returns the plain pipeline's gaps: the stages' times added up, all models warm."""
    with fresh_environment(environment, your_name="Theo") as fresh, PlainPipeline(fresh) as plain:
        plain.answer(lines[0].sound)
        return [SILENCE_S + plain.answer(line.sound) for line in lines]


def _phases(gaps: Gaps) -> dict[str, float]:
    names = dict.fromkeys(name for phases in gaps.phases for name in phases)
    return {name: _median([phases.get(name, 0.0) for phases in gaps.phases]) for name in names}


def _median(seconds: Sequence[float]) -> float:
    return round(statistics.median(seconds), 3) if seconds else float("nan")


def _percentile(seconds: Sequence[float], share: float) -> float:
    return round(sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))], 3) if seconds else float("nan")
