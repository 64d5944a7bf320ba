"""Sounds in, played to the engine in real time as its microphone; the lines it heard and what it knew of each pause out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks._turn_ends import Wait
from companion.audio import RATE, Samples
from companion.events import Event, Heard
from companion.hearing import endpointing
from companion.hearing.endpointing import Evidence

NEAR_S = 0.4
"""What hearing takes for the end of speech is at most so far from it."""
_PIECE = RATE // 50
_LATE_S = 0.1


class RealTime:
    """A microphone that brings what it is given, as fast as it would be said; its clock is the samples it has brought."""

    def __init__(self) -> None:
        self._receive: Callable[[Samples], None] = lambda _samples: None
        self._brought, self._due = 0, 0.0
        self._never = threading.Event()

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        """See AudioInput; nothing can go wrong."""
        self._receive = receive

    def stop(self) -> None:
        """See AudioInput."""
        self._receive = lambda _samples: None

    def seconds(self) -> float:
        """Of input so far."""
        return self._brought / RATE

    def play(self, samples: Samples) -> float:
        """Returns when it is over; the second of input at which it began."""
        began, self._due = self.seconds(), max(self._due, time.monotonic() - _LATE_S)
        for at in range(0, len(samples), _PIECE):
            piece = samples[at : at + _PIECE]
            self._due += len(piece) / RATE
            self._never.wait(max(0.0, self._due - time.monotonic()))
            self._brought += len(piece)
            self._receive(piece)
        return began


class Diary(logging.Handler):
    """Notes the lines heard and, from hearing's own log, what it knew at its pauses."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds of input."""
        super().__init__(logging.DEBUG)
        self._clock = clock
        self._heard: list[Heard] = []
        self._known: list[tuple[float, Evidence]] = []

    def __enter__(self) -> Diary:
        self._before = endpointing.log.level
        endpointing.log.addHandler(self)
        endpointing.log.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_: object) -> None:
        endpointing.log.setLevel(self._before)
        endpointing.log.removeHandler(self)

    def note(self, event: Event) -> None:
        """Take an event of the engine's."""
        if isinstance(event, Heard):
            self._heard.append(event)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line of the log."""
        for evidence in record.args or ():
            if isinstance(evidence, Evidence):
                self._known.append((self._clock(), evidence))

    def lines(self, since: float) -> tuple[Heard, ...]:
        """The lines that began after this second of input, as if it were the first."""
        return tuple(
            replace(heard, t=heard.t - since, start=heard.start - since, end=heard.end - since)
            for heard in tuple(self._heard)
            if heard.start >= since
        )

    def tell(self, wait: Wait, since: float) -> None:
        """Write into a place of the sound that began at `since` what was known there, and from when on."""
        for at, evidence in tuple(self._known):
            if abs(at - evidence.silence_ms / 1000 - since - wait.start) < NEAR_S:
                known = (evidence.silence_ms, evidence.words, evidence.sound)
                if not wait.known or wait.known[-1][1:] != known[1:]:
                    wait.known.append(known)
