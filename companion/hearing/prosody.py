"""Sound of a pause in, how finished it sounds out: Smart Turn on a thread of its own, so that listening never waits."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol

from companion.audio.devices import Samples

log = logging.getLogger(__name__)


class TurnModel(Protocol):
    """What tells from the last seconds of sound how likely somebody has finished (Smart Turn)."""

    def open(self) -> None:
        """Load; raises ModelError."""

    def probability(self, samples: Samples) -> float:
        """0…1, for mono 16 kHz samples of any length; the last eight seconds count."""

    def close(self) -> None:
        """Free what `open` took."""


class Prosody:
    """Answers what it is asked, in order."""

    def __init__(self, model: TurnModel, tell: Callable[[int, float], None]) -> None:
        """`tell(number, probability)` is called on this thread and must not wait."""
        self._model, self._tell = model, tell
        self._queue: queue.SimpleQueue[tuple[int, Samples] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Load and begin; raises ModelError."""
        self._model.open()
        self._thread = threading.Thread(target=self._run, name="prosody", daemon=True)
        self._thread.start()

    def ask(self, number: int, samples: Samples) -> None:
        """How finished does this sound?"""
        self._queue.put((number, samples))

    def close(self) -> None:
        """End. May be called twice."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._model.close()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            number, samples = message
            try:
                self._tell(number, self._model.probability(samples))
            except Exception:  # the words and the silence decide alone then
                log.exception("the sound of a pause could not be judged")
