"""Keeps one window for each data folder: a second start asks the first, over a local socket, to come forward."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

_PATIENCE_MS = 1000


def socket_name(home: Path) -> str:
    """The socket's name for a data folder; short, because such names are limited."""
    return "companion-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:20]


def raise_running_window(home: Path) -> bool:
    """Ask the window that already uses this data folder to come forward; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.disconnectFromServer()
    return True


class InstanceServer(QObject):
    """Listens for later starts of the program; `started_again` reports each."""

    started_again = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """`home` is the data folder."""
        super().__init__(parent)
        self._name = socket_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Begin to listen, replacing a socket file that a crash left; False when that fails."""
        if self._server.listen(self._name):
            return True
        if self._server.serverError() == QAbstractSocket.SocketError.AddressInUseError:
            QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.disconnectFromServer()
            self.started_again.emit()
