"""Detects, frame by frame while she is audible, whether somebody speaks over her (double talk)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn, NoiseFloor
from companion.hearing.echo_delay import EchoDelay
from companion.hearing.near_end import NearEnd
from models.stt import Detector

EARLY = RATE // 25
"""Samples by which the reference is kept ahead of its echo, because the delay is not quite certain: 40 ms."""
MOVED = RATE * 3 // 100
"""Smaller changes of the delay, in samples, are ignored."""


class ResidualFrames:
    """Tells whether AEC3, which removes too much rather than too little, lately left more than it usually does.

    Of her own voice it leaves nothing, even where the near end's model errs; so this confirms that somebody is there.
    """

    ABOVE_DB = 6.0
    """How much louder than usual its output must be."""
    LATELY = 4
    """Frames of 32 ms for which that counts, including the newest: it comes and goes with the syllables."""

    def __init__(self) -> None:
        self._background, self._ago = NoiseFloor(), self.LATELY

    def add_frame(self, cleaned: Samples) -> bool:
        """Add the next 32 ms of its output; returns whether it was louder than usual lately."""
        level_db = decibels(cleaned)
        stands_out = level_db >= self._background.learn(level_db) + self.ABOVE_DB
        self._ago = 0 if stands_out else self._ago + 1
        return self._ago < self.LATELY


class DoubleTalkDetector:
    """Runs a second detector on the near end, because the one on AEC3's output reacts too late; owned by hearing's thread."""

    def __init__(self, detector: Detector, barge_in: BargeIn | None = None) -> None:
        """`detector` is open, and used only here."""
        self._detector = detector
        self._barge_in = barge_in or BargeIn()
        self._near_end, self._delay = NearEnd(), EchoDelay()
        self._late = np.zeros(0, np.float32)
        """The part of the reference that is held back until its echo comes."""
        self._residual = ResidualFrames()
        self._rest = self._cleaned = np.zeros(0, np.float32)

    @property
    def is_ready(self) -> bool:
        """Whether the echo path is known; until then this detects nobody."""
        return self._near_end.likely_echo < 0.5

    def feed(self, near: Samples, far: Samples, cleaned: Samples | None = None) -> Iterator[Barge]:
        """Add equally many samples of both, 16 kHz, on one clock; yields what to do after each frame.

        The reference `far` comes 0…500 ms before its echo in `near`. `cleaned`: AEC3's output for `near`; where that is
        nothing she is not stopped. Feed it as long as the loudspeaker plays anything: it learns the echo path from that.
        """
        self._adapt_delay(self._delay.feed(near, far))
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
            yield self._barge_in.add_frame(likely, decibels(frame), echo, self._is_confirmed(size))

    def _is_confirmed(self, size: int) -> bool:
        if len(self._cleaned) < size:
            return True
        frame, self._cleaned = self._cleaned[:size], self._cleaned[size:]
        return self._residual.add_frame(frame)

    def reset(self) -> None:
        """Forget the evidence, because she becomes audible, has stopped, or resumes. What was learned of the echo stays."""
        self._barge_in.reset()
        self._detector.reset()

    def devices_changed(self) -> None:
        """Learn the echo path again: another loudspeaker or microphone is in use."""
        self._near_end, self._delay = NearEnd(), EchoDelay()
        self._residual = ResidualFrames()
        self._late, self._rest, self._cleaned = self._late[:0], self._rest[:0], self._cleaned[:0]
        self.reset()

    def _adapt_delay(self, delay: int | None) -> None:
        """Hold the reference back until shortly before its echo comes: the filter is short."""
        late = 0 if delay is None else max(0, delay - EARLY)
        if abs(late - len(self._late)) > MOVED:
            self._late = np.concatenate((np.zeros(max(0, late - len(self._late)), np.float32), self._late))[
                -late or None :
            ]
            self._late = self._late if late else self._late[:0]
            self._near_end = NearEnd()


def decibels(samples: Samples) -> float:
    """The loudness in dBFS, at least −120."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-12)))
