"""Plays recordings to the engine in real time, with quiet hiss between them, and keeps her voice on the same clock."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.audio.pacing import FilePacing
from companion.audio.recorder import SpeechRecorder

PIECE = RATE // 50
HISS = 1e-4
"""Loudness of the room between recordings: −80 dBFS."""


class LiveMicrophone:
    """An AudioInput that never ends: gives what `say` was called with next, 20 ms at a time, in real time."""

    def __init__(self) -> None:
        self.recorder = SpeechRecorder(None, FilePacing())
        """Records her voice on this microphone's clock."""
        self._sounds: queue.SimpleQueue[tuple[Samples, queue.SimpleQueue[int]]] = queue.SimpleQueue()
        self._playing: deque[Samples] = deque()
        self._dice = np.random.default_rng(0)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._fed = 0

    def seconds(self) -> float:
        """Seconds of sound given so far: the clock."""
        return self._fed / RATE

    def say(self, sound: Samples) -> float:
        """Queues this sound; returns the second at which it will begin."""
        begins: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._sounds.put((sound, begins))
        return begins.get() / RATE

    def start(self, receive: Callable[[Samples], None], _trouble: Callable[[str], None]) -> None:
        """See AudioInput."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(receive,), name="microphone", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """See AudioInput."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, receive: Callable[[Samples], None]) -> None:
        began = time.monotonic() - self._fed / RATE
        while not self._stopping.wait(max(0.0, began + (self._fed + PIECE) / RATE - time.monotonic())):
            piece = self._next()
            self._fed += len(piece)
            receive(piece)
            self.recorder.advance(len(piece))

    def _next(self) -> Samples:
        hiss = (self._dice.standard_normal(PIECE) * HISS).astype(np.float32)
        if not self._playing and not self._sounds.empty():
            sound, begins = self._sounds.get()
            begins.put(self._fed)
            self._playing.extend(sound[at : at + PIECE] for at in range(0, len(sound), PIECE))
        if self._playing:
            piece = self._playing.popleft()
            hiss[: len(piece)] += piece
        return hiss
