"""Tries the server of the settings out and shows what was found, or what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.settings import Settings
from ui.parts.background import Background
from ui.parts.words import error_sentence, plain


class ServerTrying(QObject):
    """The last trial of the server; `ServerTrying` in QML."""

    changed = Signal()

    def __init__(self, settings: Callable[[], Settings], background: Background) -> None:
        """`background` is its own: a server may load its model for minutes."""
        super().__init__()
        self._settings, self._background = settings, background
        self._server = ("", "")
        self._busy, self._words = False, ""

    @Slot()
    def tryNow(self) -> None:
        """Try the chosen server and model."""
        if self._busy:
            return
        settings = self._settings()
        server = self._server = settings.server_url, settings.server_model
        self._set(True, "Trying it out; it may have to load its model first.")
        self._background.run(
            lambda: _found(*server),
            lambda told: self._tell(server, told),
            lambda error: self._tell(server, error_sentence(error)),
        )

    def refresh(self) -> None:
        """The settings have changed: what was found of another server is shown no more."""
        settings = self._settings()
        if self._words and not self._busy and self._server != (settings.server_url, settings.server_model):
            self._set(False, "")

    def close(self) -> None:
        """End its thread; a trial under way is waited for, for a while."""
        self._background.close()

    def _tell(self, server: tuple[str, str], told: str) -> None:
        settings = self._settings()
        self._set(False, plain(told) if server == (settings.server_url, settings.server_model) else "")

    def _set(self, busy: bool, words: str) -> None:
        self._busy, self._words = busy, words
        self.changed.emit()

    busy = Property(bool, lambda self: self._busy, notify=changed)
    words = Property(str, lambda self: self._words, notify=changed)


def _found(url: str, model: str) -> str:
    from companion.runtime.server_key import read_key  # here and below: what the first frame does not need
    from models.server.server_llm import ServerLlm
    from models.server.trial import try_out

    llm = ServerLlm(url, model, read_key(url))
    try:
        llm.open()
        return "\n".join(try_out(llm).told)
    finally:
        llm.close()
