"""Holds what she plays on her piano: the title, the notes to draw, and how much of it has sounded."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from companion.events import Event, PieceBegun, PieceOver
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, MissingModel
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.words import plain

if TYPE_CHECKING:
    from ui.rooms.made.piano_roll import PianoRoll

_MOVES_MS = 100
"""Between two pictures of the roll: a minute's piece moves by a pixel or two."""


class Recital(QObject):
    """The piece that sounds; `Recital` in QML."""

    changed = Signal()
    moved = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """`background` reads the piece's notes."""
        super().__init__(parent)
        self._engine: GuardedCalls[EngineApi] = GuardedCalls(background, lambda _error: None)
        self._id, self._title, self._seconds, self._begun = 0, "", 1.0, 0.0
        self._upper = self._lower = ""
        self._missing: MissingModel | None = None
        self._moving = QTimer(self, interval=_MOVES_MS)
        self._moving.timeout.connect(self.moved)

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._engine.target = engine

    def detach(self) -> None:
        """Show nothing of it any more; the memory is locked."""
        self._engine.target = None
        self._missing = None
        self._end()

    def handle(self, event: Event, arrived: float) -> None:
        """Follow a piece that began or ended; `arrived` on the monotonic clock."""
        if isinstance(event, PieceBegun):
            self._id, self._title, self._seconds, self._begun = event.id, plain(event.title), event.seconds, arrived
            self._upper, self._lower, self._missing = "", "", None
            self._moving.start()
            self.changed.emit()
            self._engine.call(lambda engine: _roll(engine, event.id), lambda roll: self._draw(event.id, roll))
        elif isinstance(event, PieceOver) and event.id == self._id:
            self._end()

    @Slot()
    def stop(self) -> None:
        """Let it fade away."""
        self._engine.call(lambda engine: engine.stop_piece(), lambda _done: None)

    def look_for_samples(self) -> None:
        """A piece was asked for: offer the samples if they are missing."""
        self._engine.call(lambda engine: engine.missing_piano(), self._offer)

    @Slot()
    def fetch(self) -> None:
        """Download the samples."""
        if (missing := self._missing) is not None:
            self.dismiss()
            self._engine.call(lambda engine: engine.fetch([missing.id]), lambda _done: None)

    @Slot()
    def dismiss(self) -> None:
        """Offer the samples no more until another piece is asked for."""
        self._missing = None
        self.changed.emit()

    def _offer(self, missing: Sequence[MissingModel]) -> None:
        self._missing = missing[0] if missing else None
        self.changed.emit()

    def _offered(self) -> str:
        """“16 MB”; empty when nothing is offered."""
        return f"{self._missing.bytes / 1e6:.0f} MB" if self._missing is not None else ""

    def _draw(self, number: int, roll: PianoRoll) -> None:
        if number == self._id:
            self._upper, self._lower = roll.upper, roll.lower
            self.changed.emit()

    def _end(self) -> None:
        self._id, self._title, self._upper, self._lower = 0, "", "", ""
        self._moving.stop()
        self.changed.emit()

    def _played(self) -> float:
        """The share of it that has sounded."""
        return min(1.0, (time.monotonic() - self._begun) / max(1.0, self._seconds)) if self._id else 0.0

    playing = Property(bool, lambda self: self._id > 0, notify=changed)
    piece = Property(int, lambda self: self._id, notify=changed)
    """Its number; 0 for none."""
    title = Property(str, lambda self: self._title, notify=changed)
    upper = Property(str, lambda self: self._upper, notify=changed)
    lower = Property(str, lambda self: self._lower, notify=changed)
    offered = Property(str, _offered, notify=changed)
    played = Property(float, _played, notify=moved)


def _roll(engine: EngineApi, number: int) -> PianoRoll:
    from ui.rooms.made.piano_roll import piano_roll  # it reads MIDI, which takes a while to load

    return piano_roll(engine.memory.pieces.piece(number).midi)
