"""The data folder goes in; a wish of another process (`companion lock`) that the window lock comes out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal


class LockRequests(QObject):
    """Told by the system when something comes to the folder, so nobody has to look now and then."""

    requested = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._home = home
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def open(self) -> None:
        """Her memory is open. A wish from before is void: whoever opened it had its key. May be called again."""
        _asked(self._home)
        self._watcher.addPath(str(self._home))

    def _look(self, _: str) -> None:
        if _asked(self._home):
            self.requested.emit()


def _asked(home: Path) -> bool:
    from companion.memory.locking import asked_to_lock  # here: what memory brings is not needed for the first frame

    return asked_to_lock(home)
