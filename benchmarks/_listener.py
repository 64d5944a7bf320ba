"""Collects what the engine tells about one recording: the lines heard, and what was known at each pause."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from benchmarks._turn_ends import PauseOrEnd
from companion.events import Event, Heard
from companion.hearing import endpointing
from companion.hearing.endpointing import Evidence

NEAR_S = 0.4
"""The largest distance, in seconds, between the true end of speech and what hearing takes for it."""


class ListeningLog(logging.Handler):
    """Records the lines heard and, from hearing's own log, what it knew at its pauses."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds of input."""
        super().__init__(logging.DEBUG)
        self._clock = clock
        self._heard: list[Heard] = []
        self._known: list[tuple[float, Evidence]] = []

    def __enter__(self) -> ListeningLog:
        self._before = endpointing.log.level
        endpointing.log.addHandler(self)
        endpointing.log.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_: object) -> None:
        endpointing.log.setLevel(self._before)
        endpointing.log.removeHandler(self)

    def note(self, event: Event) -> None:
        """Takes an event from the engine."""
        if isinstance(event, Heard):
            self._heard.append(event)

    def emit(self, record: logging.LogRecord) -> None:
        """Takes a record from the log."""
        for evidence in record.args or ():
            if isinstance(evidence, Evidence):
                self._known.append((self._clock(), evidence))

    def lines(self, since: float, until: float) -> tuple[Heard, ...]:
        """Returns the lines that began between these seconds of input, with times counted from `since`."""
        return tuple(
            replace(heard, t=heard.t - since, start=heard.start - since, end=heard.end - since)
            for heard in tuple(self._heard)
            if since <= heard.start < until
        )

    def copy_evidence(self, place: PauseOrEnd, since: float) -> None:
        """Copies into a pause or end of the sound that began at `since` what was known there, and from when on."""
        for at, evidence in tuple(self._known):
            if abs(at - evidence.silence_ms / 1000 - since - place.start) < NEAR_S:
                known = (evidence.silence_ms, evidence.words, evidence.sound)
                if not place.known or place.known[-1][1:] != known[1:]:
                    place.known.append(known)
