"""Runs work that may take a while on a thread of its own, in order, and delivers the results to the main thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)

Callback = Callable[[Any], None]


class Background(QObject):
    """One worker thread. Results and errors are delivered on the thread of this object."""

    _finished = Signal(object)

    def __init__(self, name: str, failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        """`failed` gets the errors of jobs that were given no `failure`."""
        super().__init__(parent)
        self._failed = failed
        self._todo: queue.SimpleQueue[tuple[Callable[[], Any], Callback | None, Callback | None] | None] = (
            queue.SimpleQueue()
        )
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], Any], success: Callback | None = None, failure: Callback | None = None) -> None:
        """Queue `work`; then call `success` with its result or `failure` with its error. Never waits."""
        self._todo.put((work, success, failure))

    def close(self, patience_s: float = 10.0) -> None:
        """Finish the queued jobs and end the thread."""
        self._todo.put(None)
        self._thread.join(patience_s)

    def _run(self) -> None:
        while (job := self._todo.get()) is not None:
            work, success, failure = job
            try:
                result = work()
            except Exception as error:  # the outermost loop of this thread: reported, never lost
                log.info("behind the window: %s", type(error).__name__, exc_info=True)
                self._tell(failure or self._failed, error)
            else:
                if success is not None:
                    self._tell(success, result)

    def _tell(self, listener: Callback, value: Any) -> None:
        self._finished.emit((listener, value))

    @Slot(object)
    def _deliver(self, parcel: tuple[Callback, Any]) -> None:
        listener, value = parcel
        listener(value)
