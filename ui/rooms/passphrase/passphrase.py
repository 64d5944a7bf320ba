"""Changes the passphrase that protects the memory's key, or sets the first one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.environment import Environment
from ui.parts.background import Background
from ui.parts.words import error_sentence

Kept = Literal["", "keyring", "passphrase"]
"""Where the key is stored; empty while there is no memory."""


class Passphrase(QObject):
    """The passphrase in the settings; `Passphrase` in QML."""

    changed = Signal()
    done = Signal()
    """The new passphrase is in force."""

    def __init__(self, environment: Environment, background: Background, parent: QObject | None = None) -> None:
        """`background` does the work, which takes a while: passphrases are made slow to guess."""
        super().__init__(parent)
        self._environment, self._background = environment, background
        self._kept: Kept = ""
        self._error, self._working = "", False

    @Slot()
    def refresh(self) -> None:
        """Find out where the key is stored."""
        self._background.run(lambda: _kept(self._environment), self._show_place, self._refused)

    def _show_place(self, kept: Kept) -> None:
        self._kept = kept
        self.changed.emit()

    @Slot(str, str)
    def change(self, old: str, new: str) -> None:
        """Replace the old passphrase by a new one."""
        self._do(lambda: _change(self._environment, old, new))

    @Slot(str)
    def require(self, new: str) -> None:
        """Require a passphrase from now on, and remove the key from the system's keyring."""
        self._do(lambda: _ask_for(self._environment, new))

    def _do(self, work: Callable[[], None]) -> None:
        if self._working:
            return
        self._working, self._error = True, ""
        self.changed.emit()
        self._background.run(work, self._changed, self._refused)

    def _changed(self, _: Any) -> None:
        self._working, self._kept = False, "passphrase"
        self.changed.emit()
        self.done.emit()

    def _refused(self, error: Exception) -> None:
        self._working, self._error = False, error_sentence(error)
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """Remove the error; the user has read it."""
        self._error = ""
        self.changed.emit()

    kept = Property(str, lambda self: self._kept, notify=changed)
    error = Property(str, lambda self: self._error, notify=changed)
    working = Property(bool, lambda self: self._working, notify=changed)


# Run in the background, and import there: the first frame does not need what memory imports.


def _kept(environment: Environment) -> Kept:
    from companion.memory.key_file import read_key_file
    from companion.memory.keys import key_file_path

    file = read_key_file(key_file_path(environment))
    return file.kept if file is not None else ""


def _change(environment: Environment, old: str, new: str) -> None:
    from companion.memory.locking import change_passphrase

    change_passphrase(environment, old, new)


def _ask_for(environment: Environment, new: str) -> None:
    from companion.memory.locking import keep_under_passphrase

    keep_under_passphrase(environment, new)
