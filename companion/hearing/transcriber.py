"""Utterances, and what there is of them so far, in; what the ear made of them out; on a thread of its own."""

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
from companion.hearing.transcripts import EndOfTurnEstimate, EstimateListener, FinalTranscript, InterimTranscript
from models.stt import SpeechToText, Transcript

FAULT = "I could not make that out because of a fault in this program; please say it again."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TranscriptListeners:
    """Who is told; on the transcriber's thread, and they must not wait."""

    utterance: Callable[[int], None]
    """Utterance number n is over and on its way to the ear; `recognised` follows, always and once."""
    final_transcript: Callable[[FinalTranscript], None]
    interim_transcript: Callable[[InterimTranscript], None]


class _Audio(Protocol):
    """A stretch of speech: an utterance, or what there is of one."""

    @property
    def samples(self) -> Samples: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, eq=False)
class _Whole:
    number: int
    utterance: Utterance
    over_her: bool
    decided_at: float


@dataclass(frozen=True, eq=False)
class _Part:
    pause: Pause
    judge: EstimateListener
    over_her: bool
    asked_at: float


class Transcriber:
    """Gives every utterance exactly one answer, in order; a failing ear is an answer too. Of guesses only the newest counts."""

    def __init__(self, stt: SpeechToText, listeners: TranscriptListeners) -> None:
        self._stt, self._to = stt, listeners
        self._queue: queue.SimpleQueue[_Whole | _Part | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._number = 0
        self._newest: object = None
        self._last: tuple[tuple[int, int], Transcript] | None = None
        """What the ear made of the last guess, and of which speech: that of the whole, if nothing was added."""

    def open(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="transcribing", daemon=True)
        self._thread.start()

    def queue_interim(self, pause: Pause, judge: EstimateListener, overlapping: bool = False) -> None:
        """Queue what there is so far; `judge` goes with the answer. Not answered when something newer comes first.

        `over_her`: she was audible when it began.
        """
        part = self._newest = _Part(pause, judge, overlapping, time.monotonic())
        self._queue.put(part)

    def queue_utterance(self, utterance: Utterance, overlapping: bool = False) -> None:
        """Queue an utterance and say so; the caller is always the same thread."""
        self._number += 1
        self._to.utterance(self._number)
        whole = self._newest = _Whole(self._number, utterance, overlapping, time.monotonic())
        self._queue.put(whole)

    def close(self) -> None:
        """End after the one the ear is busy with. May be called twice."""
        self._closing.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (message := self._queue.get()) is not None and not self._closing.is_set():
            if isinstance(message, _Whole):
                self._answer(message)
            elif message is self._newest or self._same(message.pause):
                self._guess(message)
            else:
                message.judge(EndOfTurnEstimate())

    def _same(self, pause: Pause) -> bool:
        """Whether the whole that came meanwhile is just this: then its guess is worth having first."""
        newest = self._newest
        return isinstance(newest, _Whole) and _name(newest.utterance) == _name(pause)

    def _guess(self, part: _Part) -> None:
        pause = part.pause
        try:
            text = self._heard(pause).text.strip()
            start, end = pause.start / RATE, pause.end / RATE
            self._to.interim_transcript(
                InterimTranscript(text, start, end, pause.silent, part.judge, part.asked_at, part.over_her)
            )
        except KNOWN as error:  # the whole will fail, too, and be told
            log.warning("a guess failed: %s", error)
            part.judge(EndOfTurnEstimate())
        except Exception:
            log.exception("a guess failed")
            part.judge(EndOfTurnEstimate())

    def _answer(self, whole: _Whole) -> None:
        try:
            self._to.final_transcript(_recognised(whole, self._heard(whole.utterance)))
        except KNOWN as error:
            self._to.final_transcript(_recognised(whole, Transcript("", 0.0), str(error)))
        except Exception:  # the outermost loop: a fault of ours costs this utterance, not the program
            log.exception("utterance %d could not be recognised", whole.number)
            self._to.final_transcript(_recognised(whole, Transcript("", 0.0), FAULT))

    def _heard(self, speech: _Audio) -> Transcript:
        if self._last is None or self._last[0] != _name(speech):
            self._last = _name(speech), self._stt.transcribe(speech.samples)
        return self._last[1]


def _name(speech: _Audio) -> tuple[int, int]:
    return speech.start, speech.end


def _recognised(whole: _Whole, transcript: Transcript, failure: str = "") -> FinalTranscript:
    utterance = whole.utterance
    return FinalTranscript(
        number=whole.number,
        text=transcript.text.strip(),
        start=utterance.start / RATE,
        end=utterance.end / RATE,
        decided=utterance.decided / RATE,
        decided_at=whole.decided_at,
        confidence=transcript.confidence,
        overlapping=whole.over_her,
        continues=utterance.continues,
        failure=failure,
    )
