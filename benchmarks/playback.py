"""Measures whether her speech breaks while the LLM works at full load, and what listening costs: `companion bench playback`."""

from __future__ import annotations

import argparse
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from benchmarks._environment import fresh_environment
from benchmarks._sound_card import RATE, recorded, sound_card
from companion.audio.devices import Samples
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, Notice, Ready
from companion.runtime.model_choice import ModelChoice, threads
from companion.runtime.model_proxies import LlmProxy
from models.language import GenerateRequest
from models.store import ModelStore

if TYPE_CHECKING:
    from ui.sound.loudspeaker import Loudspeaker

LINES = (
    "I walked home along the river tonight, and the lamps were just coming on.",
    "My sister called about the summer house; she wants to paint the door blue.",
    "The bakery was closed, so I went without, and ate an apple on the bridge.",
    "There is a lighthouse out there that nobody has lived in for forty years.",
)
CLIP_S = 3.0
"""As long as one of her sentences: what is queued at a time, as in a conversation."""
QUEUED = 2
FLOOR = 3e-3
"""Noise under her voice, so that nothing that is played is zero for long: zeros in the recording are then a gap, not a pause."""
GAP_S = 0.001
SETTLE_S = 5.0


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns underruns and ran_dry in minutes_played, listening_cpu_share of one core, and what the LLM did meanwhile."""
    with (
        sound_card(),
        fresh_environment(args.environment, voice="none", mode="hands-free", echo="cancel") as environment,
    ):
        speech = _speech(args.environment)
        from PySide6.QtCore import QCoreApplication  # only now: it reads where the sound server is

        from ui.sound.sound import SoundThread

        application = QCoreApplication.instance() or QCoreApplication([])
        sound = SoundThread("", "")
        sound.open()
        try:
            with _listening(Engine(environment, Devices(sound.microphone, sound.loudspeaker))):
                silence = _cost_of_silence(15 if args.quick else 60)
                played = _played(environment, sound.loudspeaker, speech, 60 if args.quick else 600)
        finally:
            sound.close()
            del application
    return {**played, **silence}


def _speech(environment: Environment) -> Samples:
    """Returns her voice at RATE, over a faint noise."""
    name, voice = ModelChoice(ModelStore(environment.models)).voice(
        environment, lambda sentence: print(sentence, file=sys.stderr)
    )
    if voice is None:
        raise CompanionError("She has no voice here; `companion models get kokoro-82m` fetches one.")
    voice.open()
    try:
        said = [voice.speak(line) for line in LINES]
    finally:
        voice.close()
    print(f"voice: {name}", file=sys.stderr)
    speech = np.concatenate([soxr.resample(one.samples, one.rate, RATE) for one in said])
    noise = np.random.default_rng(0).uniform(-FLOOR, FLOOR, len(speech))
    both: Samples = np.clip(speech * 0.8 + noise, -1, 1).astype(np.float32)
    return both


@contextmanager
def _listening(engine: Engine) -> Iterator[None]:
    """Runs an engine that listens. Raises CompanionError when it can't."""
    told: queue.SimpleQueue[Event] = queue.SimpleQueue()
    engine.subscribe(told.put)
    engine.open()
    try:
        engine.listen(True)
        waiting = {"mind", "ear"}
        while waiting:
            event = told.get()
            if isinstance(event, Ready):
                waiting.discard(event.part)
            elif isinstance(event, Notice):
                raise CompanionError(event.message)
        yield
    finally:
        engine.close()


def _cost_of_silence(seconds: float) -> dict[str, float]:
    """Returns the processor time of this process while nobody says anything, as a share of one core."""
    time.sleep(SETTLE_S)
    began, used = time.perf_counter(), time.process_time()
    time.sleep(seconds)
    share = (time.process_time() - used) / (time.perf_counter() - began)
    print(f"listening: {share:.3f} of a core", file=sys.stderr)
    return {"listening_cpu_share": round(share, 4)}


def _played(environment: Environment, loudspeaker: Loudspeaker, speech: Samples, seconds: float) -> dict[str, Any]:
    """Plays her voice without a break while an LLM decodes; returns the gaps in what came out."""
    dry = loudspeaker.underruns
    with decoding(environment) as tokens, recorded() as recording:
        began, before = time.perf_counter(), tokens[0]
        _play(loudspeaker, speech, int(seconds * RATE))
        speed = (tokens[0] - before) / (time.perf_counter() - began)
    gaps, lost = gaps_in(recording.samples, int(seconds * RATE))
    print(f"gaps (ms): {gaps}; missing: {lost} samples", file=sys.stderr)
    return {
        "underruns": len(gaps),
        "longest_gap_ms": max(gaps, default=0.0),
        "missing_ms": round(lost / RATE * 1000, 1),
        "ran_dry": loudspeaker.underruns - dry,
        "minutes_played": round(seconds / 60, 1),
        "mind_tokens_per_s": round(speed, 1),
    }


def _play(loudspeaker: Loudspeaker, speech: Samples, total: int) -> None:
    """Plays clip after clip, a few ahead; returns when all was audible."""
    step, moved, heard = int(CLIP_S * RATE), threading.Condition(), [0]
    endless = np.concatenate([speech, speech[:step]])

    def played(samples: int) -> None:
        with moved:
            heard[0] = samples
            moved.notify_all()

    loudspeaker.start(played, lambda sentence: print(sentence, file=sys.stderr))
    for at in range(0, total, step):
        begin = at % len(speech)
        loudspeaker.play(endless[begin : begin + min(step, total - at)])
        with moved:
            moved.wait_for(partial(_beyond, heard, at - QUEUED * step))
    with moved:
        moved.wait_for(partial(_beyond, heard, total))
    time.sleep(0.5)  # what the device still holds


def _beyond(heard: list[int], position: int) -> bool:
    return heard[0] >= position


@contextmanager
def decoding(environment: Environment) -> Iterator[list[int]]:
    """Generates without a pause; yields a list that holds how many tokens have come into this process so far."""
    store = ModelStore(environment.models)
    chosen = ModelChoice(store).llm_id(environment.settings)
    llm = LlmProxy(
        store.file(chosen), store.entry(chosen).context, threads(), lambda told: print(told, file=sys.stderr)
    )
    llm.open()
    pieces, over = [0], threading.Event()

    def think() -> None:
        for seed in count():
            for _piece in llm.generate(
                GenerateRequest(f"{seed}. Once upon a time", max_tokens=400, seed=seed), over.is_set
            ):
                pieces[0] += 1
            if over.is_set():
                return

    thread = threading.Thread(target=think, name="thinking")
    thread.start()
    try:
        yield pieces
    finally:
        over.set()
        llm.abort()
        thread.join()
        llm.close()


def gaps_in(recording: Samples, played: int) -> tuple[list[float], int]:
    """Returns the silences, in milliseconds, inside what was one continuous sound, and how many samples of it never came."""
    sounding = np.nonzero(recording)[0]
    if not len(sounding):
        return [], played
    steps = np.diff(sounding)
    gaps = steps[steps > GAP_S * RATE] - 1
    return [round(float(gap) / RATE * 1000, 1) for gap in gaps], max(
        0, played - int(sounding[-1] - sounding[0] + 1 - gaps.sum())
    )
