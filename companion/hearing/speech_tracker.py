"""Follows the speech under way from its onset to its end: reports it, has it transcribed, and waits for estimates of its pauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from companion.audio.devices import RATE
from companion.hearing.barge_in import Barge
from companion.hearing.endpointing import Endpointer
from companion.hearing.interfaces import HearingListeners
from companion.hearing.messages import WordsEstimate
from companion.hearing.overlap import Overlap
from companion.hearing.segmenter import (
    MILLISECOND,
    Dropped,
    Onset,
    Pause,
    Renewed,
    Segmenter,
    SegmenterEvent,
    SpeechResumed,
    Utterance,
)
from companion.hearing.transcriber import Transcriber
from companion.hearing.transcripts import EndOfTurnEstimate, Overlapping

STOP_PATIENCE = 300 * MILLISECOND
"""Samples within which what stopped her must have become speech: the segmenter forgets what flickers after 250 ms."""


class SpeechTracker:
    """What has been reported of the speech under way; owned by hearing's thread. Positions are samples of the microphone."""

    def __init__(
        self,
        segmenter: Segmenter,
        overlap: Overlap,
        endpointer: Endpointer,
        transcriber: Transcriber,
        listeners: HearingListeners,
        queue_estimate: Callable[[WordsEstimate], None],
    ) -> None:
        """`queue_estimate` is called on any thread; the estimate must come back by `add_words_estimate`."""
        self._segmenter, self._overlap, self._endpointer = segmenter, overlap, endpointer
        self._transcriber, self._listeners, self._queue_estimate = transcriber, listeners, queue_estimate
        self._onset_reported = False
        """Whether this speech was reported."""
        self._overlapping = Overlapping.NO
        self._awaited_pause = 0
        """The pause whose words estimate is awaited; 0 for none."""
        self._stopped_at: int | None = None
        """Where she was stopped for somebody whose speech has not been reported yet; else None."""

    def report(self, events: Iterable[SegmenterEvent]) -> None:
        """Pass on what the segmenter found, each event as it comes."""
        for event in events:
            if isinstance(event, Onset):
                self.report_onset()
            elif isinstance(event, Pause):
                self._start_pause(event)
            elif isinstance(event, SpeechResumed):
                self._end_pause(event)
            else:
                self._end_utterance(event)

    def report_onset(self) -> None:
        """Report the speech under way, once, as soon as it counts as said to her."""
        start = self._segmenter.start
        if start is None or self._onset_reported or not self._overlap.is_addressed(start, self._segmenter.end):
            return
        self._onset_reported, self._stopped_at = True, None
        self._overlapping = self._overlap.overlapping(start)
        self._listeners.onset(start / RATE)

    def report_barge(self, barge: Barge, at: int, renewed: Renewed | None = None) -> None:
        """Pass on what to do about somebody who may be speaking over her at `at`; `renewed`: see `Segmenter.begin`."""
        if barge is Barge.STOP and not self._onset_reported:
            self._segmenter.begin(self._overlap.stop_began, renewed)
            self._stopped_at = at
        if barge is not Barge.NOTHING:
            self._listeners.barge(barge)

    def stop_for_talk_key(self, at: int) -> None:
        """Stop her: the push-to-talk key was pressed at `at`."""
        self._stopped_at = None if self._onset_reported else at
        self._listeners.barge(Barge.STOP)

    def stopped_in_vain(self, at: int) -> bool:
        """Whether she was stopped and by `at` no speech has followed."""
        return self._stopped_at is not None and at >= self._stopped_at + STOP_PATIENCE and self._segmenter.start is None

    def take_back_stop(self, at: int) -> None:
        """If she was stopped and no speech has followed, say so, or she would stay silent for ever."""
        if self._stopped_at is not None:
            self._stopped_at = None
            self._listeners.dropped(at / RATE)

    def add_words_estimate(self, message: WordsEstimate) -> None:
        """Note what the words before a pause tell."""
        self._endpointer.add_words_estimate(message.number, message.estimate)
        if message.number == self._awaited_pause:
            self._await_estimate(0)

    def _start_pause(self, pause: Pause) -> None:
        if not self._onset_reported:
            return
        number = self._endpointer.start_pause()
        if pause.silent:
            self._await_estimate(number)
            self._listeners.sound(pause.samples, pause.start / RATE, pause.end / RATE, False)
        self._transcriber.queue_interim(pause, partial(self._queue_words_estimate, number), self._overlapping)

    def _queue_words_estimate(self, number: int, estimate: EndOfTurnEstimate) -> None:
        """On any thread."""
        self._queue_estimate(WordsEstimate(number, estimate))

    def _end_pause(self, resumed: SpeechResumed) -> None:
        self._endpointer.speech_resumed(resumed.pause)
        self._await_estimate(0)
        if self._onset_reported:
            self._listeners.speech_resumed()

    def _end_utterance(self, event: Utterance | Dropped) -> None:
        reported = self._onset_reported
        self._onset_reported = reported and isinstance(event, Utterance) and event.continues
        self._endpointer.start_pause()
        if reported and isinstance(event, Utterance):
            self._listeners.sound(event.samples, event.start / RATE, event.end / RATE, True)
            self._transcriber.queue_utterance(event, self._overlapping)
        elif reported:
            self._listeners.dropped(event.end / RATE)
        self._await_estimate(0)

    def _await_estimate(self, number: int) -> None:
        before, self._awaited_pause = self._awaited_pause, number
        if before and before != number:
            self._listeners.waits(before, False)
        if number and before != number:
            self._listeners.waits(number, True)
