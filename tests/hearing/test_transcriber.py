"""Checks that every utterance gets one answer, and that only the newest pause is transcribed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from companion.audio.devices import Samples
from companion.hearing.segmenter import Pause, Utterance
from companion.hearing.transcriber import Transcriber, TranscriptListeners
from companion.hearing.transcripts import EndOfTurnEstimate, FinalTranscript, InterimTranscript, Overlapping
from models.stt import Transcript
from tests.hearing.fakes import BROKEN_EAR, ScriptedEar

SOUND = np.zeros(1600, np.float32)


def pause(end: int, silent: bool = True) -> Pause:
    return Pause(SOUND, 0, end, end + 2400, silent)


def utterance(end: int) -> Utterance:
    return Utterance(SOUND, 0, 0, end, end + 3200)


class BusyEar(ScriptedEar):
    """Does not answer until it is let."""

    def __init__(self, *answers: str | Exception) -> None:
        super().__init__(*answers)
        self.asked, self.let = threading.Semaphore(0), threading.Semaphore(0)

    def transcribe(self, samples: Samples) -> Transcript:
        self.asked.release()
        assert self.let.acquire(timeout=20)
        return super().transcribe(samples)


class Desk:
    """A transcriber, and what it tells."""

    def __init__(self, stt: ScriptedEar) -> None:
        self.taken: list[int] = []
        self.judged: queue.SimpleQueue[EndOfTurnEstimate] = queue.SimpleQueue()
        self._told: queue.SimpleQueue[InterimTranscript | FinalTranscript] = queue.SimpleQueue()
        self.transcriber = Transcriber(stt, TranscriptListeners(self.taken.append, self._told.put, self._told.put))

    def guess(self, end: int, silent: bool = True) -> None:
        self.transcriber.queue_interim(pause(end, silent), self.judged.put)

    def take(self, end: int) -> None:
        self.transcriber.queue_utterance(utterance(end))

    def told(self) -> InterimTranscript | FinalTranscript:
        return self._told.get(timeout=20)


@contextmanager
def desk(stt: ScriptedEar) -> Iterator[Desk]:
    desk = Desk(stt)
    desk.transcriber.open()
    try:
        yield desk
    finally:
        desk.transcriber.close()


def test_a_guess_is_told_with_its_words_and_who_judges_it():
    with desk(ScriptedEar(" hello ")) as at:
        at.guess(100)
        guess = at.told()
        assert isinstance(guess, InterimTranscript)
        assert (guess.text, guess.silent) == ("hello", True)
        guess.report_end_of_turn(EndOfTurnEstimate(0.5))
        assert at.judged.get(timeout=20) == EndOfTurnEstimate(0.5)


def test_a_guess_that_was_overtaken_costs_nothing_and_nobody_waits_for_it():
    stt = BusyEar("one", "three")
    with desk(stt) as at:
        at.guess(100)
        assert stt.asked.acquire(timeout=20)
        at.guess(200)
        at.guess(300)
        stt.let.release(2)
        first, third = at.told(), at.told()
        assert isinstance(first, InterimTranscript)
        assert isinstance(third, InterimTranscript)
        assert (first.text, third.text) == ("one", "three")
        assert at.judged.get(timeout=20) == EndOfTurnEstimate()
        assert at.judged.empty()
    assert len(stt.heard) == 2


def test_the_words_of_a_guess_are_those_of_the_whole_when_nothing_was_added():
    stt = ScriptedEar("hello")
    with desk(stt) as at:
        at.guess(100)
        at.told()
        at.take(100)
        answer = at.told()
        assert isinstance(answer, FinalTranscript)
        assert (answer.text, answer.number, at.taken) == ("hello", 1, [1])
    assert len(stt.heard) == 1


def test_the_whole_is_heard_anew_when_something_was_added():
    with desk(ScriptedEar("hello", "hello there")) as at:
        at.guess(100)
        at.told()
        at.take(200)
        answer = at.told()
        assert isinstance(answer, FinalTranscript)
        assert answer.text == "hello there"


def test_a_guess_that_is_the_whole_is_told_first_even_when_the_whole_is_there():
    stt = BusyEar("one", "two")
    with desk(stt) as at:
        at.take(50)
        assert stt.asked.acquire(timeout=20)
        at.guess(100)
        at.take(100)
        stt.let.release(2)
        kinds = [type(at.told()) for _ in range(3)]
    assert kinds == [FinalTranscript, InterimTranscript, FinalTranscript]
    assert len(stt.heard) == 2


def test_a_guess_that_fails_is_judged_as_nothing_and_the_whole_tells_why():
    with desk(ScriptedEar(BROKEN_EAR, BROKEN_EAR)) as at:
        at.guess(100)
        assert at.judged.get(timeout=20) == EndOfTurnEstimate()
        at.take(100)
        answer = at.told()
        assert isinstance(answer, FinalTranscript)
        assert answer.failure == str(BROKEN_EAR)


class ForeignEar(ScriptedEar):
    """Hears a language that it does not know."""

    def transcribe(self, samples: Samples) -> Transcript:
        return replace(super().transcribe(samples), foreign=True)


def test_nothing_is_begun_for_another_language_unless_it_may_be_an_interruption():
    with desk(ForeignEar("Minash Aratatam", "Minash Aratatam", "Minash Aratatam")) as at:
        at.guess(100)
        assert at.told().text == ""
        at.transcriber.queue_interim(pause(200), at.judged.put, overlapping=Overlapping.ROOM_KNOWN)
        assert at.told().text == "Minash Aratatam"
        at.take(300)
        whole = at.told()
        assert isinstance(whole, FinalTranscript)
        assert (whole.text, whole.foreign) == ("Minash Aratatam", True)
