"""Detects, frame by frame while she is audible, whether somebody speaks over her (double talk)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.aligned_near_end import AlignedNearEnd
from companion.hearing.barge_in import Barge, BargeIn, NoiseFloor
from companion.hearing.echo_alignment import EchoAlignment
from companion.hearing.near_end import BLOCK
from models.stt import Detector

NEW = 2 * RATE // BLOCK
"""Blocks of her voice for which the echo path is new."""
CONFIRMED = 4 * RATE // BLOCK
"""Blocks of her voice after which AEC3 must confirm a stop: until then it removes people, too."""
HANDED_OVER = RATE * 6 // 10
"""Samples of the near end that the ear gets when she is stopped: somebody may have spoken for a while before that is certain."""
BEFORE = RATE // 5
"""Samples before the evidence from which on the ear gets it gently cleaned; what came earlier is hers, if anybody's."""
LEFT_DB = 15.0
"""How much softer than her echo it may be what a new model leaves of it, of a loudspeaker that distorts."""
CHECKED = 6
"""Frames after which it is checked anew, without any need, whether the near end resembles her voice: 192 ms."""
JUDGED = RATE // 4
"""Samples of the near end that must not resemble her voice for her to be stopped; where her echo's place is known, the latest."""
NOTHING = np.zeros(0, np.float32)


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
        self._alignment, self._residual = EchoAlignment(), ResidualFrames()
        self._near_end = AlignedNearEnd()
        self._rest = self._cleaned = self._left = self._latest = self._gentler = NOTHING
        self._unchecked, self._asked_to_stop = 0, False
        self._talked_over = False
        """Whether she was stopped in this reply: what comes then is said to her."""
        self.is_clean = True
        """Whether the near end lately holds nothing that resembles her voice."""
        self._searching = False
        """Whether it is not known yet when the echo of this reply comes: until then nothing is judged."""
        self._waiting: list[tuple[Samples, Samples, Samples, bool]] = []
        """What was fed meanwhile."""
        self.near_end = NOTHING
        """What the last `feed` made of the near end; `late` tells where it belongs."""
        self.likely = 0.0
        """The probability that the last frame was speech; 0 as long as nothing is judged."""

    @property
    def late(self) -> int:
        """How many samples older the end of `near_end` is than the end of what was fed."""
        return self._near_end.late

    @property
    def room_is_new(self) -> bool:
        """Whether she has not been heard for long enough to know how her voice comes back."""
        return self._near_end.sounded < NEW

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
        self.near_end = NOTHING
        delay = self._alignment.feed(near, far)
        self._waiting.append((near, far, NOTHING if cleaned is None else cleaned, audible))
        if delay is not None:
            self._near_end.align(delay)
        if self._searching and not (self._alignment.found or self._alignment.unrelated or self._alignment.is_over):
            return
        self._searching = self._asked_to_stop = False
        waiting, self._waiting = self._waiting, []
        made = [NOTHING]
        for one in waiting:
            yield from self._judge_all(*one, made)
        self.near_end = np.concatenate(made) if self.is_clean else NOTHING
        if self._asked_to_stop:
            self._talked_over = True
            self.near_end = self._hand_over()

    def _hand_over(self) -> Samples:
        """What was said before she was stopped: gently cleaned since shortly before the evidence, thoroughly before that."""
        said = self._barge_in.evidence_ms * RATE // 1000 + BEFORE + len(self._rest)
        whole = np.concatenate((self._latest[:-said], self._gentler[-said:]))
        return whole[-(HANDED_OVER + len(self._rest)) :]

    def _judge_all(
        self, near: Samples, far: Samples, cleaned: Samples, audible: bool, made: list[Samples]
    ) -> Iterator[Barge]:
        cleaned_near = self._near_end.clean(near, far)
        gentler = self._near_end.for_ear
        made.append(gentler if self._talked_over else cleaned_near)
        self._latest = np.concatenate((self._latest, cleaned_near))[-2 * HANDED_OVER :]
        self._gentler = np.concatenate((self._gentler, gentler))[-2 * HANDED_OVER :]
        frames = np.concatenate((self._rest, cleaned_near))
        self._cleaned = np.concatenate((self._cleaned, cleaned))
        size = self._detector.frame
        whole = len(frames) // size * size
        self._rest = frames[whole:]
        for end, frame in enumerate(frames[:whole].reshape(-1, size), 1):
            self.likely = self._detector.probability(frame)
            left, self._cleaned = self._cleaned[:size], self._cleaned[size:]
            if audible:
                yield self._judge(frame, left, whole - end * size + len(self._rest) + self.late)

    def _judge(self, frame: Samples, left: Samples, ago: int) -> Barge:
        """What to do after this frame of the near end, which ended `ago` samples ago; `left`: AEC3's output for it, if any."""
        early, late = self._near_end.sounded < NEW, self._near_end.sounded >= CONFIRMED
        certain = not len(left) or self._residual.add_frame(left) or not late
        self._left = np.concatenate((self._left, frame))[-JUDGED:]
        self._unchecked += 1
        level_db, least_db = decibels(frame), self._near_end.echo_db - LEFT_DB
        barge = self._barge_in.add_frame(
            self.likely,
            level_db,
            certain=certain,
            early=early,
            soft=early and level_db < least_db,
            placed=self._near_end.is_placed,
        )
        if barge in (Barge.DUCK, Barge.STOP) or self._unchecked >= CHECKED:
            self._unchecked, self.is_clean = 0, not self._near_end.resembles(self._left, ago)
        if barge in (Barge.DUCK, Barge.STOP) and not self.is_clean:
            return self._barge_in.take_back(barge, early)
        self._asked_to_stop |= barge is Barge.STOP
        return barge

    def reset(self) -> None:
        """Forget the evidence, because she becomes audible, has stopped, or resumes. What was learned of the echo stays."""
        self._barge_in.reset()

    def begin(self) -> None:
        """A reply begins, or goes on: what is fed next does not follow what was fed last."""
        self._alignment.begin()
        self._near_end.begin()
        self._searching, self._waiting, self.likely = True, [], 0.0
        self._rest = self._cleaned = self._left = self._latest = self._gentler = NOTHING
        self._unchecked, self.is_clean, self._talked_over = 0, True, False
        self._detector.reset()

    def devices_changed(self) -> None:
        """Learn the echo path again: another loudspeaker or microphone is in use."""
        self._alignment, self._residual = EchoAlignment(), ResidualFrames()
        self._near_end = AlignedNearEnd()
        self.begin()
        self.reset()


def decibels(samples: Samples) -> float:
    """The loudness in dBFS, at least −120."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-12)))
