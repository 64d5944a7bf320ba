"""Simulates people and noises over her voice in a room, and reports what hearing decides, in audio time.

It is a closed loop: after a frame that makes her duck or stop, the microphone gets less of her voice, once the room's delay
has passed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from benchmarks._rooms import Room
from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge
from companion.hearing.double_talk import DoubleTalkDetector
from companion.hearing.echo import EchoCanceller
from companion.hearing.reference import EchoReference
from models.voice_activity import SileroDetector

FRAME = 512
EARLY_MS = 20
"""By how much the reference comes too early: a device does not report its delay exactly."""
GAINS = {Barge.DUCK: 0.2, Barge.STOP: 0.0, Barge.RELEASE: 1.0}
EAR_BEFORE = int(0.6 * RATE) // FRAME
"""Frames before a stop that speech recognition gets."""


@dataclass(frozen=True, eq=False)
class OverlapOutcome:
    """What came of one sound over her voice; milliseconds after its onset, None when it never happened."""

    duck_ms: float | None
    stop_ms: float | None
    heard: Samples
    """The cleaned signal from shortly before the stop on, for speech recognition; empty without a stop."""


class OverlapScene:
    """Lets her speak without end in a room, alone or with a sound over her voice."""

    def __init__(self, room: Room, her: Samples, rate: int) -> None:
        self._her, self._rate, self._room = her, rate, room
        detector = SileroDetector()
        detector.open()
        self._double_talk = DoubleTalkDetector(detector)
        self._heard, self._reference = room.stream(rate), EchoReference()
        self._canceller = EchoCanceller()
        self._at = self._place = 0
        self._gain = 1.0
        self._wanted = 1.0
        self._recent: deque[Samples] = deque(maxlen=EAR_BEFORE)

    def alone(self, seconds: float) -> int:
        """Plays her voice alone; returns how often she stopped because of it."""
        self._resume()
        return sum(self._step(np.zeros(FRAME, np.float32)) is Barge.STOP for _ in range(int(seconds * RATE) // FRAME))

    def over(self, sound: Samples, onset: int = 0, after_s: float = 0.0) -> OverlapOutcome:
        """Plays a sound over her until she stops, and so long after.

        `onset`: the sample from which times are counted.
        """
        self._resume()
        began, duck, stop = self._at, None, None
        heard: list[Samples] = []
        for at in range(0, len(sound) // FRAME * FRAME, FRAME):
            barge = self._step(sound[at : at + FRAME])
            passed = (self._at - began - onset) * 1000 / RATE
            if barge in (Barge.DUCK, Barge.STOP) and duck is None and passed > 0:
                duck = passed
            if barge is Barge.STOP and stop is None:
                stop, heard = passed, list(self._recent)[:-1]
            if stop is not None:
                heard.append(self._recent[-1])
                if passed >= stop + after_s * 1000:
                    break
        return OverlapOutcome(duck, stop, np.concatenate(heard) if heard else np.zeros(0, np.float32))

    def _resume(self) -> None:
        self._wanted = 1.0
        self._double_talk.reset()

    def _step(self, near: Samples) -> Barge:
        far = self._louder(self._next())
        self._canceller.played(far, self._rate, self._at + self._lag)
        self._reference.write(far, self._rate, self._at + self._lag)
        microphone = np.clip(self._heard.feed(far)[:FRAME] + near, -1.0, 1.0).astype(np.float32)
        cleaned = self._canceller.clean(microphone)
        self._recent.append(cleaned)
        reference = self._reference.read(self._at, FRAME)
        self._at += FRAME
        found = list(self._double_talk.feed(microphone, reference, cleaned))
        decided = next((one for one in found if one is not Barge.NOTHING), Barge.NOTHING)
        self._wanted = GAINS.get(decided, self._wanted)
        return decided

    @property
    def _lag(self) -> int:
        return int((self._room.delay_ms - EARLY_MS) * RATE / 1000)

    def _next(self) -> Samples:
        size = FRAME * self._rate // RATE
        piece = np.take(self._her, np.arange(self._place, self._place + size), mode="wrap")
        self._place += size
        return piece

    def _louder(self, piece: Samples) -> Samples:
        """Fades within one frame from the present gain to the wanted one."""
        ramp = np.linspace(self._gain, self._wanted, len(piece), dtype=np.float32)
        self._gain = self._wanted
        faded: Samples = piece * ramp
        return faded
