"""Utterances in, what the ear made of each out; on a thread of its own, so that listening never waits for the ear."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from companion.audio import RATE
from companion.errors import KNOWN
from companion.hearing.recognised import Recognised
from companion.hearing.segmenter import Utterance
from models.hearing import Ear, Transcript

FAULT = "I could not make that out because of a fault in this program; please say it again."

log = logging.getLogger(__name__)


class Transcriber:
    """Gives every utterance exactly one answer, in order; a failing ear is an answer too."""

    def __init__(self, ear: Ear, taken: Callable[[int], None], recognised: Callable[[Recognised], None]) -> None:
        self._ear, self._taken, self._recognised = ear, taken, recognised
        self._queue: queue.SimpleQueue[tuple[int, Utterance] | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._number = 0

    def open(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="transcribing", daemon=True)
        self._thread.start()

    def take(self, utterance: Utterance) -> None:
        """Queue an utterance and say so; the caller is always the same thread."""
        self._number += 1
        self._taken(self._number)
        self._queue.put((self._number, utterance))

    def close(self) -> None:
        """End after the one the ear is busy with. May be called twice."""
        self._closing.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (message := self._queue.get()) is not None and not self._closing.is_set():
            number, utterance = message
            try:
                self._recognised(self._answer(number, utterance))
            except Exception:  # the outermost loop: a fault of ours costs this utterance, not the program
                log.exception("utterance %d could not be recognised", number)
                self._recognised(_answer(number, utterance, Transcript("", 0.0), FAULT))

    def _answer(self, number: int, utterance: Utterance) -> Recognised:
        try:
            return _answer(number, utterance, self._ear.transcribe(utterance.samples))
        except KNOWN as error:
            return _answer(number, utterance, Transcript("", 0.0), str(error))


def _answer(number: int, utterance: Utterance, transcript: Transcript, failure: str = "") -> Recognised:
    return Recognised(
        number=number,
        text=transcript.text.strip(),
        start=utterance.start / RATE,
        end=utterance.end / RATE,
        decided=utterance.decided / RATE,
        ear_s=transcript.seconds,
        confidence=transcript.confidence,
        continues=utterance.continues,
        failure=failure,
    )
