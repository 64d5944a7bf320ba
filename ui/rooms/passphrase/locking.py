"""Locks and unlocks the memory, and says whether it is locked and what opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, PassphraseNeed
from ui.parts.words import error_sentence

Kind = Literal["no", "new", "existing", "kept"]
"""Unlocked; a new passphrase must be chosen; the passphrase is needed; or the system keeps the key and one press unlocks."""


class Locking(QObject):
    """The lock of the memory; `Locking` in QML."""

    changed = Signal()
    closing = Signal()
    """The memory is being locked: everything that shows it must empty itself now."""
    unlocked = Signal()

    def __init__(
        self, background: Background, after: Callable[[Callable[[], None]], None], parent: QObject | None = None
    ) -> None:
        """`background` unlocks and locks; `after` calls back once no work on the memory is left."""
        super().__init__(parent)
        self._background, self._after = background, after
        self._engine: EngineApi | None = None
        self._kind: Kind = "no"
        self._awake = self._wanted = self._working = False
        self._error = ""

    def attach(self, engine: EngineApi, lock: PassphraseNeed) -> None:
        """Use this engine, which is built but not open."""
        self._engine, self._kind = engine, lock
        self.changed.emit()

    def note_open(self) -> None:
        """Note that the memory is open; lock it if that was requested meanwhile."""
        self._awake = True
        if self._wanted:
            self.lock()

    @Slot()
    def lock(self) -> None:
        """Lock the memory; if it is still being opened, lock it afterwards."""
        engine, self._wanted = self._engine, not self._awake
        if engine is None or not self._awake:
            return
        self._awake, self._kind, self._working, self._error = False, "kept", True, ""
        self.closing.emit()
        self.changed.emit()
        self._after(lambda: self._background.run(lambda: _lock(engine), self._locked, self._refused))

    def _locked(self, lock: PassphraseNeed) -> None:
        self._working, self._kind = False, "kept" if lock == "no" else lock
        self.changed.emit()

    @Slot(str)
    def unlock(self, passphrase: str) -> None:
        """Open the memory with the passphrase, or with the key the system keeps."""
        engine, kind = self._engine, self._kind
        if engine is None or self._working:
            return
        self._working, self._error, self._wanted = True, "", False
        self.changed.emit()
        self._background.run(lambda: _open(engine, kind, passphrase), self._opened, self._refused)

    def _opened(self, lock: PassphraseNeed) -> None:
        if lock != "no":
            return self._locked(lock)
        self._working, self._kind = False, "no"
        self.changed.emit()
        self.unlocked.emit()
        return None

    def report(self, sentence: str) -> None:
        """Say something that went wrong while the memory was being locked."""
        self._error = sentence
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._working, self._error = False, error_sentence(error)
        self.changed.emit()

    @property
    def shown(self) -> bool:
        """Whether what was said may be on the screen."""
        return self._kind == "no"

    kind = Property(str, lambda self: self._kind, notify=changed)
    error = Property(str, lambda self: self._error, notify=changed)
    working = Property(bool, lambda self: self._working, notify=changed)


def _open(engine: EngineApi, kind: Kind, passphrase: str) -> PassphraseNeed:
    """Open the memory; returns what is still needed, for the key may have been moved under a passphrase meanwhile."""
    if kind != "kept":
        engine.unlock(passphrase)
    elif (lock := engine.needs_passphrase()) != "no":
        return lock
    engine.open()
    return "no"


def _lock(engine: EngineApi) -> PassphraseNeed:
    engine.lock()
    return engine.needs_passphrase()
