"""Defines the microphone and the loudspeaker as the engine sees them; devices and sound files implement both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of all input."""

Samples = NDArray[np.float32]
"""Mono, shape (n,), within -1…1."""


ReferenceListener = Callable[[Samples, float], None]
"""Takes samples at the loudspeaker's rate, and the seconds until the first of them is audible; must not wait."""


class Music(Protocol):
    """What sounds under her voice; called on the loudspeaker's thread, and never waits."""

    def take(self, count: int) -> Samples:
        """The next `count` samples at the loudspeaker's rate."""

    def dropped(self, count: int) -> None:
        """The last `count` samples that were taken have not been audible: take them again."""


class AudioInput(Protocol):
    """A microphone. It calls its receiver, which must not wait."""

    def start(self, receive: Callable[[Samples], None], notify: Callable[[str], None]) -> None:
        """Start calling `receive` with mono 16 kHz samples (any length, about 10–20 ms) on a thread of its own.

        `notify` gets one sentence when the device vanishes, falls silent or cannot be opened; it keeps trying.
        """

    def stop(self) -> None:
        """Stop; after this returns, `receive` is not called again. May be called twice."""


class AudioOutput(Protocol):
    """A loudspeaker that reports how far it has played."""

    rate: int
    """Samples a second of what `play` takes."""

    def start(self, played: Callable[[int], None], notify: Callable[[str], None]) -> None:
        """Start; `played(n)` is called often, on a thread of its own: `n` samples have been audible since `start`.

        Only queued samples count: while nothing is queued, `n` does not grow.
        """

    def play(self, samples: Samples) -> int:
        """Queue samples; returns the position of the first one, as `played` counts. Never waits."""

    def flush(self) -> int:
        """Drop what is queued and be silent within 50 ms; returns the position that was audible last."""

    def gain(self, level: float) -> None:
        """Set the loudness of everything from now on, 0…1; audible within 50 ms and without a click."""

    def reference(self, take: ReferenceListener) -> None:
        """From `start` on, give `take` exactly what is written to the device, when it is written."""

    def music(self, source: Music | None) -> None:
        """From now on mix this with what is played, until None is given; `flush` does not end it. Its samples count nowhere."""

    def stop(self) -> None:
        """Stop. May be called twice."""
