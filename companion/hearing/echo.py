"""Removes her own voice from the microphone's samples."""

from __future__ import annotations

import numpy as np
from pywebrtc_audio import AudioProcessor

from companion.audio.devices import RATE, Samples
from companion.hearing.reference import EchoReference
from companion.hearing.residual import Residual

FRAME = RATE // 100
"""Samples WebRTC processes at a time: 10 ms."""
HISS = np.random.default_rng(0).normal(0, 1e-7, (2, FRAME)).astype(np.float32)
"""Noise of −140 dBFS for the canceller's microphone and loudspeaker. On exact silence its filters decay to denormal numbers,
which cost seven times the processor time for as long as nobody speaks."""


class EchoCanceller:
    """Uses WebRTC's AEC3 (package pywebrtc-audio, Apache-2.0), which finds the exact delay itself.

    It tolerates a reference from 20 ms late to 450 ms early, and 300 ppm between the two clocks. Its output is 8 ms late,
    and may contain faint remains of her voice that still sound like speech to a detector; `likely_echo` tells when.
    """

    def __init__(self) -> None:
        self._reference = EchoReference()
        self._rest = np.zeros(0, np.float32)
        self._at = 0
        self.heard = self._rest, self._rest
        """What the last `clean` used: equally many samples of the microphone and of the loudspeaker, on one clock."""
        self.reset()

    @property
    def likely_echo(self) -> float:
        """0…1: the probability that what is left of the last 30 ms is her own voice and nothing else."""
        return self._residual.likely

    def played(self, samples: Samples, rate: int, at: int) -> None:
        """Note what was written to the loudspeaker; from any one thread, never waits long.

        `at`: the microphone's sample (16 kHz) at which the first of them becomes audible, as well as that is known.
        """
        self._reference.write(samples, rate, at)

    def clean(self, samples: Samples, at: int | None = None) -> Samples:
        """The microphone's next samples without her voice; less than 10 ms of them wait inside for the next call.

        `at`: where they begin on the microphone's clock; needed if some before them were lost.
        """
        if at is not None and at != self._at + len(self._rest):
            self._rest, self._at = self._rest[:0], at
        waiting = np.concatenate((self._rest, np.asarray(samples, np.float32)))
        whole = len(waiting) // FRAME * FRAME
        self._rest = waiting[whole:]
        far = self._reference.read(self._at, whole)
        self.heard = waiting[:whole], far
        self._at += whole
        cleaned = [self._clean(waiting[n : n + FRAME], far[n : n + FRAME]) for n in range(0, whole, FRAME)]
        return np.concatenate([self._rest[:0], *cleaned])

    def reset(self) -> None:
        """Forget the echo path and its delay, because other devices are in use. The microphone's clock goes on."""
        self._canceller = AudioProcessor(RATE, echo_cancellation=True)
        self._residual = Residual()
        self._reference.clear()
        self._rest = self._rest[:0]

    def _clean(self, near: Samples, far: Samples) -> Samples:
        cleaned: Samples = self._canceller.process(near + HISS[0], far + HISS[1])
        self._residual.add_frame(near, far, cleaned)
        return cleaned
