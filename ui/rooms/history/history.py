"""Fills the History room: conversations by day, an opened one, and search hits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QStandardPaths, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import ConversationRow, HitRow, LineRow, RowList
from ui.parts.words import error_sentence, plain
from ui.rooms.history.mood_calendar import MoodCalendar
from ui.rooms.history.reader import ConversationPage, ConversationReader

_PAGE = 60
"""Conversations fetched at a time."""
_SHOWN_IN = {
    **{"timer": ("todo", "waiting"), "alarm": ("todo", "waiting"), "reminder": ("todo", "waiting")},
    **{"calendar": ("todo", "calendar"), "list": ("todo", "lists"), "note": ("todo", "notes")},
    **{"letter": ("made", "letters"), "piece": ("made", "pieces"), "diary": ("memory", "diary")},
}
"""The room and the group for each kind of what is kept."""
_NOTHING = ConversationPage(0, "", "", "", (), 0, 0)


class History(QObject):
    """The History room; `History` in QML."""

    changed = Signal()
    sourceOpening = Signal()
    """A source is about to be shown: enter this room."""
    keptOpening = Signal(str, str)
    """The room, and the group in it, that shows something kept which was found: enter it."""
    sourceMissing = Signal(str)
    """Why a source can't be shown."""
    jumped = Signal(int)
    """The row of the opened conversation to scroll to."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads the data file."""
        super().__init__(parent)
        self._now = now
        self._reader: GuardedCalls[ConversationReader] = GuardedCalls(background, self._failed)
        self.conversations: RowList[ConversationRow] = RowList(ConversationRow, self)
        self.lines: RowList[LineRow] = RowList(LineRow, self)
        self.hits: RowList[HitRow] = RowList(HitRow, self)
        self.moods = MoodCalendar(now, background, self)
        self.moods.failed.connect(self.notify)
        self._words, self._count, self._search_number = "", "", 0
        self._page, self._more, self._notice = _NOTHING, False, ""

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._reader.target = ConversationReader(engine.memory, self._now, lambda: engine.settings.her_name)
        self.moods.attach(engine)

    def detach(self) -> None:
        """Empty the lists; the memory is locked."""
        self._reader.target = None
        self.moods.detach()
        self._notice, self._more = "", False
        self.conversations.replace_all([])
        self.search("")
        self.close()

    def lines_of(self, conversation: int) -> list[LineRow]:
        """The lines of a conversation so far. Call it in the background."""
        archive = self._reader.target
        return archive.lines(conversation) if archive is not None else []

    @Slot()
    def refresh(self) -> None:
        """Reload the newest conversations."""
        self._reader.call(lambda archive: archive.conversations(_PAGE, None), self._show)
        self.moods.refresh()

    @Slot()
    def older(self) -> None:
        """Append older conversations, if there are any."""
        if self._more:
            self._more = False
            last = self.conversations.rows[-1].id
            self._reader.call(lambda archive: archive.conversations(_PAGE, last), self._append)

    def _show(self, talks: Sequence[ConversationRow]) -> None:
        self._more = len(talks) == _PAGE
        self.conversations.replace_all(talks)
        self.changed.emit()

    def _append(self, talks: Sequence[ConversationRow]) -> None:
        self._more = len(talks) == _PAGE
        self.conversations.append(*talks)

    @Slot(int, int)
    def open(self, conversation: int, message: int = 0) -> None:
        """Open a conversation, at a message if one is given."""
        self._reader.call(lambda archive: archive.page(conversation, message), self._opened)

    @Slot(int)
    def openSource(self, message: int) -> None:
        """Show a message in its conversation; emits `sourceMissing` if it has been forgotten."""
        self._reader.call(lambda archive: archive.page_of_message(message), self._show_source, self._source_missing)

    @Slot(str)
    def openKept(self, kind: str) -> None:
        """Show where something of this kind is kept; emits `keptOpening`."""
        self.keptOpening.emit(*_SHOWN_IN[kind])

    def _show_source(self, page: ConversationPage) -> None:
        self.sourceOpening.emit()
        self._opened(page)

    def _source_missing(self, error: Exception) -> None:
        self.sourceMissing.emit(error_sentence(error))

    def _opened(self, page: ConversationPage) -> None:
        self._page = page
        self.lines.replace_all(page.lines)
        self.changed.emit()
        self.jumped.emit(page.row)

    def reload(self) -> None:
        """Reload everything shown, after something was forgotten or restored."""
        self.refresh()
        self.search(self._words)
        shown, at = self._page.conversation, self._page.message
        if shown:
            self._reader.call(lambda archive: archive.page(shown, at), self._renewed, lambda _: self.close())

    def _renewed(self, page: ConversationPage) -> None:
        if page.conversation == self._page.conversation:
            self._page = page
            self.lines.update(page.lines)
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close the opened conversation."""
        self._page = _NOTHING
        self.lines.replace_all([])
        self.changed.emit()

    @Slot(str)
    def search(self, words: str) -> None:
        """Search all messages for words; results of earlier searches are dropped."""
        self._words, self._search_number = words.strip(), self._search_number + 1
        if not self._words or self._reader.target is None:
            self.hits.replace_all([])
            self._count = ""
            self.changed.emit()
            return
        asked = self._search_number
        self._reader.call(lambda archive: self._search(archive, asked), self._show_hits)

    def _search(self, archive: ConversationReader, asked: int) -> tuple[int, Any]:
        return asked, archive.search(self._words) if asked == self._search_number else None

    def _show_hits(self, answer: tuple[int, Any]) -> None:
        asked, result = answer
        if asked == self._search_number and result is not None:
            hits, total = result
            self.hits.replace_all(hits)
            self._count = f"{total:,}" if total else "nothing found"
            self.changed.emit()

    @Slot(str, result=str)
    def suggestion(self, form: str) -> str:
        """A file name to suggest for an export, in the user's documents."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ending = "json" if form == "json" else "md"
        return str(Path(folder or Path.home()) / f"conversations {self._now():%Y-%m-%d}.{ending}")

    @Slot(str, str, bool)
    def export(self, path: str, form: str, moods: bool) -> None:
        """Export the opened conversation, or all (with `moods`, if they are wanted) if none is open, as "markdown" or "json"."""
        target, only = Path(path).expanduser(), self._page.conversation or None
        self._reader.call(lambda archive: archive.export(target, form, only, moods and only is None), self._exported)

    def _exported(self, path: Path) -> None:
        self.notify(f"Written to {path}")

    def _failed(self, error: Exception) -> None:
        self.notify(error_sentence(error))

    @Slot(str)
    def notify(self, text: str) -> None:
        """Show a sentence; an empty one removes it."""
        self._notice = plain(text)
        self.changed.emit()

    words = Property(str, lambda self: self._words, notify=changed)
    count = Property(str, lambda self: self._count, notify=changed)
    opened = Property(int, lambda self: self._page.conversation, notify=changed)
    title = Property(str, lambda self: self._page.title, notify=changed)
    summaryTitle = Property(str, lambda self: self._page.summary_title, notify=changed)
    summary = Property(str, lambda self: self._page.summary, notify=changed)
    openedMessage = Property(int, lambda self: self._page.message, notify=changed)
    notice = Property(str, lambda self: self._notice, notify=changed)
