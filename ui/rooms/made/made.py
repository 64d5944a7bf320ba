"""Fills the Made room: the lists of letters and pieces; removes with undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList
from ui.parts.words import error_sentence, plain
from ui.rooms.made.files import Files
from ui.rooms.made.made_rows import LetterRow, PieceRow
from ui.rooms.made.open_letter import OpenLetter
from ui.rooms.made.reader import GROUPS, MadeGroup, MadePage, made_page
from ui.rooms.made.writing import LETTER_FORMS, PIECE_FORMS

PutBack = Callable[[EngineApi], Any]


class Made(QObject):
    """The Made room; `Made` in QML."""

    changed = Signal()

    def __init__(self, now: Now, background: Background, files: Files, parent: QObject | None = None) -> None:
        """`background` reads and writes the data file; `files` writes what others can open."""
        super().__init__(parent)
        self._now = now
        self._engine: GuardedCalls[EngineApi] = GuardedCalls(background, self._failed)
        self.letters: RowList[LetterRow] = RowList(LetterRow, self)
        self.pieces: RowList[PieceRow] = RowList(PieceRow, self)
        self.letter = OpenLetter(now, background, self)
        self.letter.kept.connect(self._reload)
        self.files = files
        files.written.connect(self._written)
        self._shown = False
        self._reset()

    def _reset(self) -> None:
        self._group: MadeGroup = "letters"
        self._notice, self._read, self._about_to_play = "", False, 0
        self._removed: PutBack | None = None
        self._counts: Mapping[MadeGroup, int] = {}

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._engine.target = engine
        self.letter.attach(engine)
        self.files.attach(engine)

    def detach(self) -> None:
        """Keep what was typed and empty the lists; the memory is locked."""
        self.letter.detach()
        self.files.detach()
        self._engine.target = None
        self._reset()
        self.letters.replace_all([])
        self.pieces.replace_all([])
        self.changed.emit()

    @Slot(bool)
    def watch(self, shown: bool) -> None:
        """The room has come on the screen, or gone from it."""
        self._shown = shown
        self.letter.watch(shown)
        if shown:
            self.refresh()
        else:
            self.letter.keep()

    def refresh(self) -> None:
        """Reload what is shown: something was made, changed or forgotten."""
        self.letter.refresh()
        self._reload()

    def _reload(self) -> None:
        if self._shown:
            self._engine.call(lambda engine: made_page(engine.memory, self._now()), self._show)

    @Slot(str)
    def show(self, group: MadeGroup) -> None:
        """Show one group; what was removed last can still be put back."""
        self._group = group
        if self._removed is None:
            self._tell("")
        self._reload()

    @Slot(int)
    def removeLetter(self, number: int) -> None:
        """Remove a letter; it can be put back."""
        if self.letter.property("opened") == number:
            self.letter.leave(lambda: self._remove_letter(number))  # which keeps what was typed
        else:
            self._remove_letter(number)

    def _remove_letter(self, number: int) -> None:
        self._engine.call(lambda engine: _remove_letter(engine, number), self._gone)

    @Slot(int)
    def play(self, number: int) -> None:
        """Play a piece; it sounds when it has begun to be rendered."""
        self._about_to_play = number
        self.changed.emit()
        self._engine.call(lambda engine: engine.play_piece(number), None, self._not_played)

    @Slot()
    def stop(self) -> None:
        """Let the piece that sounds, or is about to, fade away."""
        self.note_playing()
        self._engine.call(lambda engine: engine.stop_piece())

    def note_playing(self) -> None:
        """Another piece sounds now, or none."""
        self._about_to_play = 0
        self.changed.emit()

    def _not_played(self, error: Exception) -> None:
        self.note_playing()
        self._failed(error)

    @Slot(int)
    def removePiece(self, number: int) -> None:
        """Remove a piece; it can be put back."""
        self._engine.call(lambda engine: _remove_piece(engine, number), self._gone)

    @Slot(str)
    def saveLetter(self, path: str) -> None:
        """Write the opened letter to a file, with what was typed last."""
        number = int(self.letter.property("opened"))
        self.letter.after_keeping(lambda: self.files.letter(number, path))

    def _written(self, sentence: str) -> None:
        if self.letter.property("opened"):
            self.letter.notify(sentence)
        else:
            self._tell(sentence)

    @Slot()
    def undoLast(self) -> None:
        """Put back what was removed last."""
        if (put_back := self._removed) is not None:
            self._removed = None
            self._engine.call(put_back, lambda _: self._restored())

    def _gone(self, removed: tuple[str, PutBack]) -> None:
        title, put_back = removed
        self._tell(f"“{plain(title)}” is removed.", put_back)
        self._reload()

    def _restored(self) -> None:
        self._tell("It is back.")
        self._reload()

    def _show(self, page: MadePage) -> None:
        self._read, self._counts = True, page.counts
        self.letters.update(page.letters)
        self.pieces.update(page.pieces)
        self.changed.emit()

    @Slot(str)
    def notify(self, sentence: str) -> None:
        """Show a sentence; an empty one removes it."""
        self._tell(sentence)

    def _tell(self, sentence: str, removed: PutBack | None = None) -> None:
        self._notice, self._removed = plain(sentence), removed
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._tell(error_sentence(error))
        self._reload()

    def _tabs(self) -> list[dict[str, Any]]:
        return [{"id": group, "title": title, "count": self._counts.get(group, 0)} for group, title in GROUPS.items()]

    tabs = Property("QVariantList", _tabs, notify=changed)  # type: ignore[arg-type]
    letterForms = Property("QVariantList", lambda self: _forms(LETTER_FORMS), constant=True)  # type: ignore[arg-type]
    pieceForms = Property("QVariantList", lambda self: _forms(PIECE_FORMS), constant=True)  # type: ignore[arg-type]
    group = Property(str, lambda self: self._group, notify=changed)
    read = Property(bool, lambda self: self._read, notify=changed)
    notice = Property(str, lambda self: self._notice, notify=changed)
    aboutToPlay = Property(int, lambda self: self._about_to_play, notify=changed)
    """The piece that was asked for and does not sound yet; 0 for none."""
    undoable = Property(bool, lambda self: self._removed is not None, notify=changed)
    """Whether the notice tells of something that can be put back."""


def _forms(endings: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": ending, "title": title} for ending, title in endings.items()]


def _remove_letter(engine: EngineApi, number: int) -> tuple[str, PutBack]:
    from companion.letters.handling import receipt_of  # what letters bring is not needed for the first frame
    from companion.memory.letters import letter_as_json

    memory = engine.memory
    letter = memory.letters.one(number)
    receipt = receipt_of(memory, letter, "removed", {"removed": letter_as_json(letter)}, None)  # before it is gone
    memory.letters.remove(number)

    def put_back(engine: EngineApi) -> None:
        engine.memory.letters.put_back(letter)
        engine.memory.receipts.mark_undone(receipt.id)

    return letter.title, put_back


def _remove_piece(engine: EngineApi, number: int) -> tuple[str, PutBack]:
    pieces = engine.memory.pieces
    removed, words = pieces.piece(number), pieces.words_of(number)
    pieces.remove(number)
    return removed.title, lambda engine: engine.memory.pieces.put_back(removed, words)
