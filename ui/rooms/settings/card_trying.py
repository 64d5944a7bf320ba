"""Shows where she thinks; has the graphics card tried when the user wants it, with progress, and used or left afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot

from companion.environment import Environment
from companion.events import Event, Notice, Ready
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.words import error_sentence, plain, without_commands

if TYPE_CHECKING:
    from companion.runtime.graphics_card import CardStatus, GraphicsCard
    from models.fetching.stop import Stop


class CardTrying(QObject):
    """The graphics card and the try under way; `CardTrying` in QML."""

    changed = Signal()
    progressed = Signal()
    _reported = Signal(str, object)

    def __init__(self, environment: Environment, background: Background, reading: Background) -> None:
        """`background` is its own: a build takes minutes. `reading` finds out how things stand."""
        super().__init__()
        self._environment, self._background, self._reading = environment, background, reading
        self._engine: EngineApi | None = None
        self._status: CardStatus | None = None
        self._stop: Stop | None = None
        """Calls off the try under way."""
        self._words, self._share, self._where = "", -1.0, ""
        self._closed = False
        self.make: Callable[[Environment, Stop], GraphicsCard] = _graphics_card
        """Gives what deals with the card; tests give one that builds nothing."""
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def attach(self, engine: EngineApi) -> None:
        """The memory is open."""
        self._engine = engine

    def detach(self) -> None:
        """The memory is being locked: her mind is not loaded any more."""
        self._engine, self._where = None, ""
        self.changed.emit()

    def handle(self, event: Event) -> None:
        """Her mind is ready, or something was told, perhaps that the card failed: she may think somewhere else now."""
        if self._engine is not None and isinstance(event, Ready | Notice):
            where = plain(self._engine.thinks_on)
            if where != self._where:
                self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Find out how things stand."""
        self._where = plain(self._engine.thinks_on) if self._engine is not None else ""
        self.changed.emit()
        card = self._card()
        self._reading.run(card.status, self._found, lambda error: self._tell(error_sentence(error)))

    def _found(self, status: CardStatus) -> None:
        self._status = status
        if self._stop is None:
            self._tell(f"{status.words} {status.offer}".strip())
        self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """Build what is needed and try the card."""
        if self._stop is not None:
            return
        card = self._card()
        self._stop = card.probe.stop
        self._report("Looking what is needed", None)
        self._background.run(lambda: card.try_card(self._reported.emit), lambda _: self._over(""), self._failed)
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Call the try off; an engine that was there before stays."""
        if self._stop is not None:
            self._stop.set()

    @Slot()
    def use(self) -> None:
        """Let her think on the card again."""
        card = self._card()
        self._background.run(card.use, lambda _: self._over(""), self._failed)

    @Slot()
    def leave(self) -> None:
        """Let her think on the processor."""
        card = self._card()
        self._background.run(card.off, lambda _: self._over(""), self._failed)

    def close(self) -> None:
        """Call off what runs and end its thread; what comes of it is for nobody any more."""
        self._closed = True
        self.cancel()
        self._background.close()

    def _over(self, trouble: str) -> None:
        """A try, or a change, is over: her mind is loaded where it belongs now."""
        if self._closed:
            return
        self._stop = None
        if trouble:
            self._tell(trouble)
            self.changed.emit()
            return
        if self._engine is not None:
            self._background.run(self._engine.load_mind)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        called_off = self._stop is not None and self._stop.is_set()
        self._over("Called off; she goes on as before." if called_off else error_sentence(error))

    def _report(self, words: str, share: float | None) -> None:
        self._words = plain(words)
        self._share = -1.0 if share is None else share
        self.progressed.emit()

    def _tell(self, words: str) -> None:
        self._words = without_commands(plain(words))
        self.progressed.emit()

    def _card(self) -> GraphicsCard:
        from models.fetching.stop import Stop  # here: what the first frame does not need

        settings = self._engine.settings if self._engine is not None else self._environment.settings
        return self.make(replace(self._environment, settings=settings), Stop())

    def _question(self) -> str:
        tried = self._status is not None and self._status.tried is not None
        return "Try it again" if tried else "Try it"

    def _usable(self) -> bool:
        status = self._status
        return status is not None and status.tried is not None and status.tried.good and not status.in_use

    where = Property(str, lambda self: self._where, notify=changed)
    offered = Property(bool, lambda self: bool(self._status and self._status.offered), notify=changed)
    busy = Property(bool, lambda self: self._stop is not None, notify=changed)
    inUse = Property(bool, lambda self: bool(self._status and self._status.in_use), notify=changed)
    usable = Property(bool, _usable, notify=changed)
    question = Property(str, _question, notify=changed)
    words = Property(str, lambda self: self._words, notify=progressed)
    share = Property(float, lambda self: self._share, notify=progressed)
    """0…1; below 0 where it is not known."""


def _graphics_card(environment: Environment, stop: Stop) -> GraphicsCard:
    from companion.runtime.graphics_card import GraphicsCard  # here: what the first frame does not need
    from models.graphics.probe import Probe

    return GraphicsCard(environment, Probe(stop=stop))
