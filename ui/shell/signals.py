"""Quits the application on Ctrl+C or a request to end, as if its window had been closed."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class QuitSignals(QObject):
    """Python can't handle a signal while Qt waits; the signal writes a byte to a socket, which wakes Qt."""

    def __init__(self, quit_: Callable[[], None], parent: QObject | None = None) -> None:
        """`quit_` is called on the main thread."""
        super().__init__(parent)
        self._quit = quit_
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def open(self) -> None:
        """Take over SIGINT and SIGTERM."""
        signal.set_wakeup_fd(self._theirs.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)

    def _answer(self) -> None:
        self._ours.recv(64)
        self._quit()

    def close(self) -> None:
        """Restore the default signal handlers."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()
