"""Gives the loudspeaker the samples of a piece: softer while somebody talks, with a fade at the end, and never with a click."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from companion.audio.devices import Samples

STEPPED_BACK = 0.18
"""Its loudness while somebody talks: 15 dB less."""
_DOWN_S, _UP_S, _STOP_S, _AGAIN_S = 0.25, 1.6, 0.7, 0.02
"""Seconds for its whole loudness to go when somebody talks, to come back after, to fade when it is stopped, and to begin again
after the loudspeaker dropped something."""
_LEVEL_EVERY_S = 0.033
_LOUD = 3.2
"""What her line shows as full loudness, in parts of the sound's."""


@dataclass(frozen=True)
class MusicListeners:
    """Whom the music informs; called on the loudspeaker's thread, so they must return at once."""

    level: Callable[[float], None]
    """Its loudness, 0…1."""
    over: Callable[[float, bool], None]
    """It has ended after so many seconds; whether it was played to its end."""


class MusicUnder:
    """One piece on its way into the loudspeaker (`Music`). Parts are added by another thread while it sounds."""

    def __init__(self, rate: int, listeners: MusicListeners) -> None:
        """`rate`: samples a second of the loudspeaker."""
        self._rate, self._listeners = rate, listeners
        self._lock = threading.Lock()
        self._parts: list[Samples] = []
        self._rendered = self._place = self._since_level = 0
        self._complete = self._stepped_back = self._stopping = self._over = False
        self._gain = 1.0
        self.late = 0
        """How often the loudspeaker wanted samples that were not rendered yet."""

    @property
    def seconds(self) -> float:
        """How much of the piece has been taken, in seconds."""
        return self._place / self._rate

    @property
    def loudness(self) -> float:
        """How loud it is now, 0…1 of its whole loudness."""
        return max(0.0, self._gain)

    def add(self, part: Samples) -> None:
        """Add what comes next, at the loudspeaker's rate."""
        with self._lock:
            self._parts.append(part)
            self._rendered += len(part)

    def complete(self) -> None:
        """Nothing more comes."""
        with self._lock:
            self._complete = True

    def step_back(self, on: bool) -> None:
        """Go on softly, or come back slowly."""
        self._stepped_back = on

    def stop(self) -> None:
        """Fade away and end."""
        self._stopping = True

    def take(self, count: int) -> Samples:
        """See Music."""
        with self._lock:
            sound, ended = self._cut(count), self._complete and self._place >= self._rendered
        envelope = self._envelope(count)
        sound *= envelope
        self._report(sound, ended or (self._stopping and self._gain <= 0.0))
        return sound

    def dropped(self, count: int) -> None:
        """See Music."""
        with self._lock:
            self._place = max(0, self._place - count)
        self._gain = 0.0 if self._stopping else -1.0

    def _cut(self, count: int) -> Samples:
        """The samples from this place on, with silence where nothing is rendered."""
        sound, filled = np.zeros(count, np.float32), 0
        begin = 0
        for part in self._parts:
            inside = self._place + filled - begin
            if inside < len(part) and filled < count:
                piece = part[inside : inside + count - filled]
                sound[filled : filled + len(piece)] = piece
                filled += len(piece)
            begin += len(part)
        self._place += filled
        if filled < count and not self._complete and not self._stopping:
            self.late += 1
        return sound

    def _envelope(self, count: int) -> Samples:
        """Its loudness at each sample: it moves towards what is wanted, at a speed that is heard as calm."""
        target = 0.0 if self._stopping else STEPPED_BACK if self._stepped_back else 1.0
        if self._gain < 0.0:  # begin again from silence, quickly
            self._gain, seconds = 0.0, _AGAIN_S
        elif target < self._gain:
            seconds = _STOP_S if self._stopping else _DOWN_S
        else:
            seconds = _UP_S if self._gain >= STEPPED_BACK else _AGAIN_S
        step = (1.0 if target > self._gain else -1.0) / (seconds * self._rate)
        curve = self._gain + step * np.arange(1, count + 1, dtype=np.float32)
        curve = np.minimum(curve, target) if step > 0 else np.maximum(curve, target)
        self._gain = float(curve[-1]) if count else self._gain
        envelope: Samples = curve.astype(np.float32)
        return envelope

    def _report(self, sound: Samples, ended: bool) -> None:
        if self._over:
            return
        self._since_level += len(sound)
        if self._since_level >= _LEVEL_EVERY_S * self._rate:
            self._since_level = 0
            self._listeners.level(min(1.0, float(np.sqrt(np.mean(sound**2))) * _LOUD))
        if ended:
            self._over = True
            self._listeners.over(self.seconds, not self._stopping)
