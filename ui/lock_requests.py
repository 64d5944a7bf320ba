"""The data folder goes in; a wish of another process (`companion lock`) that the window lock comes out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from companion.memory.locking import asked_to_lock


class LockRequests(QObject):
    """Told by the system when something comes to the folder, so nobody has to look now and then."""

    asked = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """A wish from before is void: whoever opens the memory now gives its passphrase."""
        super().__init__(parent)
        self._home = home
        asked_to_lock(home)
        self._watcher = QFileSystemWatcher([str(home)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self, _: str) -> None:
        if asked_to_lock(self._home):
            self.asked.emit()
