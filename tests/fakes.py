"""Stands in for models, voices and devices: a mind that says what a test tells it, a silent voice, devices that a test moves."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from companion.audio.devices import Music, ReferenceListener, Samples
from companion.errors import CompanionError, WorkerError
from companion.memory import Memory
from models.language import (
    EndOfLine,
    GenerateRequest,
    LabelScores,
    LanguageModel,
    PrefillRequest,
    ScoreRequest,
    TextChunk,
    Usage,
)
from voices.manner import PLAIN, SpeakingManner
from voices.voice import Speech, Voice, Word

RATE = 1000
"""Samples per second of the voice and the loudspeaker: one sample is one millisecond."""
WORD = 100
"""Samples in every word."""
PATIENCE_S = 20


class Hold:
    """A place in a script where it waits until a test lets it go on, or until it is cancelled."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._go_on = threading.Event()

    def release(self) -> None:
        self._go_on.set()

    def wait(self, cancelled: Callable[[], bool], woken: threading.Condition) -> None:
        self.reached.set()
        with woken:
            woken.wait_for(lambda: self._go_on.is_set() or cancelled(), PATIENCE_S)

    def until_reached(self) -> None:
        assert self.reached.wait(PATIENCE_S), "nobody came here"


Script = Iterable["str | Hold | Exception"]


class ScriptedMind(LanguageModel):
    """Says what was enqueued, one script for each reply; without one, a new sentence each time."""

    rolls_back = True
    """Whether a preemptive reply may be asked for."""

    def __init__(self, context: int = 4096) -> None:
        self.context = context
        self.requests: list[GenerateRequest] = []
        """Every reply it was asked for."""
        self.read_ahead: list[PrefillRequest] = []
        """What it was given only to read ahead."""
        self.opened = self.closed = self.aborted = 0
        self.finished: float | None = None
        """The probability it gives that a line is finished; None: it can't tell."""
        self.opinion: float | None = None
        """The probability it gives the first of two labels; None: it can't tell."""
        self.judged: list[ScoreRequest] = []
        """Every request to choose a label."""
        self.held: list[bool] = []
        """The arguments of every `hold`."""
        self.reading: Script = ()
        """What happens while it reads ahead."""
        self.opening: Script = ()
        """What happens while it loads."""
        self.remark = ""
        """What the user should know of it."""
        self._scripts: deque[Script] = deque()
        self._woken = threading.Condition()

    def enqueue(self, *scripts: Script | str) -> None:
        """Adds scripts, one for each reply: pieces of text, a Hold to wait at, an exception to raise."""
        self._scripts += [(script,) if isinstance(script, str) else script for script in scripts]

    def drop_scripts(self) -> None:
        """Forgets the scripts that no reply has taken yet: whether a preemptive one took any is chance."""
        self._scripts.clear()

    def open(self) -> None:
        self.opened += 1
        list(self._perform(self.opening, lambda: bool(self.closed)))

    def count(self, text: str) -> int:
        return len(text.split())

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        if self.finished is not None and request.line:
            yield EndOfLine(self.finished)
        self.requests.append(request)
        script = self._scripts.popleft() if self._scripts else (f"Answer number {len(self.requests)}.",)
        yield from self._perform(script, cancelled)

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        self.read_ahead.append(request)
        list(self._perform(self.reading, cancelled))

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        self.judged.append(request)
        if self.opinion is None:
            return None
        sure = (self.opinion, 1 - self.opinion)
        shares = sure if len(request.labels) == 2 else (sure[1], *(0.0 for _ in request.labels[1:]))
        return LabelScores(shares, -20.0 if request.scored else None)

    def _perform(self, script: Script, cancelled: Callable[[], bool]) -> Iterator[TextChunk | Usage]:
        pieces = 0
        for step in script:
            if cancelled():
                break
            if isinstance(step, Exception):
                raise step
            if isinstance(step, Hold):
                step.wait(cancelled, self._woken)
            else:
                pieces += 1
                yield TextChunk(step)
        yield Usage(100, 10, pieces, 0.25, 0.5, "cancelled" if cancelled() else "stop")

    def release(self, hold: Hold) -> None:
        """Lets the script continue at this place."""
        with self._woken:
            hold.release()
            self._woken.notify_all()

    def hold(self, on: bool) -> None:
        self.held.append(on)

    def abort(self) -> None:
        with self._woken:
            self.aborted += 1
            self._woken.notify_all()

    def close(self) -> None:
        with self._woken:
            self.closed += 1
            self._woken.notify_all()


class SilentVoice(Voice):
    """Makes a tenth of a second of silence for each word; raises what `failures` holds for a sentence."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self.said: list[tuple[str, float]] = []
        self.manners: list[SpeakingManner] = []
        """How each of them was to be spoken."""
        self.failures: dict[str, Exception] = {}
        self.opened = self.closed = 0

    def open(self) -> None:
        self.opened += 1

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        self.manners.append(manner)
        self.said.append((sentence, speed))
        if sentence in self.failures:
            raise self.failures[sentence]
        return speech(sentence, self.rate)

    def close(self) -> None:
        self.closed += 1


class StuckVoice(SilentVoice):
    """Does not return from speaking until it is closed, like a voice whose worker hangs."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck, self._ended = threading.Event(), threading.Event()

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        self.stuck.set()
        assert self._ended.wait(PATIENCE_S), "a stuck voice must be closed"
        raise WorkerError("Her voice was closed.")

    def close(self) -> None:
        super().close()
        self._ended.set()


def speech(sentence: str, rate: int = RATE) -> Speech:
    """Returns silence with word times: word n from n/10 to (n+1)/10 seconds."""
    words = sentence.split()
    each = rate * WORD // RATE
    times = tuple(Word(word, i * WORD / RATE, (i + 1) * WORD / RATE) for i, word in enumerate(words))
    return Speech(np.zeros(len(words) * each, np.float32), rate, times)


class FakeLoudspeaker:
    """Plays when `advance` says so."""

    rate = RATE

    def __init__(self) -> None:
        self.position = 0
        """Samples audible so far."""
        self.flushes = self.stops = 0
        self.pieces: list[tuple[int, float]] = []
        """How many samples each piece had that it was given, and its peak."""
        self.loudness: list[float] = []
        self.source: Music | None = None
        """The arguments of every `gain`."""
        self._end = 0
        self._flows = False
        self._changed = threading.Condition()
        self._played: Callable[[int], None] = lambda samples: None

    def start(self, played: Callable[[int], None], trouble: Callable[[str], None]) -> None:
        self._played = played

    def play(self, samples: Samples) -> int:
        with self._changed:
            start = self._end
            self._end += len(samples)
            self.pieces.append((len(samples), float(np.abs(samples).max(initial=0.0))))
            self._changed.notify_all()
        if self._flows:
            self.flow()
        return start

    def gain(self, level: float) -> None:
        self.loudness.append(level)

    def reference(self, take: ReferenceListener) -> None:
        self.told_of = take

    def music(self, source: Music | None) -> None:
        with self._changed:
            self.source = source
            self._changed.notify_all()

    def hear_music(self, samples: int) -> Samples:
        """Waits until there is music, and takes so many samples of it, as a device would."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.source is not None, PATIENCE_S), "there was no music"
            assert self.source is not None
            return self.source.take(samples)

    def finish_music(self) -> None:
        """Takes music until there is none."""
        end = time.monotonic() + PATIENCE_S
        while (source := self.source) is not None:
            assert time.monotonic() < end, "the music does not end"
            source.take(self.rate // 10)

    def advance(self, samples: int) -> None:
        """Plays so many samples, waiting for them to be queued."""
        with self._changed:
            wanted = self.position + samples
            assert self._changed.wait_for(lambda: self._end >= wanted, PATIENCE_S), "there was nothing to play"
            self.position = wanted
        self._played(wanted)

    def advance_a_little(self, samples: int) -> None:
        """Plays so many samples, or as many as there are."""
        with self._changed:
            self.position = wanted = min(self.position + samples, self._end)
        self._played(wanted)

    def flow(self) -> None:
        """Plays everything as soon as it is queued, from now on."""
        self._flows = True
        with self._changed:
            self.position = wanted = self._end
        self._played(wanted)

    def flush(self) -> int:
        with self._changed:
            self.flushes += 1
            self._end = self.position
            return self.position

    def stop(self) -> None:
        self.stops += 1


class DiskThatFills:
    """A memory that can't save anything while `full`."""

    def __init__(self, memory: Memory) -> None:
        self._memory, self.full = memory, False

    def add(self, *line: Any, **kept: Any) -> Any:
        if self.full:
            raise CompanionError("The disk is full; make room.")
        return self._memory.add(*line, **kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._memory, name)


class QueueMicrophone:
    """Delivers the samples that a test puts into it."""

    def __init__(self) -> None:
        self.starts = self.stops = 0
        self._receive: Callable[[Samples], None] | None = None
        self.notify: Callable[[str], None] = lambda _sentence: None
        self.started = threading.Event()

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        self.starts += 1
        self._receive, self.notify = receive, trouble
        self.started.set()

    def stop(self) -> None:
        self.stops += 1
        self._receive = None

    def put(self, samples: Samples) -> None:
        """Delivers them in pieces of 10 ms, as a device would; none while it is closed."""
        for at in range(0, len(samples), 160):
            if (receive := self._receive) is not None:
                receive(samples[at : at + 160])
