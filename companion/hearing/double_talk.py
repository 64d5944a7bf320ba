"""Microphone and loudspeaker samples while she speaks in; out, frame by frame, whether somebody speaks over her."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Background, Barge, BargeIn
from companion.hearing.echo_delay import EchoDelay
from companion.hearing.near_end import NearEnd
from models.stt import Detector

EARLY = RATE // 25
"""Samples by which the reference comes before its echo, for the delay is not quite certain: 40 ms."""
MOVED = RATE * 3 // 100
"""A delay that changes by less changes nothing."""


class ResidualFrames:
    """Whether the other canceller, which takes too much rather than too little, lately left more than it always does."""

    ABOVE_DB = 6.0
    """To what it usually leaves. Her own voice, where the near end's model errs, it leaves nothing of."""
    LATELY = 4
    """Frames of 32 ms, the newest included: it comes and goes with the syllables."""

    def __init__(self) -> None:
        self._background, self._ago = Background(), self.LATELY

    def add_frame(self, cleaned: Samples) -> bool:
        """The next 32 ms of what it left."""
        level_db = decibels(cleaned)
        stands_out = level_db >= self._background.learn(level_db) + self.ABOVE_DB
        self._ago = 0 if stands_out else self._ago + 1
        return self._ago < self.LATELY


class DoubleTalkDetector:
    """A detector of its own on the near end, for the one on the cleaned signal hears too late; owned by hearing's thread."""

    def __init__(self, detector: Detector, barge_in: BargeIn | None = None) -> None:
        """`detector` is open, and used here only."""
        self._detector = detector
        self._barge_in = barge_in or BargeIn()
        self._near_end, self._delay = NearEnd(), EchoDelay()
        self._late = np.zeros(0, np.float32)
        """Of the reference, what is held back until its echo comes."""
        self._left = ResidualFrames()
        self._rest = self._cleaned = np.zeros(0, np.float32)

    @property
    def is_ready(self) -> bool:
        """Whether the way from loudspeaker to microphone is known; until then nobody is noticed here."""
        return self._near_end.likely_echo < 0.5

    def feed(self, near: Samples, far: Samples, cleaned: Samples | None = None) -> Iterator[Barge]:
        """As many samples of each, 16 kHz, on one clock; the reference 0…500 ms before its echo. One answer a frame.

        `cleaned`: what the other canceller left of `near`; where that is nothing she is not stopped.
        Fed as long as the loudspeaker gives anything, audible or not: the way from it to the microphone is learned here.
        """
        self._follow(self._delay.feed(near, far))
        far = np.concatenate((self._late, far))
        self._late = far[len(near) :]
        waiting = np.concatenate((self._rest, self._near_end.clean(near, far[: len(near)])))
        if cleaned is not None:
            self._cleaned = np.concatenate((self._cleaned, cleaned))
        size = self._detector.frame
        whole = len(waiting) // size * size
        self._rest = waiting[whole:]
        for frame in waiting[:whole].reshape(-1, size):
            likely, echo = self._detector.probability(frame), self._near_end.likely_echo
            yield self._barge_in.add_frame(likely, decibels(frame), echo, self._somebody(size))

    def _somebody(self, size: int) -> bool:
        if len(self._cleaned) < size:
            return True
        frame, self._cleaned = self._cleaned[:size], self._cleaned[size:]
        return self._left.add_frame(frame)

    def reset(self) -> None:
        """She begins or stops being audible, or goes on after a hold. What was learned of the echo stays."""
        self._barge_in.reset()
        self._detector.reset()

    def devices_changed(self) -> None:
        """Another way from loudspeaker to microphone: learn it anew."""
        self._near_end, self._delay = NearEnd(), EchoDelay()
        self._left = ResidualFrames()
        self._late, self._rest, self._cleaned = self._late[:0], self._rest[:0], self._cleaned[:0]
        self.reset()

    def _follow(self, delay: int | None) -> None:
        """Hold the reference back until shortly before its echo comes: what the filter spans is short."""
        late = 0 if delay is None else max(0, delay - EARLY)
        if abs(late - len(self._late)) > MOVED:
            self._late = np.concatenate((np.zeros(max(0, late - len(self._late)), np.float32), self._late))[
                -late or None :
            ]
            self._late = self._late if late else self._late[:0]
            self._near_end = NearEnd()


def decibels(samples: Samples) -> float:
    """Loudness in dBFS, −120 and more."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-12)))
