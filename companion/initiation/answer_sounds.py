"""Hears how each spoken answer was said, against the answers before it in this very interview."""

from __future__ import annotations

import time
from collections.abc import Callable

from companion.audio.devices import RATE
from companion.hearing import FinalTranscript
from companion.prosody.baseline import Baseline
from companion.prosody.hesitation import hesitation
from companion.prosody.measuring import MeasuredUtterance, measure


class AnswerSounds:
    """`heard` is called on the transcriber's thread, before the line is committed; the rest where the interview is conducted."""

    def __init__(self, clock: Callable[[], float], files: bool) -> None:
        """`clock`: seconds of the events. `files`: it counts the input's audio, as transcripts do, and not the time of day."""
        self._clock, self._files = clock, files
        self._baseline: Baseline | None = None
        self._asked_at = 0.0
        self._last: tuple[str, MeasuredUtterance] | None = None

    def begin(self) -> None:
        """An interview begins: nothing is known of the speaker."""
        self._baseline, self._last, self._asked_at = Baseline(), None, self._clock()

    def end(self) -> None:
        """The interview is over: measure nothing more, and keep nothing."""
        self._baseline = self._last = None

    def asked(self) -> None:
        """The question has been said to its end."""
        self._asked_at = self._clock()

    def heard(self, said: FinalTranscript) -> None:
        """Measure an utterance while an interview is under way."""
        if self._baseline is not None and said.samples is not None and said.text.strip():
            onset = max(0.0, self._began(said) - self._asked_at)
            self._last = (said.text.strip(), measure(said.samples, RATE, said.text, onset))

    def hesitation(self, text: str) -> float:
        """How surely this answer, the one heard last, was hesitant, 0…1; 0 if it was not heard. It is of the baseline then."""
        last, self._last = self._last, None
        if last is None or self._baseline is None or last[0] != text.strip():
            return 0.0
        found = hesitation(last[1], self._baseline).confidence
        self._baseline.add(last[1])
        return found

    def _began(self, said: FinalTranscript) -> float:
        """When the speech began, on the events' clock."""
        if self._files:
            return said.start
        return self._clock() - (time.monotonic() - said.decided_at) - (said.decided - said.start)
