"""Keeps track of whether she is audible, and decides which speech over her voice counts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn
from companion.hearing.double_talk import DoubleTalkDetector, decibels
from companion.hearing.transcripts import Overlapping

TAIL = RATE // 4
"""Samples after she stops in which the room still rings and the loudspeaker still plays its buffer."""
LISTENED_ON = 6 * RATE // 10
"""Samples after she stops in which the near end is still made: so long AEC3 damages what is said."""
GOES_ON = 3 * RATE // 10
"""Speech that began under her voice counts only if it goes on for this many samples after she has stopped."""
NOTHING = np.zeros(0, np.float32)


class Overlap:
    """Knows who spoke first; owned by hearing's thread. Positions are samples of the microphone.

    With a canceller, speech over her is looked for in the near end (`DoubleTalkDetector`), otherwise in the signal itself.
    """

    def __init__(self, double_talk: DoubleTalkDetector | None = None) -> None:
        self._double_talk, self._barge_in = double_talk, BargeIn()
        self._audible = self._stopped = self._fed = False
        self._audible_since, self._silent_since = -10 * RATE, -10 * RATE
        """Where she became audible last, and where she stopped."""
        self._stop_began = 0

    @property
    def stop_began(self) -> int:
        """Where the speech began that stopped her last."""
        return self._stop_began

    @property
    def near_end(self) -> tuple[Samples, int]:
        """What the last `detect` made of the near end, perhaps nothing, and how many samples old its end is."""
        if self._double_talk is None or not self._fed:
            return NOTHING, 0
        return self._double_talk.near_end, self._double_talk.late

    def set_audible(self, on: bool, at: int) -> None:
        """She becomes audible (True) at `at`, or has stopped."""
        if on == self._audible:
            return
        self._audible = on
        self._barge_in.reset()
        if self._double_talk is not None:
            self._double_talk.reset()
        if on:
            self._stopped, self._audible_since, self._fed = False, at, False
        else:
            self._silent_since = at

    def detect(self, near: Samples, far: Samples, at: int, cleaned: Samples | None = None) -> Iterator[Barge]:
        """Look for double talk in the microphone's and the loudspeaker's samples up to `at`; yields what to do.

        `cleaned`: the canceller's output for `near`.
        """
        before, self._fed = self._fed, self._sounds(at, LISTENED_ON) or bool(far.any())
        if self._double_talk is None or not self._fed:
            return
        if not before:
            self._double_talk.begin()
        judged = self._audible or (not self._stopped and self._sounds(at, TAIL))
        for barge in self._double_talk.feed(near, far, cleaned, judged):
            yield self._filter(barge, at, self._double_talk.evidence)

    def add_frame(self, frame: Samples, likely: float, at: int, echo: float = 0.0) -> Barge:
        """Look for a barge-in in one frame that ends at `at`, where there is no near end; returns what to do.

        `likely`: the probability of speech; `echo`: 0…1, the probability that it is her own voice.
        """
        if self._double_talk is not None or not self._sounds(at, TAIL):
            return Barge.NOTHING
        barge = self._barge_in.add_frame(likely, decibels(frame), echo)
        return self._filter(barge, at, self._barge_in.evidence_ms * RATE // 1000)

    def likely_speech(self, likely: float) -> float:
        """The probability that the present frame is speech, by the canceller's output alone (`likely`) and by the near end."""
        if self._double_talk is None or not self._fed or (self._audible and not self._stopped):
            return likely
        if not self._double_talk.is_clean:
            return likely
        return max(likely, self._double_talk.likely)

    def is_addressed(self, start: int, end: int) -> bool:
        """Whether speech from `start` to `end` (so far) is said to her, and not just heard under her voice."""
        if self._stopped:
            return True
        if self._audible:
            return start < self._audible_since
        return start >= self._silent_since or end >= self._silent_since + GOES_ON

    def began_over(self, start: int) -> bool:
        """Whether she was audible at `start`, or shortly before."""
        return self._audible or self._audible_since <= start < self._silent_since + TAIL

    def overlapping(self, start: int) -> Overlapping:
        """The same, and whether she has been heard in this room long enough for her echo to be known."""
        if not self.began_over(start):
            return Overlapping.NO
        new = self._double_talk is not None and self._double_talk.room_is_new
        return Overlapping.ROOM_NEW if new else Overlapping.ROOM_KNOWN

    def devices_changed(self) -> None:
        """Learn the echo path again: another loudspeaker or microphone is in use."""
        if self._double_talk is not None:
            self._double_talk.devices_changed()

    def _sounds(self, at: int, tail: int) -> bool:
        return self._audible or at < self._silent_since + tail

    def _filter(self, barge: Barge, at: int, evidence: int) -> Barge:
        """While her last echoes ring only STOP counts; when she is not audible nothing does."""
        if not self._sounds(at, TAIL) or not (self._audible or barge is Barge.STOP):
            return Barge.NOTHING
        if barge is Barge.STOP:
            self._stopped, self._stop_began = True, at - evidence
        return barge
