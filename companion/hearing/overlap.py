"""Keeps track of whether she is audible, and decides which speech over her voice counts."""

from __future__ import annotations

from collections.abc import Iterator

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn
from companion.hearing.double_talk import DoubleTalkDetector, decibels

TAIL = RATE // 4
"""Samples after she stops in which the room still rings and the loudspeaker still plays its buffer."""
GOES_ON = 3 * RATE // 10
"""Speech that began under her voice counts only if it goes on for this many samples after she has stopped."""


class Overlap:
    """Knows who spoke first; owned by hearing's thread. Positions are samples of the microphone.

    With a canceller, speech over her is looked for in the near end (`DoubleTalkDetector`), otherwise in the signal itself.
    """

    def __init__(self, double_talk: DoubleTalkDetector | None = None) -> None:
        self._double_talk, self._barge_in = double_talk, BargeIn()
        self._audible = self._stopped = False
        self._audible_since, self._silent_since = -10 * RATE, -10 * RATE
        """Where she became audible last, and where she stopped."""

    def set_audible(self, on: bool, at: int) -> None:
        """She becomes audible (True) at `at`, or has stopped."""
        if on == self._audible:
            return
        self._audible = on
        self._barge_in.reset()
        if self._double_talk is not None:
            self._double_talk.reset()
        if on:
            self._stopped, self._audible_since = False, at
        else:
            self._silent_since = at

    def detect(self, near: Samples, far: Samples, at: int, cleaned: Samples | None = None) -> Iterator[Barge]:
        """Look for double talk in the microphone's and the loudspeaker's samples up to `at`; yields what to do.

        `cleaned`: the canceller's output for `near`.
        """
        if self._double_talk is None or not (self._near_her(at) or far.any()):
            return
        for barge in self._double_talk.feed(near, far, cleaned):
            yield self._filter(barge, at)

    def add_frame(self, frame: Samples, likely: float, at: int, echo: float = 0.0) -> Barge:
        """Look for a barge-in in one frame that ends at `at`, as long as the near end cannot tell; returns what to do.

        `likely`: the probability of speech; `echo`: 0…1, the probability that it is her own voice.
        """
        if (self._double_talk is not None and self._double_talk.is_ready) or not self._near_her(at):
            return Barge.NOTHING
        return self._filter(self._barge_in.add_frame(likely, decibels(frame), echo), at)

    def is_addressed(self, start: int, end: int) -> bool:
        """Whether speech from `start` to `end` (so far) is said to her, and not just heard under her voice."""
        if self._stopped:
            return True
        if self._audible:
            return False
        return start >= self._silent_since or end >= self._silent_since + GOES_ON

    def began_over(self, start: int) -> bool:
        """Whether she was audible at `start`, or shortly before."""
        return self._audible or self._audible_since <= start < self._silent_since + TAIL

    def devices_changed(self) -> None:
        """Learn the echo path again: another loudspeaker or microphone is in use."""
        if self._double_talk is not None:
            self._double_talk.devices_changed()

    def _near_her(self, at: int) -> bool:
        return self._audible or at < self._silent_since + TAIL

    def _filter(self, barge: Barge, at: int) -> Barge:
        """While her last echoes ring only STOP counts; when she is not audible nothing does."""
        if not self._near_her(at) or not (self._audible or barge is Barge.STOP):
            return Barge.NOTHING
        self._stopped |= barge is Barge.STOP
        return barge
