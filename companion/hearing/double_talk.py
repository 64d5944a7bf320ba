"""Detects, frame by frame while she is audible, whether somebody speaks over her (double talk)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn, NoiseFloor
from companion.hearing.echo_delay import EchoDelay
from companion.hearing.near_end import BLOCK, NearEnd
from models.stt import Detector

EARLY = RATE // 25
"""Samples by which the reference is kept ahead of its echo, because the delay is not quite certain: 40 ms."""
MOVED = RATE * 3 // 100
"""Smaller changes of the delay, in samples, are ignored."""
NEW = 2 * RATE // BLOCK
"""Blocks of her voice for which the echo path is new."""
CONFIRMED = 4 * RATE // BLOCK
"""Blocks of her voice after which AEC3 must confirm a stop: until then it removes people, too."""
REACHED = RATE // 10
"""An echo that comes this many samples after its reference is too late for the filter."""


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
        self.near_end = self._rest
        """What the last `feed` made of the near end; `late` tells where it belongs."""
        self.likely = 0.0
        """The probability that the last frame was speech."""

    @property
    def late(self) -> int:
        """How many samples older the end of `near_end` is than the end of what was fed."""
        return self._near_end.late

    @property
    def evidence(self) -> int:
        """How many samples ago the speech began for which it asked to stop her; 0 if there is none."""
        heard = self._barge_in.evidence_ms * RATE // 1000
        return heard and heard + len(self._rest) + self.late

    def feed(
        self, near: Samples, far: Samples, cleaned: Samples | None = None, audible: bool = True
    ) -> Iterator[Barge]:
        """Add equally many samples of both, 16 kHz, on one clock; yields what to do after each frame.

        The reference `far` comes 0…500 ms before its echo in `near`. `cleaned`: AEC3's output for `near`; once she has been
        heard for a while, she is not stopped where that is nothing. Feed it as long as the loudspeaker plays anything: it
        learns the echo path from that. `audible`: whether anybody can speak over her now.
        """
        delay = self._delay.feed(near, far)
        far = np.concatenate((self._late, far))
        self._late = far[len(near) :]
        self.near_end = self._near_end.clean(near, far[: len(near)])
        waiting = np.concatenate((self._rest, self.near_end))
        if cleaned is not None:
            self._cleaned = np.concatenate((self._cleaned, cleaned))
        size = self._detector.frame
        whole = len(waiting) // size * size
        self._rest = waiting[whole:]
        for frame in waiting[:whole].reshape(-1, size):
            self.likely = self._detector.probability(frame)
            left, self._cleaned = self._cleaned[:size], self._cleaned[size:]
            if audible:
                yield self._judge(frame, left)
        self._adapt_delay(delay)

    def _judge(self, frame: Samples, left: Samples) -> Barge:
        """What to do after this frame of the near end; `left`: AEC3's output for it, perhaps nothing."""
        early, late = self._near_end.sounded < NEW, self._near_end.sounded >= CONFIRMED
        certain = not len(left) or self._residual.add_frame(left) or not late
        barge = self._barge_in.add_frame(self.likely, decibels(frame), certain=certain, early=early)
        if barge is Barge.STOP and early and self._aligned():
            self._barge_in.reset()
            return Barge.RELEASE
        return barge

    def _aligned(self) -> bool:
        """Whether her voice came from further back than the filter reaches, so that it was no person; aligns the reference."""
        delay = self._delay.at_once()
        if delay is None or delay - len(self._late) <= REACHED:
            return False
        self._adapt_delay(delay)
        return True

    def reset(self) -> None:
        """Forget the evidence, because she becomes audible, has stopped, or resumes. What was learned of the echo stays."""
        self._barge_in.reset()

    def begin(self) -> None:
        """What is fed next does not follow what was fed last: she was silent for a while."""
        self._near_end.begin()
        self._late[:] = 0.0
        self._rest, self._cleaned = self._rest[:0], self._cleaned[:0]
        self._detector.reset()

    def devices_changed(self) -> None:
        """Learn the echo path again: another loudspeaker or microphone is in use."""
        self._near_end, self._delay = NearEnd(), EchoDelay()
        self._residual = ResidualFrames()
        self._late, self._rest, self._cleaned = self._late[:0], self._rest[:0], self._cleaned[:0]
        self._detector.reset()
        self.reset()

    def _adapt_delay(self, delay: int | None) -> None:
        """Hold the reference back until shortly before its echo comes: the filter is short."""
        if delay is None:
            return
        late = max(0, delay - EARLY)
        if abs(late - len(self._late)) > MOVED:
            self._late = self._delay.latest_far(late)
            self._near_end = NearEnd()


def decibels(samples: Samples) -> float:
    """The loudness in dBFS, at least −120."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-12)))
