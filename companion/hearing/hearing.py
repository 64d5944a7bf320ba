"""The stage between the microphone and the mind: samples in, reports of onsets, utterances and transcripts out."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from companion.audio import RATE, Samples
from companion.hearing.meter import DeadLine, Meter
from companion.hearing.recognised import Recognised
from companion.hearing.segmenter import Dropped, Found, Onset, Rules, Segmenter
from companion.hearing.transcriber import Transcriber
from models.hearing import Detector, Ear

log = logging.getLogger(__name__)


def _ignore(_: object) -> None:
    """What is done with a report nobody asked for."""


@dataclass(frozen=True)
class Habits:
    """How to listen."""

    silence_ms: int = 700
    """Silence that ends an utterance; milliseconds of audio."""
    tail_ms: int = 250
    """How long to stay deaf after she has stopped: the room still rings, the loudspeaker still holds a buffer."""
    backlog_s: float = 10.0
    """Seconds of audio that may wait for the detector; what comes beyond is lost and counted."""
    microphone: str = ""
    """Its name, for the one sentence about a dead one."""


@dataclass(frozen=True)
class Reports:
    """Who is told what. Seconds are of input audio. Called on hearing's own threads; must not wait, nor `close`."""

    onset: Callable[[float], None] = _ignore
    """Speech began at these seconds; `dropped` or `utterance` follows."""
    dropped: Callable[[float], None] = _ignore
    """It ended at these seconds and was none after all."""
    utterance: Callable[[int], None] = _ignore
    """Utterance number n is over and on its way to the ear; `recognised` follows, always and once."""
    recognised: Callable[[Recognised], None] = _ignore
    level: Callable[[float], None] = _ignore
    """0…1, about thirty times a second."""
    listened: Callable[[int], None] = _ignore
    """Samples dealt with since `open`, after every piece: the clock of the input, and what paces a file."""
    trouble: Callable[[str], None] = _ignore
    """One sentence for the user."""


@dataclass(frozen=True, eq=False)
class _Piece:
    """Samples, and where on the microphone's clock they begin."""

    samples: Samples
    start: int


class _Why(Enum):
    """Why nothing is heard; she hears when there is no reason not to."""

    SHE_SPEAKS = auto()
    PAUSED = auto()


@dataclass(frozen=True)
class _Deafen:
    """Stop or go on listening."""

    because: _Why
    deaf: bool


class Hearing:
    """Half duplex: while she speaks, and a little longer, what the microphone brings is dropped."""

    def __init__(self, detector: Detector, ear: Ear, reports: Reports, habits: Habits | None = None) -> None:
        """`ear` has been opened by its owner; its calls may take as long as they like."""
        self._detector, self._reports = detector, reports
        self._habits = habits or Habits()
        self._segmenter = Segmenter(detector, Rules(silence_ms=self._habits.silence_ms))
        self._transcriber = Transcriber(ear, reports.utterance, reports.recognised)
        self._meter, self._dead_line = Meter(), DeadLine()
        self._queue: queue.SimpleQueue[_Piece | _Deafen | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._arrived = self._waiting = self._overflows = 0
        self._thread: threading.Thread | None = None
        self._deaf: set[_Why] = set()
        self._next = self._tail = 0

    @property
    def overflows(self) -> int:
        """Pieces lost because the detector could not keep up."""
        return self._overflows

    def open(self) -> None:
        """Load the detector and begin; raises ModelError."""
        self._detector.open()
        self._transcriber.open()
        self._thread = threading.Thread(target=self._run, name="hearing", daemon=True)
        self._thread.start()

    def hear(self, samples: Samples) -> None:
        """Take samples from the microphone: mono, 16 kHz, any length. Never waits; any one thread."""
        with self._lock:
            start = self._arrived
            self._arrived += len(samples)
            if self._waiting > self._habits.backlog_s * RATE:
                self._overflows += 1
                return
            self._waiting += len(samples)
        self._queue.put(_Piece(samples, start))

    def mute(self) -> None:
        """She begins to speak: drop what comes from here on."""
        self._queue.put(_Deafen(_Why.SHE_SPEAKS, True))

    def unmute(self) -> None:
        """She has stopped: listen again, after the tail."""
        self._queue.put(_Deafen(_Why.SHE_SPEAKS, False))

    def pause(self) -> None:
        """The user closed the microphone."""
        self._queue.put(_Deafen(_Why.PAUSED, True))

    def resume(self) -> None:
        """The user opened the microphone."""
        self._queue.put(_Deafen(_Why.PAUSED, False))

    def close(self) -> None:
        """End; utterances not yet recognised are forgotten. May be called twice, but not from a report."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._transcriber.close()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            try:
                if isinstance(message, _Piece):
                    self._take(message)
                else:
                    self._deafen(message)
            except Exception:  # the outermost loop: a fault of ours closes the ear, not the program
                log.exception("hearing failed")
                self._deaf.add(_Why.PAUSED)
                self._reports.trouble(
                    "Listening stopped because of a fault in this program; open the microphone again."
                )

    def _take(self, piece: _Piece) -> None:
        with self._lock:
            self._waiting -= len(piece.samples)
        try:
            if not self._deaf:
                self._listen(piece)
        finally:
            self._reports.listened(piece.start + len(piece.samples))

    def _listen(self, piece: _Piece) -> None:
        for level in self._meter.feed(piece.samples):
            self._reports.level(level)
        if self._dead_line.feed(piece.samples):
            name = f" “{self._habits.microphone}”" if self._habits.microphone else ""
            self._reports.trouble(
                f"The microphone{name} gives only silence; switch it on, allow its use, or choose another."
            )
        skipped = min(self._tail, len(piece.samples))
        self._tail -= skipped
        start = piece.start + skipped
        if start != self._next:
            self._report(self._segmenter.reset(start))
        self._report(self._segmenter.feed(piece.samples[skipped:]))
        self._next = piece.start + len(piece.samples)

    def _report(self, found: Iterable[Found]) -> None:
        for one in found:
            if isinstance(one, Onset):
                self._reports.onset(one.start / RATE)
            elif isinstance(one, Dropped):
                self._reports.dropped(one.end / RATE)
            else:
                self._transcriber.take(one)

    def _deafen(self, message: _Deafen) -> None:
        before = bool(self._deaf)
        (self._deaf.add if message.deaf else self._deaf.discard)(message.because)
        if self._deaf and not before:
            self._report(self._segmenter.reset(self._next))
            self._reports.level(0.0)
        elif before and not self._deaf:
            self._tail = self._habits.tail_ms * RATE // 1000
            self._next = -1  # wherever the next piece begins, nothing before it belongs to it
            self._dead_line.reset()
