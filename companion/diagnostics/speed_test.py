"""Measures how fast the chosen mind, voice and ear are on this machine, by letting each work for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import psutil
import soxr

from companion.audio.devices import RATE, Samples
from companion.environment import Environment
from companion.errors import KNOWN
from companion.runtime.graphics_card import placement_of
from companion.runtime.mind_trial import measure
from companion.runtime.model_choice import BUSY, ModelChoice, stt_name, voice_name
from companion.turns.latency import TurnTrace
from models.graphics.placement import Placement
from models.store import ModelStore

_T = TypeVar("_T")

SAMPLE = "It rained all evening, and nobody minded at all."
CLAUSE = "It rained all evening,"
"""A clause such as she begins to speak with."""
CLAUSE_TOKENS = 6
LINE_TOKENS = 15
"""Tokens of ten words by the user: what the LLM has yet to read when the line ends."""
NOTICING_S = 0.2
"""The detector's lag and the silence after which recognition begins."""
ROUNDS = 3
"""The best round counts: other work on the machine can only make a round slower."""


@dataclass(frozen=True)
class Speeds:
    """What was measured; None where the part is not installed or failed (see `troubles`)."""

    mind: str
    voice: str
    ear: str
    tokens_per_s: float | None = None
    prompt_tokens_per_s: float | None = None
    voice_factor: float | None = None
    """Seconds of work per second of speech; above 1 she pauses between sentences."""
    voice_s: float | None = None
    """Seconds of work for CLAUSE."""
    ear_factor: float | None = None
    """Seconds of work per second of speech."""
    ear_s: float | None = None
    """Seconds of work for SAMPLE."""
    ear_heard: str = ""
    """What recognition made of SAMPLE, spoken by the voice."""
    placement: Placement = field(default_factory=Placement)
    """Where the mind was evaluated, as its engine reported it."""
    busy: bool = False
    """Other programs kept the processor busy."""
    troubles: tuple[str, ...] = ()

    @property
    def tells_of_processor(self) -> bool:
        """Whether the mind's speed says how quick this processor is with it."""
        return self.mind != "server" and not self.busy and not self.placement.on_card


class SpeedTest:
    """Measures one part after another, so that none slows down the others."""

    def __init__(self, environment: Environment, store: ModelStore, tell: Callable[[str], None]) -> None:
        """`tell` gets a sentence on what is being measured."""
        self._environment, self._parts, self._tell = environment, ModelChoice(store), tell
        self._troubles: list[str] = []

    def measure(self) -> Speeds:
        """Measures all three; failures are listed in `troubles`."""
        busy = psutil.cpu_percent(interval=1.0) / 100 > BUSY
        tokens, prompt, placement = self._try(self._mind, "her mind") or (None, None, Placement())
        voice, first, sound = self._try(self._voice, "her voice") or (None, None, None)
        ear, whole, heard = self._try(lambda: self._ear(sound), "her hearing") or (None, None, "")
        settings = self._environment.settings
        return Speeds(
            self._parts.llm_id(settings), voice_name(settings), stt_name(settings), tokens, prompt, voice, first, ear, whole,
            heard, placement, busy, tuple(self._troubles),
        )  # fmt: skip

    def _try(self, measure: Callable[[], _T], words: str) -> _T | None:
        self._tell(f"measuring {words} …")
        try:
            return measure()
        except KNOWN as error:
            self._troubles.append(str(error))
            return None

    def _mind(self) -> tuple[float, float, Placement] | None:
        """Returns tokens per second generated, and read, and where; None when no mind is installed."""
        chosen = self._parts.llm(self._environment)
        if chosen is None:
            return None
        mind = chosen.make(self._tell)
        try:
            mind.open()
            speed = measure(mind, ROUNDS, lambda: False)
            placement = placement_of(mind) or Placement()
        finally:
            mind.close()
        return None if speed is None else (speed.tokens_per_s, speed.read_per_s, placement)

    def _voice(self) -> tuple[float, float, Samples] | None:
        """Returns seconds of work per second of speech, those for CLAUSE, and SAMPLE spoken at 16 kHz; None without a voice."""
        _, voice = self._parts.voice(self._environment, self._tell)
        if voice is None:
            return None
        try:
            voice.open()
            speech, took = _quickest(lambda: voice.speak(SAMPLE))
            _, first = _quickest(lambda: voice.speak(CLAUSE))
        finally:
            voice.close()
        seconds = len(speech.samples) / speech.rate
        sound: Samples = soxr.resample(speech.samples, speech.rate, RATE).astype(np.float32)
        return round(took / max(1e-3, seconds), 2), round(first, 2), sound

    def _ear(self, sound: Samples | None) -> tuple[float, float, str] | None:
        """Returns seconds of work per second of speech, those for `sound`, and the text; None when there is no sound."""
        if sound is None or not len(sound):
            return None
        _, ear = self._parts.stt(self._environment, self._tell)
        try:
            ear.open()
            heard, took = _quickest(lambda: ear.transcribe(sound))
        finally:
            ear.close()
        return round(took * RATE / len(sound), 2), round(took, 2), heard.text


def expected(speeds: Speeds) -> TurnTrace | None:
    """Returns how long an answer would take here with nothing done ahead; None when a part was not measured."""
    thought, read = speeds.tokens_per_s, speeds.prompt_tokens_per_s
    if not thought or not read or speeds.voice_s is None or speeds.ear_s is None:
        return None
    phases = {
        "endpoint": NOTICING_S,
        "ear": speeds.ear_s,
        "first_token": LINE_TOKENS / read + 1 / thought,
        "clause": CLAUSE_TOKENS / thought,
        "first_audio": speeds.voice_s,
    }
    return TurnTrace(0, sum(phases.values()), phases)


def _quickest(work: Callable[[], _T]) -> tuple[_T, float]:
    """Returns the result, and the seconds of the quickest round; the first round is slower than all others."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = work()
        best = min(best, time.perf_counter() - began)
    return done, best
