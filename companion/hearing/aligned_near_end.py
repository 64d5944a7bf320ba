"""Holds the loudspeaker's signal back until shortly before its echo comes, and separates the near end from that echo."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.hearing.echo_alignment import LONGEST, STANDS_OUT, UNRELATED, lag, lag_near, rms
from companion.hearing.near_end import BLOCK, PARTITIONS, NearEnd

EARLY = RATE // 50
"""Samples by which the reference is kept ahead of its echo: 20 ms, for a loudspeaker's bass and a filter's ripple before it."""
MOVED = 0.1
"""Smaller changes of the delay, in samples, are left to the filter. Four samples cost 10 dB of what it removes."""
DRIFTED = RATE // 1000
"""The same within a reply, where the filter follows a clock that drifts."""
LIKE_HER = 7.0
"""What is left of her own voice exceeds the rest (RMS) so many times, near the place of the echo; other voices reach 5."""
REMOVED_DB, MISPLACED_DB = 30.0, 20.0
"""How much softer than her echo is what is left by a model that is right, at least, and by one in the wrong place, at most."""
LATELY = RATE // 8
"""So many of the latest samples are compared at first: a model that has just become right left more of her before."""
SETTLED = 3 * RATE // 2
"""Samples of a reply after which all are compared."""
SLIPPED = RATE / 1000
"""A place in what is left that differs from the echo's by fewer samples is the same."""
PAST = BLOCK * PARTITIONS
"""Samples that the filter must see again after a change."""


class AlignedNearEnd:
    """What is learned of the echo path stays when an echo comes earlier or later: the reference is moved, or the path."""

    def __init__(self) -> None:
        self._filter = NearEnd()
        self._delay: float | None = None
        """The delay measured last; None before the first."""
        self._shift = 0
        """Samples by which the reference is held back."""
        self.begin()

    @property
    def sounded(self) -> int:
        """Blocks of her voice that it has learned from."""
        return self._filter.sounded

    @property
    def late(self) -> int:
        """How many samples ago the last one of the output was heard; at most two blocks."""
        return self._filter.late

    @property
    def is_placed(self) -> bool:
        """Whether it is known how much later than the reference her echo comes."""
        return self._delay is not None

    @property
    def for_ear(self) -> Samples:
        """What the last `clean` returned, less attenuated, for speech recognition."""
        return self._filter.for_ear

    @property
    def echo_db(self) -> float:
        """How loud her echo is by the model (dBFS): the loudest of the last syllables."""
        return self._filter.echo_db

    def begin(self) -> None:
        """What is cleaned next does not follow what was cleaned last. What was learned of the echo stays."""
        self._near, self._far = np.zeros(PAST, np.float32), np.zeros(PAST + LONGEST, np.float32)
        self._filter.begin()
        self._fed = 0
        self._least = MOVED
        """The change of the delay that matters now."""

    def align(self, delay: float) -> None:
        """The echo comes `delay` samples after its reference."""
        before, held_back = self._delay, max(0, round(delay) - EARLY)
        least, self._least = self._least, DRIFTED
        if before is not None and abs(delay - before) < least:
            return
        if before is None:  # what was learned until now was of no use
            self._filter = NearEnd()
        else:
            self._filter.move_path((delay - held_back) - (before - self._shift))
        self._delay, self._shift = delay, held_back
        count = PAST - BLOCK + self._filter.late - BLOCK  # as many samples must wait for a whole block as before
        self._filter.begin()
        self._filter.clean(self._near[PAST - count :], self._held_back(count))

    def clean(self, near: Samples, far: Samples) -> Samples:
        """Add equally many samples of both, any number; returns whole blocks of the near end without the echo."""
        self._near = np.concatenate((self._near, near))[-PAST:]
        self._far = np.concatenate((self._far, far))[-(max(PAST, len(near)) + LONGEST) :]
        self._fed += len(near)
        return self._filter.clean(near, self._held_back(len(near)))

    def resembles(self, left: Samples, ago: int) -> bool:
        """Whether `left`, a part of the output, still holds what the loudspeaker played: the model is wrong, or misplaced.

        `ago`: how many samples of what was fed came after it. Where the place is clear, the model is moved there.
        """
        far = self._far[-(len(left) + LONGEST) :]
        if self._delay is None:
            return lag(left, far)[1] >= UNRELATED
        if self._fed < SETTLED:
            left, far = left[-LATELY:], far[-(LATELY + LONGEST) :]
        below_db = self.echo_db - 20 * np.log10(rms(left) + 1e-9)
        if below_db > REMOVED_DB:
            return False
        place, peak = lag_near(left, far, self._delay + ago)
        if peak >= STANDS_OUT and below_db < MISPLACED_DB:
            self._least = SLIPPED
            self.align(place - ago)
        return peak >= LIKE_HER

    def _held_back(self, count: int) -> Samples:
        """The reference for the last `count` samples."""
        end = len(self._far) - self._shift
        return self._far[end - count : end]
