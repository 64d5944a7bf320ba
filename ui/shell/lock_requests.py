"""Watches the data folder for a request of another process (`companion lock`) to lock the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal


class LockRequests(QObject):
    """The system reports changes in the folder, so nothing has to poll it."""

    requested = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """`home` is the data folder; watched from `open` on."""
        super().__init__(parent)
        self._home = home
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._check_folder)

    def open(self) -> None:
        """Begin to watch, now that the memory is open; drop older requests, for whoever opened it had the key. Repeatable."""
        _asked(self._home)
        self._watcher.addPath(str(self._home))

    def _check_folder(self, _: str) -> None:
        if _asked(self._home):
            self.requested.emit()


def _asked(home: Path) -> bool:
    from companion.memory.locking import take_lock_request  # here: what memory brings is not needed for the first frame

    return take_lock_request(home)
