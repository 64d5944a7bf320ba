"""Holds what is on the stage: the user's line, her reply, and the word she is saying now."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtQuick import QQuickTextDocument

from companion.events import Resumed, Spoken
from ui.parts.receipts import undone
from ui.parts.words import plain
from ui.rooms.talk.script import Script

_SHOWN = 600
"""Letters of the user's line that are shown on the stage; the conversation shows all of it."""


class Stage(QObject):
    """The latest exchange; `Stage` in QML."""

    changed = Signal()
    sourcesChanged = Signal()
    receiptsChanged = Signal()
    announced = Signal(str)
    """A finished reply, for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = ""
        self._script = Script()
        self._silent = False
        self._done, self._held, self._unasked = True, False, False
        self._word = (0, 0)
        self._said = 0
        self._sources: list[dict[str, Any]] = []
        self._receipts: list[dict[str, Any]] = []
        self._next_word = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next_word.timeout.connect(self._follow)

    def clear(self) -> None:
        """Empty the stage."""
        self._line, self._unasked = "", False
        self._begin()
        self.show_receipts([])
        self._done = True
        self.changed.emit()

    def show_user_line(self, text: str) -> None:
        """Show the user's final line, and no reply yet; no line: she speaks unasked."""
        self._line, self._unasked = plain(text)[:_SHOWN], not text
        self._begin()
        self.show_receipts([])
        self.changed.emit()

    def show_sources(self, sources: list[dict[str, Any]]) -> None:
        """Show the sources of the reply that comes next."""
        if self._done:
            self._begin()
        self._set_sources(sources)

    def show_receipts(self, receipts: list[dict[str, Any]]) -> None:
        """Show what was done at this turn; her words of it come next, or stand already."""
        if receipts != self._receipts:
            self._receipts = receipts
            self.receiptsChanged.emit()

    def mark_undone(self, receipt: int) -> None:
        """Show that what this receipt stands for is undone, if it is here."""
        self.show_receipts(undone(self._receipts, receipt))

    def grow(self, text: str, silent: bool) -> None:
        """Append to her reply; `silent` when no voice will speak it, so that all of it is shown as said."""
        if self._done:
            self._begin()
        self._silent = silent
        self._script.grow(plain(text) if self._script.text else plain(text).lstrip())
        self._follow()

    def speak(self, sentence: Spoken, arrived: float) -> None:
        """Follow a sentence that became audible at `arrived` on the monotonic clock."""
        if self._done:
            self._begin()
        self._silent = self._held = False
        self._script.speak(sentence, arrived)
        self._follow()

    def pause(self) -> None:
        """Stop the mark where it is, because she is paused."""
        self._held = True
        self._next_word.stop()

    def resume(self, sentence: Resumed, arrived: float) -> None:
        """Follow a sentence again that went on at `arrived` on the monotonic clock."""
        if not self._done:
            self._held = False
            self._script.resume(sentence, arrived)
            self._follow()

    @Slot()
    def dismiss(self) -> None:
        """The user does not want what she said unasked."""
        self._unasked = False
        self.changed.emit()

    def finish(self, reply: str) -> None:
        """Show the turn as done; `reply` is its final text."""
        self._next_word.stop()
        self._script.text = plain(reply).strip() or self._script.text
        self._done, self._word, self._said = True, (0, 0), len(self._script.text)
        self.changed.emit()
        if reply.strip():
            self.announced.emit(self._script.text)

    def cut(self, heard: str) -> None:
        """Show what was heard before she was interrupted; it ends in a dash in the middle of a sentence."""
        self._next_word.stop()
        self._script.text = plain(heard).strip()
        self._done, self._word, self._said = True, (0, 0), len(self._script.text)
        self.changed.emit()

    def _begin(self) -> None:
        self._next_word.stop()
        self._script, self._done, self._held = Script(), False, False
        self._word, self._said = (0, 0), 0
        self._set_sources([])

    def _set_sources(self, sources: list[dict[str, Any]]) -> None:
        if sources != self._sources:  # apart from `changed`, which comes with every word
            self._sources = sources
            self.sourcesChanged.emit()

    def _follow(self) -> None:
        now = time.monotonic()
        cue = None if self._held else self._script.cue(now)
        if cue is not None:
            self._word, self._said = (cue.start, cue.end), cue.end
        elif self._silent and not self._script.spoken:
            self._said = len(self._script.text)
        coming = self._script.next_change(now)
        if coming is not None and not self._held:
            self._next_word.start(max(1, round((coming - now) * 1000)))
        self.changed.emit()

    line = Property(str, lambda self: self._line, notify=changed)
    done = Property(bool, lambda self: self._done, notify=changed)
    reply = Property(str, lambda self: self._script.text, notify=changed)
    said = Property(int, lambda self: self._said, notify=changed)
    wordStart = Property(int, lambda self: self._word[0], notify=changed)
    wordEnd = Property(int, lambda self: self._word[1], notify=changed)
    sources = Property("QVariantList", lambda self: self._sources, notify=sourcesChanged)  # type: ignore[arg-type]
    receipts = Property("QVariantList", lambda self: self._receipts, notify=receiptsChanged)  # type: ignore[arg-type]
    unasked = Property(bool, lambda self: self._unasked, notify=changed)
    empty = Property(bool, lambda self: not self._line and not self._script.text, notify=changed)


class Unsaid(QSyntaxHighlighter):
    """Colours the letters of a TextEdit that she has not said yet."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._text: QQuickTextDocument | None = None
        self._said = 0
        self._format = QTextCharFormat()

    def highlightBlock(self, text: str) -> None:
        """Colour one paragraph; called by Qt."""
        start = max(0, self._said - self.currentBlock().position())
        if start < len(text):
            self.setFormat(start, len(text) - start, self._format)

    def _set_text(self, text: QQuickTextDocument) -> None:
        self._text = text
        document: QTextDocument = text.textDocument()
        self.setDocument(document)
        self.changed.emit()

    def _set_said(self, said: int) -> None:
        if said != self._said:
            self._said = said
            self.rehighlight()
            self.changed.emit()

    def _set_colour(self, colour: QColor) -> None:
        self._format.setForeground(colour)
        self.rehighlight()
        self.changed.emit()

    text = Property(QQuickTextDocument, lambda self: self._text, _set_text, notify=changed)
    said = Property(int, lambda self: self._said, _set_said, notify=changed)
    colour = Property(QColor, lambda self: self._format.foreground().color(), _set_colour, notify=changed)
