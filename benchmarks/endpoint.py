"""Measures how often she would cut in while somebody pauses, and how soon after their true end she takes the turn.

The recordings (`benchmarks/_pauses.py`) are played in real time through the product's own hearing, speech recognition and
language model; without a voice, so that nothing waits for her answers. For comparison, on the same sounds: silence alone and
Smart Turn alone.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks._environment import fresh_environment
from benchmarks._listener import NEAR_S, ListeningLog
from benchmarks._live import LiveMicrophone
from benchmarks._pauses import PauseCase, timit, turns
from benchmarks._recordings import data_folder
from benchmarks._turn_ends import PauseOrEnd, by_product, by_silence, by_sound, curve, pauses_and_end
from companion.audio.devices import RATE
from companion.commands.session import talking
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.events import Heard
from companion.runtime.model_choice import SMART_TURN
from models.smart_turn import SmartTurn
from models.store import ModelStore

SOUNDS_IN_CONVERSATION = 6
"""Sounds in one conversation."""
LATE_S = 3.0
"""Seconds the last lines may take on a slow machine."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A sound, the lines she took in it, and what was known at its pauses and its end."""

    case: PauseCase
    heard: tuple[Heard, ...]
    """With times from the beginning of the sound."""
    places: tuple[PauseOrEnd, ...]

    def delay_ms(self) -> int | None:
        """Ms from the true end to the moment she took the line; None when there is no such line or end."""
        end = self.case.end
        late = [heard.t for heard in self.heard if end is not None and heard.end > end - NEAR_S]
        return round((late[0] - end) * 1000) if late and end is not None else None

    def cut_ins(self) -> list[bool]:
        """For each inner pause, whether a line was taken that ended in it."""
        return [any(pause.start - NEAR_S < heard.end < pause.end for heard in self.heard) for pause in self.case.pauses]


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns the share of inner pauses cut in at, the delays after true ends, and the curves; TIMIT and `turns/` apart."""
    data = data_folder(args)
    cases = [*list(timit(data))[:: 7 if args.quick else 1], *list(turns(data))[:: 4 if args.quick else 1]]
    with fresh_environment(args.environment, voice="none", your_name="Theo") as environment:
        trials = _play(environment, cases)
    return {
        "cases": len(trials),
        "inner_pauses": sum(len(trial.case.pauses) for trial in trials),
        **_figures(trials),
        **_named("timit", _figures(_of(trials, "timit"))),
        **_named("turns", _figures(_of(trials, "turns"))),
        "curve": _curves(trials),
        "curve_timit": _curves(_of(trials, "timit")),
        "curve_turns": _curves(_of(trials, "turns")),
    }


def _of(trials: Iterable[Trial], source: str) -> list[Trial]:
    return [trial for trial in trials if trial.case.source == source]


def _named(source: str, figures: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}_{source}": figure for name, figure in figures.items()}


def _figures(trials: Sequence[Trial]) -> dict[str, Any]:
    cut = [one for trial in trials for one in trial.cut_ins()]
    ends = [trial.delay_ms() for trial in trials if trial.case.end is not None]
    delays = [delay for delay in ends if delay is not None]
    return {
        "cutoff_share": round(sum(cut) / len(cut), 3) if cut else None,
        "delay_p50_ms": round(statistics.median(delays)) if delays else None,
        "delay_p90_ms": round(float(np.quantile(delays, 0.9))) if delays else None,
        "ends_missed": len(ends) - len(delays),
    }


def _curves(trials: Iterable[Trial]) -> dict[str, Any]:
    found = [place for trial in trials for place in trial.places]
    return {
        "ours": curve(found, by_product()),
        "smart_turn": curve(found, by_sound()),
        "vad": curve(found, by_silence()),
    }


def _play(environment: Environment, cases: Sequence[PauseCase]) -> list[Trial]:
    """Collects what silence and sound alone know, not in real time; then plays every sound in real time."""
    model = SmartTurn(ModelStore(environment.models).file(SMART_TURN))
    model.open()
    known = [(case, pauses_and_end(case, model)) for case in cases]
    model.close()
    microphone = LiveMicrophone()
    devices = Devices(microphone, microphone.recorder, clock=microphone.seconds)
    with (
        ListeningLog(microphone.seconds) as listening_log,
        talking(environment, devices, listening_log.note, frozenset({"mind", "ear"})) as (engine, _events),
    ):
        engine.listen(True)
        begun = list(_say(engine, microphone, cases))
        _until(microphone, microphone.seconds() + LATE_S)
    return [_trial(listening_log, began, case, found) for began, (case, found) in zip(begun, known, strict=True)]


def _say(engine: Engine, microphone: LiveMicrophone, cases: Sequence[PauseCase]) -> Iterator[float]:
    """Plays the sounds, SOUNDS_IN_CONVERSATION of them in a conversation; yields the second of input at which each begins."""
    for number, case in enumerate(cases):
        if number % SOUNDS_IN_CONVERSATION == 0:
            engine.new_conversation()
        began = microphone.say(case.samples)
        _until(microphone, began + len(case.samples) / RATE)
        print(f"{number + 1} of {len(cases)}", file=sys.stderr, flush=True)
        yield began


def _trial(listening_log: ListeningLog, began: float, case: PauseCase, found: Sequence[PauseOrEnd]) -> Trial:
    for place in found:
        listening_log.copy_evidence(place, began)
    trial = Trial(case, listening_log.lines(began, began + len(case.samples) / RATE), tuple(found))
    print(_described(trial), file=sys.stderr, flush=True)
    return trial


def _until(microphone: LiveMicrophone, second: float) -> None:
    """Waits for this second of input."""
    while (left := second - microphone.seconds()) > 0:
        time.sleep(left)


def _described(trial: Trial) -> str:
    """Describes one sound and what came of it in a line, for reading along."""
    told = {
        "case": trial.case.name,
        "pauses": [(round(p.start, 2), round(p.end, 2)) for p in trial.case.pauses],
        "end": trial.case.end,
        "heard": [f"{heard.end:.2f} {heard.t:.2f} {heard.text}" for heard in trial.heard],
        "cut_in": trial.cut_ins(),
        "delay_ms": trial.delay_ms(),
        "known": [place.known for place in trial.places],
    }
    return json.dumps(told, ensure_ascii=False)
