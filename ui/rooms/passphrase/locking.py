"""What opens her memory goes in, or the wish to lock it; whether it is locked, and by what, comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, PassphraseNeed
from ui.parts.words import error_sentence

Kind = Literal["no", "new", "existing", "kept"]
"""Open; a passphrase is to be chosen; it is asked for; or the key is kept by the system, and one press opens."""


class Locking(QObject):
    """`locking` in QML."""

    changed = Signal()
    closing = Signal()
    """She is being locked: whatever shows what was said lets go of it, now."""
    unlocked = Signal()

    def __init__(
        self, background: Background, after: Callable[[Callable[[], None]], None], parent: QObject | None = None
    ) -> None:
        """`background` opens and locks; `after` calls back when nothing is at work on memory any more."""
        super().__init__(parent)
        self._background, self._after = background, after
        self._engine: EngineApi | None = None
        self._kind: Kind = "no"
        self._awake = self._wanted = self._working = False
        self._error = ""

    def attach(self, engine: EngineApi, lock: PassphraseNeed) -> None:
        """The engine is there, not open yet."""
        self._engine, self._kind = engine, lock
        self.changed.emit()

    def note_open(self) -> None:
        """It is open, and can be locked."""
        self._awake = True
        if self._wanted:
            self.lock()

    @Slot()
    def lock(self) -> None:
        """Lock; while she is still being opened, as soon as she is."""
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
        """Open the data file: with the passphrase, or with the key the system keeps."""
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
    """What is still needed: the key may have been moved meanwhile, out of the keyring and under a passphrase."""
    if kind != "kept":
        engine.unlock(passphrase)
    elif (lock := engine.needs_passphrase()) != "no":
        return lock
    engine.open()
    return "no"


def _lock(engine: EngineApi) -> PassphraseNeed:
    engine.lock()
    return engine.needs_passphrase()
