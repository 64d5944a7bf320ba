"""Asks Smart Turn how finished a pause sounds, on a thread of its own so that listening never waits for it."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol

from companion.audio.devices import Samples

log = logging.getLogger(__name__)


class ProsodyModel(Protocol):
    """Tells from the last seconds of sound how likely somebody has finished speaking (Smart Turn)."""

    def open(self) -> None:
        """Load; raises ModelError."""

    def probability(self, samples: Samples) -> float:
        """0…1, for mono 16 kHz samples of any length; the last eight seconds count."""

    def close(self) -> None:
        """Free what `open` took."""


class ProsodyEstimator:
    """Answers requests in order."""

    def __init__(self, model: ProsodyModel, report: Callable[[int, float], None]) -> None:
        """`report(number, probability)` is called on this thread and must not wait."""
        self._model, self._report = model, report
        self._queue: queue.SimpleQueue[tuple[int, Samples] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Load the model and start the thread; raises ModelError."""
        self._model.open()
        self._thread = threading.Thread(target=self._run, name="prosody", daemon=True)
        self._thread.start()

    def ask(self, number: int, samples: Samples) -> None:
        """Queue the question how finished pause `number` sounds."""
        self._queue.put((number, samples))

    def close(self) -> None:
        """Stop the thread and free the model. May be called twice."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._model.close()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            number, samples = message
            try:
                self._report(number, self._model.probability(samples))
            except Exception:  # then the words and the silence decide alone
                log.exception("the sound of a pause could not be judged")
