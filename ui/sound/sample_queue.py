"""Queues samples from any thread until a device takes them, and tracks how far it has played."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from companion.audio.devices import Samples


class SampleQueue:
    """What is still to be played, and how far it is played. Positions count queued samples since `restart`."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`rate`: samples a second."""
        self._rate, self._clock, self._lock = rate, clock, threading.Lock()
        self.restart()

    def restart(self) -> None:
        """Begin anew with nothing queued and nothing played."""
        with self._lock:
            self._queue: deque[Samples] = deque()
            self._end = self._base = self._given = self._heard = 0
            self._moved = self._clock()
            self._cut = False

    def append(self, samples: Samples) -> int:
        """Queue samples; returns the position of the first."""
        with self._lock:
            position, self._end = self._end, self._end + len(samples)
            self._queue.append(np.asarray(samples, np.float32))
            return position

    def next_samples(self, most: int) -> Samples:
        """At most `most` samples for the device; they count as given to it."""
        with self._lock:
            pieces, wanted = [], most
            while wanted > 0 and self._queue:
                piece = self._queue.popleft()
                pieces.append(piece[:wanted])
                if len(piece) > wanted:
                    self._queue.appendleft(piece[wanted:])
                wanted -= len(pieces[-1])
            self._given += most - wanted
            return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def report_played(self, done: int) -> int:
        """Note that the device has played `done` of the samples given to it; returns the position now audible."""
        with self._lock:
            heard = max(self._heard, self._base + min(done, self._given))
            if heard != self._heard:
                self._heard, self._moved = heard, self._clock()
            return self._heard

    def flush(self) -> int:
        """Drop everything; returns the position audible last, including what has played since the last report."""
        with self._lock:
            since = int((self._clock() - self._moved) * self._rate)
            self._heard = min(self._base + self._given, self._heard + min(since, self._rate // 25))
            self._queue.clear()
            self._end = self._base = self._heard
            self._given, self._cut = 0, True
            return self._heard

    def take_flushed(self) -> bool:
        """True once after a flush: the device still holds samples that must not be heard."""
        with self._lock:
            cut, self._cut = self._cut, False
            return cut

    def drop_given(self) -> None:
        """Count what was given to the device as heard; the device is gone."""
        with self._lock:
            self._heard = self._base = self._base + self._given
            self._given, self._moved = 0, self._clock()

    @property
    def has_queued(self) -> bool:
        """Whether anything is queued that was not given to the device."""
        with self._lock:
            return bool(self._queue)

    @property
    def finished(self) -> bool:
        """Whether everything queued has been heard or dropped."""
        with self._lock:
            return self._heard >= self._end and not self._cut

    def seconds_stalled(self) -> float:
        """Seconds since the last progress."""
        with self._lock:
            return self._clock() - self._moved

    def reset_stall_clock(self) -> None:
        """Count the seconds without progress from now."""
        with self._lock:
            self._moved = self._clock()
