"""Attends to how each line is said, on a thread of its own: measures its sound behind the talk, estimates a mood, hands it on.

The sound of a pause is measured while the ear transcribes it; so the estimate is mostly there when the reply to that line begins.
Where it is not, the reply goes by the line before. Nothing here makes a reply wait.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.prosody.baseline import LEAST_SPEECH_S, Baseline, figures_of
from companion.prosody.measuring import MeasuredUtterance, measure, measure_words, with_words
from companion.prosody.mood import Mood, MoodEstimator

LONGEST_S = 15.0
"""Of a longer utterance the end is measured: how somebody speaks now."""
PASSES_S = 300.0
"""After so many seconds an estimate says nothing of how somebody is now."""

_WARM_UP: Samples = np.sin(np.arange(RATE // 4) / 20).astype(np.float32)

log = logging.getLogger(__name__)

Span = tuple[float, float]
"""Where speech began and ended, in seconds of input audio: what tells one state of an utterance from another."""


@dataclass(frozen=True)
class AttendedLine:
    """A line that was committed, with what is estimated of it."""

    message: int
    mood: Mood
    figures: dict[str, float] | None
    """Those of its sound; None for a typed line."""


@dataclass(frozen=True, eq=False)
class _Sound:
    samples: Samples
    span: Span
    whole: bool


@dataclass(frozen=True)
class _Line:
    message: int
    text: str
    span: Span | None
    """None: typed."""


class Attention:
    """What is known of how the user seems just now. Any thread may ask."""

    def __init__(
        self,
        wanted: Callable[[], bool],
        usual: Callable[[], Baseline],
        keep: Callable[[AttendedLine], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wanted`: whether moods may be read, asked each time. `usual` reads the baseline, `keep` a line's mood: on its thread."""
        self._wanted, self._usual, self._keep, self._clock = wanted, usual, keep, clock
        self._baseline, self._moods = Baseline(), MoodEstimator()
        self._queue: queue.SimpleQueue[_Sound | _Line | None] = queue.SimpleQueue()
        self._newest: _Sound | None = None
        self._measured: tuple[Span, MeasuredUtterance] | None = None
        self._mood: tuple[float, Mood] | None = None
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._run, name="attention", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread after what is queued. May be called twice."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def mood(self) -> Mood | None:
        """How the user seemed in the newest line that could be estimated, if that was not long ago."""
        if self._mood is None or not self._wanted() or self._clock() - self._mood[0] > PASSES_S:
            return None
        return self._mood[1]

    def hear(self, samples: Samples, start: float, end: float, whole: bool) -> None:
        """Measure the sound of a whole utterance, or of what there is of one, from second `start` to `end`. Never waits."""
        if self._wanted():
            self._newest = sound = _Sound(samples[-round(LONGEST_S * RATE) :], (start, end), whole)
            self._queue.put(sound)

    def interim(self, text: str, start: float, end: float) -> None:
        """Words that may be a whole line, with that sound: estimate it at once, if its sound is measured."""
        measured = self._measured
        if measured is not None and measured[0] == (start, end) and text.strip() and self._wanted():
            self._estimate(text, with_words(measured[1], text))

    def committed(self, message: int, text: str, span: Span | None) -> None:
        """A line is committed; `span` that of its sound, None if it was typed. Never waits."""
        if self._wanted():
            if span is None:
                self._estimate(text, measure_words(text))
            self._queue.put(_Line(message, text, span))

    def _estimate(self, text: str, utterance: MeasuredUtterance) -> Mood:
        mood = self._moods.estimate(text, utterance, self._baseline)
        self._mood = (self._clock(), mood)
        return mood

    def _run(self) -> None:
        self._begin()
        while (message := self._queue.get()) is not None:
            try:
                if isinstance(message, _Line):
                    self._attend(message)
                elif message.whole or message is self._newest:  # else more was said meanwhile
                    self._measure(message)
            except Exception:  # the outermost loop: the talk goes on without an estimate
                log.exception("how a line was said could not be told")

    def _begin(self) -> None:
        try:
            self._baseline = self._usual()
            measure(_WARM_UP, RATE, "", 0.0)  # brings Praat, which takes a moment
        except Exception:
            log.exception("how this speaker usually speaks could not be read")

    def _measure(self, sound: _Sound) -> None:
        if self._measured is None or self._measured[0] != sound.span:
            self._measured = (sound.span, measure(sound.samples, RATE, "", 0.0))

    def _attend(self, line: _Line) -> None:
        measured = self._measured
        heard = line.span is not None and measured is not None and measured[0] == line.span
        utterance = with_words(measured[1], line.text) if heard and measured is not None else measure_words(line.text)
        mood = self._estimate(line.text, utterance)
        known = heard and utterance.speech_s >= LEAST_SPEECH_S
        if known:
            self._baseline.add(utterance)
        self._keep(AttendedLine(line.message, mood, figures_of(utterance) if known else None))
