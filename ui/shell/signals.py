"""The terminal's Ctrl+C or a request to end goes in; the application quits as if its window had been closed."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class QuitSignals(QObject):
    """Python can't answer a signal while Qt waits; a byte on a socket wakes Qt, and it answers."""

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
        """Take SIGINT and SIGTERM over."""
        signal.set_wakeup_fd(self._theirs.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)

    def _answer(self) -> None:
        self._ours.recv(64)
        self._quit()

    def close(self) -> None:
        """Give them back."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()
