"""Scenes of a piece that she plays, for the pictures of the window."""

from __future__ import annotations

from companion.events import DeedDone, Heard, PieceBegun, State, TurnDone
from tests.ui.fake_engine import FakeEngine, Missing
from tests.ui.look_made import composed
from tests.ui.look_talk import settle, wait
from ui.shell.window import Window


def playing(window: Window, engine: FakeEngine) -> None:
    """A third of it has sounded."""
    composed(engine)
    piece = engine.memory.pieces.list()[-1]
    engine.emit(Heard(turn=1, text="Play me something on the piano.", start=0, end=2))
    reply = f"“{piece.title}”: {piece.why[0].lower()}{piece.why[1:]}"
    engine.emit(TurnDone(turn=1, reply=reply, gap_s=0.3, phases={}))
    engine.emit(State(state="listening"))
    engine.emit(PieceBegun(id=piece.id, title=piece.title, seconds=piece.seconds))
    settle(window)
    window.recital._begun -= piece.seconds / 3
    window.recital.changed.emit()
    window.recital.moved.emit()
    for _ in range(20):
        engine.level("her", 0.5)
        wait(30)


def without_samples(window: Window, engine: FakeEngine) -> None:
    """A piece was asked for, and the samples are not there."""
    engine.lacking_piano = [Missing("salamander-grand", "Salamander Grand", 15_600_000, "CC-BY-3.0")]
    engine.emit(Heard(turn=1, text="Play me something on the piano.", start=0, end=2))
    engine.emit(DeedDone(turn=1, deed="piano", text="The Umbrella", undo=True, id=1))
    engine.emit(
        TurnDone(
            turn=1, reply="“The Umbrella”: it is for the evening, so it is slow. It is kept.", gap_s=0.3, phases={}
        )
    )
    settle(window)
