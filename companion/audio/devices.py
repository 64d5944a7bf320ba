"""Sound in and out as the engine sees it; the window and the WAV files both fit behind these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of everything the engine hears."""

Samples = NDArray[np.float32]
"""Mono, shape (n,), within -1…1."""


ReferenceListener = Callable[[Samples, float], None]
"""Takes samples at the loudspeaker's rate, and the seconds until the first of them is audible; must not wait."""


class AudioInput(Protocol):
    """A microphone. It pushes; whoever receives must not wait."""

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        """Begin to call `receive` with mono 16 kHz samples (any length, about 10–20 ms) on a thread of its own.

        `trouble` gets one sentence when the device vanishes, falls silent or can't be opened; it goes on trying.
        """

    def stop(self) -> None:
        """End; after this returns, `receive` is not called again. May be called twice."""


class AudioOutput(Protocol):
    """A loudspeaker that can say how far it has played."""

    rate: int
    """Samples a second of what `play` takes."""

    def start(self, played: Callable[[int], None], trouble: Callable[[str], None]) -> None:
        """Begin; `played(n)` is called on a thread of its own, often, with the samples audible so far since `start`.

        While nothing is queued, no time passes here: `n` counts queued samples only.
        """

    def play(self, samples: Samples) -> int:
        """Queue samples; returns their first one's position on the clock of `played`. Never waits."""

    def flush(self) -> int:
        """Drop what is queued and be silent at once (within 50 ms); returns the position that was audible last."""

    def gain(self, level: float) -> None:
        """The loudness of everything from now on, 0…1; audible within 50 ms and without a click."""

    def reference(self, take: ReferenceListener) -> None:
        """From `start` on, give `take` exactly what is written to the device, when it is written."""

    def stop(self) -> None:
        """End. May be called twice."""
