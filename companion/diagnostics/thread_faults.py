"""Tells the user when a thread of the program ended by a fault: what it did is not done any more."""

from __future__ import annotations

import threading
from collections.abc import Callable

TOLD = "A part of me ({}) stopped because of a fault in this program; close the program and open it again."


class ThreadFaults:
    """Watches every thread between `open` and `close`; whoever was told of faults before is told, too."""

    def __init__(self, notify: Callable[[str], None]) -> None:
        """`notify` gets one sentence, on the thread that ends."""
        self._notify = notify
        self._hook = self._tell
        self._before: Callable[[threading.ExceptHookArgs], object] = threading.excepthook

    def open(self) -> None:
        """Begin to watch."""
        self._before, threading.excepthook = threading.excepthook, self._hook

    def close(self) -> None:
        """Stop, unless another has taken this one's place."""
        if threading.excepthook == self._hook:
            threading.excepthook = self._before

    def _tell(self, args: threading.ExceptHookArgs) -> None:
        self._before(args)
        if args.exc_type is not SystemExit:
            self._notify(TOLD.format(args.thread.name if args.thread is not None else "unknown"))
