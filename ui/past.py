"""What memory keeps goes in; the lists of the History room come out: conversations by day, one opened, words found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QStandardPaths, Signal, Slot

from ui.archive import Archive, Page
from ui.behind import Behind
from ui.models import Found, Line, Rows, Talk
from ui.seam import Engine, Now
from ui.words import plain, sorry

_PAGE = 60
"""Conversations fetched at a time."""


class Past(QObject):
    """`past` in QML."""

    changed = Signal()
    jumped = Signal(int)
    """The row of the opened conversation to show."""

    def __init__(self, now: Now, behind: Behind, parent: QObject | None = None) -> None:
        """`behind` reads the data file."""
        super().__init__(parent)
        self._now, self._behind = now, behind
        self._archive: Archive | None = None
        self.talks: Rows[Talk] = Rows(Talk, self)
        self.lines: Rows[Line] = Rows(Line, self)
        self.found: Rows[Found] = Rows(Found, self)
        self._words, self._count, self._asked = "", "", 0
        self._open, self._title, self._more, self._told = 0, "", False, ""

    def attach(self, engine: Engine) -> None:
        """Memory is open."""
        self._archive = Archive(engine.memory, self._now, lambda: engine.settings.her_name)

    def so_far(self, conversation: int) -> list[Line]:
        """What was said in a conversation so far. For the thread behind the window."""
        return self._archive.so_far(conversation) if self._archive is not None else []

    @Slot()
    def refresh(self) -> None:
        """Read the newest conversations again."""
        if self._archive is not None:
            archive = self._archive
            self._behind.do(lambda: archive.talks(_PAGE, None), self._show, self._sorry)

    @Slot()
    def older(self) -> None:
        """Read more, when there are more."""
        if self._archive is not None and self._more:
            self._more = False
            archive, last = self._archive, self.talks.rows[-1].id
            self._behind.do(lambda: archive.talks(_PAGE, last), self._append, self._sorry)

    def _show(self, talks: Sequence[Talk]) -> None:
        self._more = len(talks) == _PAGE
        self.talks.fill(talks)
        self.changed.emit()

    def _append(self, talks: Sequence[Talk]) -> None:
        self._more = len(talks) == _PAGE
        self.talks.add(*talks)

    @Slot(int, int)
    def open(self, conversation: int, message: int = 0) -> None:
        """Show a conversation, at a message when one is given."""
        if self._archive is None:
            return
        archive = self._archive
        self._behind.do(lambda: archive.page(conversation, message), self._opened, self._sorry)

    def _opened(self, page: Page) -> None:
        self._open, self._title = page.conversation, page.title
        self.lines.fill(page.lines)
        self.changed.emit()
        self.jumped.emit(page.at)

    @Slot()
    def close(self) -> None:
        """Back to the list."""
        self._open, self._title = 0, ""
        self.lines.fill([])
        self.changed.emit()

    @Slot(str)
    def search(self, words: str) -> None:
        """Find words; answers to earlier questions are dropped."""
        self._words, self._asked = words.strip(), self._asked + 1
        if not self._words or self._archive is None:
            self.found.fill([])
            self._count = ""
            self.changed.emit()
            return
        archive, asked = self._archive, self._asked
        self._behind.do(lambda: self._look(archive, asked), self._looked, self._sorry)

    def _look(self, archive: Archive, asked: int) -> tuple[int, Any]:
        return asked, archive.search(self._words) if asked == self._asked else None

    def _looked(self, answer: tuple[int, Any]) -> None:
        asked, result = answer
        if asked == self._asked and result is not None:
            hits, total = result
            self.found.fill(hits)
            self._count = f"{total:,}" if total else "nothing found"
            self.changed.emit()

    @Slot(str, result=str)
    def suggestion(self, form: str) -> str:
        """Where an export could go: the user's documents."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ending = "json" if form == "json" else "md"
        return str(Path(folder or Path.home()) / f"conversations {self._now():%Y-%m-%d}.{ending}")

    @Slot(str, str)
    def export(self, path: str, form: str) -> None:
        """Write the opened conversation, or all of them, as "markdown" or "json"."""
        if self._archive is not None:
            archive, target, only = self._archive, Path(path).expanduser(), self._open or None
            self._behind.do(lambda: archive.export(target, form, only), self._exported, self._sorry)

    def _exported(self, path: Path) -> None:
        self._tell(f"Written to {path}")

    def _sorry(self, error: Exception) -> None:
        self._tell(sorry(error))

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._told = plain(text)
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """The user has read it."""
        self._tell("")

    words = Property(str, lambda self: self._words, notify=changed)
    count = Property(str, lambda self: self._count, notify=changed)
    opened = Property(int, lambda self: self._open, notify=changed)
    title = Property(str, lambda self: self._title, notify=changed)
    told = Property(str, lambda self: self._told, notify=changed)
