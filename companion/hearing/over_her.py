"""Whether she is audible, and each frame heard meanwhile, come in; what is said over her, and whether it counts, goes out."""

from __future__ import annotations

import numpy as np

from companion.audio import RATE, Samples
from companion.hearing.barge_in import Barge, BargeIn

TAIL = RATE // 4
"""Samples after her last one in which the room still rings and the loudspeaker still holds a buffer."""
GOES_ON = 3 * RATE // 10
"""Samples for which somebody must go on after she has stopped, for what they began under her voice to count."""


class OverHer:
    """Keeps count of who spoke first; owned by hearing's thread."""

    def __init__(self, barge_in: BargeIn | None = None) -> None:
        self._barge_in = barge_in or BargeIn()
        self._audible = self._stopped = False
        self._silent_since = -10 * RATE

    def sounding(self, on: bool, at: int) -> None:
        """She is audible (True) from sample `at` on, or no longer."""
        if on == self._audible:
            return
        self._audible = on
        self._barge_in.reset()
        if on:
            self._stopped = False
        else:
            self._silent_since = at

    def frame(self, frame: Samples, likely: float, at: int, echo: float) -> Barge:
        """One frame of the cleaned signal, ending at sample `at`; see `BargeIn.frame`."""
        if not (self._audible or at < self._silent_since + TAIL):
            return Barge.NOTHING
        power = float(np.mean(np.square(frame, dtype=np.float64)))
        found = self._barge_in.frame(likely, 10 * float(np.log10(max(power, 1e-12))), echo)
        if not self._audible and found is not Barge.STOP:
            return Barge.NOTHING
        self._stopped |= found is Barge.STOP
        return found

    def counts(self, start: int, end: int) -> bool:
        """Whether speech that began at sample `start` and went on until `end`, so far, is said to her."""
        if self._stopped:
            return True
        if self._audible:
            return False
        return start >= self._silent_since or end >= self._silent_since + GOES_ON
