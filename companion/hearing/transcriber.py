"""Transcribes utterances, and what there is of them so far, on a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from companion.audio.devices import RATE, Samples
from companion.errors import KNOWN
from companion.hearing.segmenter import Pause, Utterance
from companion.hearing.transcripts import (
    EndOfTurnEstimate,
    EstimateListener,
    FinalTranscript,
    InterimTranscript,
    Overlapping,
)
from models.stt import SpeechToText, Transcript

FAULT = "I could not make that out because of a fault in this program; please say it again."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TranscriptListeners:
    """Whom the transcriber informs; they must not wait."""

    utterance: Callable[[int], None]
    """Utterance number n was queued; exactly one `final_transcript` follows. Called on the thread that queues it."""
    final_transcript: Callable[[FinalTranscript], None]
    """On the transcriber's thread."""
    interim_transcript: Callable[[InterimTranscript], None]
    """On the transcriber's thread."""


class _Audio(Protocol):
    """A stretch of speech: an utterance, or what there is of one."""

    @property
    def samples(self) -> Samples: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, eq=False)
class _QueuedUtterance:
    number: int
    utterance: Utterance
    overlapping: Overlapping
    decided_at: float


@dataclass(frozen=True, eq=False)
class _QueuedPause:
    pause: Pause
    report_estimate: EstimateListener
    overlapping: Overlapping
    asked_at: float


class Transcriber:
    """Answers every utterance once, in order, even if the recogniser fails; transcribes only the newest of the pauses."""

    def __init__(self, stt: SpeechToText, listeners: TranscriptListeners) -> None:
        self._stt, self._listeners = stt, listeners
        self._queue: queue.SimpleQueue[_QueuedUtterance | _QueuedPause | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._number = 0
        self._newest: object = None
        self._last: tuple[tuple[int, int], Transcript] | None = None
        """Which speech was transcribed last, and its transcript: it is the whole utterance's, too, if no speech was added."""

    @property
    def queued(self) -> int:
        """How many utterances were queued so far."""
        return self._number

    def open(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._run, name="transcribing", daemon=True)
        self._thread.start()

    def queue_interim(
        self, pause: Pause, report_estimate: EstimateListener, overlapping: Overlapping = Overlapping.NO
    ) -> None:
        """Queue what was said so far; it is not transcribed if something newer is queued before its turn.

        `report_estimate` goes with the transcript, or gets an empty estimate if there is none.
        """
        queued = self._newest = _QueuedPause(pause, report_estimate, overlapping, time.monotonic())
        self._queue.put(queued)

    def queue_utterance(self, utterance: Utterance, overlapping: Overlapping = Overlapping.NO) -> None:
        """Queue a whole utterance, and report that; always from the same thread."""
        self._number += 1
        self._listeners.utterance(self._number)
        queued = self._newest = _QueuedUtterance(self._number, utterance, overlapping, time.monotonic())
        self._queue.put(queued)

    def close(self) -> None:
        """Stop after the transcription under way. May be called twice."""
        self._closing.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (message := self._queue.get()) is not None and not self._closing.is_set():
            if isinstance(message, _QueuedUtterance):
                self._transcribe_utterance(message)
            elif message is self._newest or self._is_newest_utterance(message.pause):
                self._transcribe_pause(message)
            else:
                message.report_estimate(EndOfTurnEstimate())

    def _is_newest_utterance(self, pause: Pause) -> bool:
        """Whether the utterance queued meanwhile adds no speech: then its interim transcript is still worth having."""
        newest = self._newest
        return isinstance(newest, _QueuedUtterance) and _identity(newest.utterance) == _identity(pause)

    def _transcribe_pause(self, queued: _QueuedPause) -> None:
        pause = queued.pause
        try:
            transcript = self._transcribe(pause)
            text = "" if transcript.foreign and not queued.overlapping else transcript.text.strip()
            start, end = pause.start / RATE, pause.end / RATE
            self._listeners.interim_transcript(
                InterimTranscript(
                    text, start, end, pause.silent, queued.report_estimate, queued.asked_at, queued.overlapping
                )
            )
        except KNOWN as error:  # the whole utterance will fail, too, and that is reported
            log.warning("a guess failed: %s", error)
            queued.report_estimate(EndOfTurnEstimate())
        except Exception:
            log.exception("a guess failed")
            queued.report_estimate(EndOfTurnEstimate())

    def _transcribe_utterance(self, queued: _QueuedUtterance) -> None:
        try:
            self._listeners.final_transcript(_final_transcript(queued, self._transcribe(queued.utterance)))
        except KNOWN as error:
            self._listeners.final_transcript(_final_transcript(queued, Transcript("", 0.0), str(error)))
        except Exception:  # the outermost loop: a fault of ours costs this utterance, not the program
            log.exception("utterance %d could not be recognised", queued.number)
            self._listeners.final_transcript(_final_transcript(queued, Transcript("", 0.0), FAULT))

    def _transcribe(self, speech: _Audio) -> Transcript:
        if self._last is None or self._last[0] != _identity(speech):
            self._last = _identity(speech), self._stt.transcribe(speech.samples)
        return self._last[1]


def _identity(speech: _Audio) -> tuple[int, int]:
    """What tells one state of an utterance from another."""
    return speech.start, speech.end


def _final_transcript(queued: _QueuedUtterance, transcript: Transcript, failure: str = "") -> FinalTranscript:
    utterance = queued.utterance
    return FinalTranscript(
        number=queued.number,
        text=transcript.text.strip(),
        start=utterance.start / RATE,
        end=utterance.end / RATE,
        decided=utterance.decided / RATE,
        decided_at=queued.decided_at,
        confidence=transcript.confidence,
        overlapping=queued.overlapping,
        continues=utterance.continues,
        foreign=transcript.foreign,
        failure=failure,
        samples=utterance.samples,
    )
