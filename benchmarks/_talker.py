"""Runs an engine in this process, types and speaks to it, and kills its workers: for `companion bench crash`."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable

import numpy as np
import psutil
import soxr

from companion.audio.devices import RATE, Music, ReferenceListener, Samples
from companion.audio.pacing import FilePacing
from companion.commands.session import require
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, Notice, Ready
from companion.runtime.model_choice import supervised_voice
from companion.runtime.model_chooser import PartName

LINES = (
    "I walked home along the river tonight.",
    "My sister called about the summer house.",
    "The bakery was closed, so I went without.",
    "What would you do on a rainy Sunday?",
    "Tell me a story about a lighthouse.",
    "I think I'll read a little before bed.",
)
SPOKEN = "My sister called about the summer house."
NEEDS = frozenset({"mind", "ear", "voice"})
GRACE_S = 5.0
"""Seconds within which a closed engine's processes must be gone."""


class Talker:
    """The engine, its microphone and loudspeaker, and every event it sent."""

    def __init__(self, environment: Environment) -> None:
        """Open the engine and wait until all its models are loaded. Raises CompanionError."""
        self._told: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._microphone, self._room = _Microphone(), _Room()
        self.engine = Engine(environment, Devices(self._microphone, _Loudspeaker(), self._room))
        require(self.engine, NEEDS)
        self._sound = _spoken(environment)
        self.engine.subscribe(self._told.put)
        self.engine.open()
        self.engine.listen(True)
        waiting = set(NEEDS)
        while waiting:
            event = self._told.get()
            if isinstance(event, Ready):
                waiting.discard(event.part)
            elif isinstance(event, Notice):
                raise CompanionError(event.message)

    def forget(self) -> None:
        """Drops the events so far: they belong to turns that are over."""
        while self._told.qsize():
            self._told.get()
        self._room.forget()

    def type(self, line: str) -> None:
        """Types a line."""
        self.engine.say(line)

    def speak(self) -> None:
        """Speaks a line."""
        self._microphone.hear(self._sound)

    def wait_utterance(self, patience_s: float) -> None:
        """Waits until a spoken line is on its way to recognition. Raises CompanionError."""
        try:
            self._room.utterances.get(timeout=patience_s)
        except queue.Empty:
            raise CompanionError("Nothing that was spoken came to an end; her hearing is stuck.") from None

    def until(self, wanted: Callable[[Event], bool], patience_s: float) -> list[Event]:
        """Returns every event up to the first wanted one. Raises CompanionError when it never comes."""
        events: list[Event] = []
        end = time.monotonic() + patience_s
        while not events or not wanted(events[-1]):
            try:
                events.append(self._told.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                told = ", ".join(event.name for event in events[-5:]) or "nothing"
                raise CompanionError(f"What was waited for did not come in {patience_s:.0f} s, only {told}.") from None
        return events

    def during(self, seconds: float) -> list[Event]:
        """Returns every event of the next so many seconds."""
        events: list[Event] = []
        end = time.monotonic() + seconds
        while True:
            try:
                events.append(self._told.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                return events

    def kill(self, part: PartName) -> float:
        """Kills this part's process; returns when, on the monotonic clock. Raises CompanionError when there is none."""
        pid = self.engine.worker_pids()[part]
        if pid is None:
            raise CompanionError(f"The process of the {part} is not there to be killed.")
        psutil.Process(pid).kill()
        return time.monotonic()

    def close(self) -> int:
        """Closes the engine; returns how many processes are left."""
        children = _workers()
        self.engine.close()
        _, alive = psutil.wait_procs(children, timeout=GRACE_S)
        return len(alive)


def _workers() -> list[psutil.Process]:
    """Returns this process's workers, without Python's own helper for them, which stays as long as this process."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]


def _spoken(environment: Environment) -> Samples:
    """Speaks a sentence in the system's voice, with the silence that ends it."""
    voice = supervised_voice("system", environment.models, lambda _sentence: None)
    try:
        voice.open()
        speech = voice.speak(SPOKEN)
    finally:
        voice.close()
    sound = np.concatenate([np.zeros(RATE // 2), soxr.resample(speech.samples, speech.rate, RATE), np.zeros(RATE * 2)])
    quiet = np.random.default_rng(0).standard_normal(len(sound)) * 1e-4
    spoken: Samples = (sound + quiet).astype(np.float32)
    return spoken


class _Microphone:
    """Delivers what `hear` is given, without waiting."""

    def __init__(self) -> None:
        self._receive: Callable[[Samples], None] = lambda _samples: None

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        self._receive = receive

    def stop(self) -> None:
        self._receive = lambda _samples: None

    def hear(self, sound: Samples) -> None:
        for at in range(0, len(sound), RATE // 50):
            self._receive(sound[at : at + RATE // 50])


class _Loudspeaker:
    """Plays everything at once."""

    rate = 24_000

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._queued = 0
        self._thread: threading.Thread | None = None

    def start(self, played: Callable[[int], None], trouble: Callable[[str], None]) -> None:
        def run() -> None:
            while (samples := self._queue.get()) is not None:
                played(samples)

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()

    def play(self, samples: Samples) -> int:
        start = self._queued
        self._queued += len(samples)
        self._queue.put(self._queued)
        return start

    def music(self, source: Music | None) -> None:
        """See AudioOutput."""

    def flush(self) -> int:
        return self._queued

    def gain(self, level: float) -> None:
        pass

    def reference(self, take: ReferenceListener) -> None:
        pass

    def stop(self) -> None:
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None


class _Room(FilePacing):
    """Notes when a spoken line goes to recognition."""

    def __init__(self) -> None:
        super().__init__()
        self.utterances: queue.SimpleQueue[Hashable] = queue.SimpleQueue()

    def begin(self, what: Hashable) -> None:
        super().begin(what)
        if isinstance(what, tuple) and what[0] == "utterance":
            self.utterances.put(what)

    def forget(self) -> None:
        while self.utterances.qsize():
            self.utterances.get()
