"""In the Talk room the piece that sounds is shown with its name and its notes; a click and Esc stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from companion.events import DeedDone, PieceBegun, PieceOver
from companion.memory.pieces import NewPiece
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi
from tests.ui.conftest import Open, Scene
from tests.ui.fake_engine import Missing


def begin(room: Scene) -> int:
    assert room.engine.memory is not None
    piece = compose(Wish(("It rained.",)), 3)
    kept = room.engine.memory.pieces.add(NewPiece("Rain & Bells", "", 3, "calm", "C major", 50.0, as_midi(piece)))
    room.engine.emit(PieceBegun(id=kept.id, title=kept.title, seconds=kept.seconds))
    room.until(lambda: bool(room.window.recital.property("upper")))
    return kept.id


def test_it_is_shown_while_it_sounds(scene: Open) -> None:
    room = scene().ready()
    number = begin(room)
    title = room.item("recital-title")
    assert title.property("text") == "Rain & Bells"
    assert title.isVisible()
    assert room.item("recital-roll").isVisible()
    assert room.item("presence").property("playing")
    grouping = QAccessible.queryAccessibleInterface(title.parentItem().parentItem())
    assert grouping.text(QAccessible.Text.Name) == "She plays “Rain & Bells”"
    room.engine.emit(PieceOver(id=number, played_s=50.0, whole=True))
    room.until(lambda: not room.window.recital.property("playing"))
    assert not title.isVisible()


def test_a_click_and_esc_stop_it(scene: Open) -> None:
    room = scene().ready()
    begin(room)
    room.item("stop-piece").clicked.emit()
    room.asked("stop_piece")
    room.key(Qt.Key.Key_Escape)
    room.asked("interrupt")


def test_the_line_follows_the_music_and_not_your_voice(scene: Open) -> None:
    room = scene().ready()
    begin(room)
    line = room.item("presence")
    line.hear("you", 0.9)
    assert line._level == 0.0
    line.hear("her", 0.9)
    assert line._level == 0.9


def test_missing_samples_are_offered_and_fetched_only_when_asked(scene: Open) -> None:
    room = scene().ready()
    room.engine.lacking_piano = [Missing("salamander-grand", "Salamander Grand", 15_600_000, "CC-BY-3.0")]
    room.engine.emit(DeedDone(turn=1, deed="piano", text="Rain", id=1))
    room.until(lambda: room.item("fetch-piano").isVisible())
    assert room.item("fetch-piano").property("text") == "get them · 16 MB"
    assert not any(call[0] == "fetch" for call in room.engine.asked)
    room.item("no-piano").clicked.emit()
    assert room.window.recital.property("offered") == ""
    room.engine.emit(DeedDone(turn=1, deed="piano", text="Rain", id=2))
    room.until(lambda: room.item("fetch-piano").isVisible())
    room.item("fetch-piano").clicked.emit()
    room.asked("fetch", ["salamander-grand"])
