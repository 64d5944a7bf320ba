"""Whether she is audible, and each frame heard meanwhile, come in; what is said over her, and whether it counts, goes out."""

from __future__ import annotations

from collections.abc import Iterator

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn
from companion.hearing.double_talk import DoubleTalkDetector, decibels

TAIL = RATE // 4
"""Samples after her last one in which the room still rings and the loudspeaker still holds a buffer."""
GOES_ON = 3 * RATE // 10
"""Samples for which somebody must go on after she has stopped, for what they began under her voice to count."""


class Overlap:
    """Keeps count of who spoke first; owned by hearing's thread.

    With a canceller what is said over her is looked for in the near end (`Overhearing`), else in the signal itself.
    """

    def __init__(self, overhearing: DoubleTalkDetector | None = None) -> None:
        self._overhearing, self._barge_in = overhearing, BargeIn()
        self._audible = self._stopped = False
        self._audible_since, self._silent_since = -10 * RATE, -10 * RATE
        """Where she became audible last, and where she stopped."""

    def set_audible(self, on: bool, at: int) -> None:
        """She is audible (True) from sample `at` on, or no longer."""
        if on == self._audible:
            return
        self._audible = on
        self._barge_in.reset()
        if self._overhearing is not None:
            self._overhearing.reset()
        if on:
            self._stopped, self._audible_since = False, at
        else:
            self._silent_since = at

    def detect(self, near: Samples, far: Samples, at: int, cleaned: Samples | None = None) -> Iterator[Barge]:
        """The microphone's and the loudspeaker's samples, up to sample `at`: what is to be done, if anything."""
        if self._overhearing is None or not (self._near_her(at) or far.any()):
            return
        for found in self._overhearing.feed(near, far, cleaned):
            yield self._heed(found, at)

    def add_frame(self, frame: Samples, likely: float, at: int, echo: float = 0.0) -> Barge:
        """One frame of the signal, ending at sample `at`: what is to be done where the near end can't tell (yet).

        `echo`: 0…1, how likely it is her own voice.
        """
        if (self._overhearing is not None and self._overhearing.is_ready) or not self._near_her(at):
            return Barge.NOTHING
        return self._heed(self._barge_in.add_frame(likely, decibels(frame), echo), at)

    def is_addressed(self, start: int, end: int) -> bool:
        """Whether speech that began at `start`, and of which the last was heard at `end`, is said to her."""
        if self._stopped:
            return True
        if self._audible:
            return False
        return start >= self._silent_since or end >= self._silent_since + GOES_ON

    def began_over(self, start: int) -> bool:
        """Whether she was audible at `start`, or just had been."""
        return self._audible or self._audible_since <= start < self._silent_since + TAIL

    def devices_changed(self) -> None:
        """Her voice takes another way to the microphone."""
        if self._overhearing is not None:
            self._overhearing.devices_changed()

    def _near_her(self, at: int) -> bool:
        return self._audible or at < self._silent_since + TAIL

    def _heed(self, found: Barge, at: int) -> Barge:
        """In her last echoes only a stop counts, and just before she begins nothing does."""
        if not self._near_her(at) or not (self._audible or found is Barge.STOP):
            return Barge.NOTHING
        self._stopped |= found is Barge.STOP
        return found
