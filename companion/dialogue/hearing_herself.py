"""Notices that she keeps stopping for her own voice, and then has her not listen while she speaks, for a while."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

OFTEN, WITHIN_S = 3, 12.0
"""She was stopped so often in so many seconds and nobody had said anything: the echo canceller fails, as it does on a computer
that is too busy to place the echo. Somebody who coughs as often is not answered over her voice either."""
FOR_S = 120.0
"""So long she does not listen while she speaks; then it is tried again."""
SENTENCE = (
    "I keep hearing myself instead of you, so for two minutes I don't listen while I speak; headphones or a softer "
    "loudspeaker help."
)


class HearingHerself:
    """Counts the times she was stopped in vain; used on hearing's threads."""

    def __init__(
        self,
        close_ears: Callable[[float], None] = lambda _seconds: None,
        notify: Callable[[str], None] = lambda _sentence: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`close_ears` gets the seconds for which she does not listen while she speaks, `notify` a sentence about it."""
        self._close_ears, self._notify, self._clock = close_ears, notify, clock
        self._times: deque[float] = deque(maxlen=OFTEN)

    def stopped_in_vain(self) -> None:
        """She was stopped, and it was nobody, or her own words."""
        self._times.append(self._clock())
        if len(self._times) == OFTEN and self._times[-1] - self._times[0] <= WITHIN_S:
            self._times.clear()
            self._close_ears(FOR_S)
            self._notify(SENTENCE)
