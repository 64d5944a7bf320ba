"""Work that may take a while goes in, is done in order on a thread behind the window, and its result comes back."""

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
    """One thread that does what it is asked, in order; `success` and `failure` run on the thread of this object."""

    _finished = Signal(object)

    def __init__(self, name: str, failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        """`failed` gets what no `failure` was given for."""
        super().__init__(parent)
        self._failed = failed
        self._todo: queue.SimpleQueue[tuple[Callable[[], Any], Callback | None, Callback | None] | None] = (
            queue.SimpleQueue()
        )
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], Any], success: Callback | None = None, failure: Callback | None = None) -> None:
        """Do `work` when its turn comes; never waits."""
        self._todo.put((work, success, failure))

    def close(self, patience_s: float = 10.0) -> None:
        """Finish what was asked and end."""
        self._todo.put(None)
        self._thread.join(patience_s)

    def _run(self) -> None:
        while (job := self._todo.get()) is not None:
            work, success, failure = job
            try:
                result = work()
            except Exception as error:  # the outermost loop of this thread: told, never lost
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
