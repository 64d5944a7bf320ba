"""Holds the opened letter: what its editor shows, what was typed and is not yet kept, and its versions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from companion.events import Event, Failed, Heard, Said
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList
from ui.parts.words import error_sentence, plain
from ui.rooms.made.draft import Draft, DraftView
from ui.rooms.made.made_rows import VersionRow
from ui.rooms.made.reader import capital, version_rows

_PAUSE_MS = 1500
"""After so long a pause what was typed is kept."""
_STAY = "So the letter stays open; leave it again, and what you typed last is dropped."


class OpenLetter(QObject):
    """The opened letter; `OpenLetter` in QML."""

    changed = Signal()
    titled = Signal()
    """The letter has a title to show."""
    replaced = Signal()
    """The editor must show `text` now, and say so by `settle`."""
    saying = Signal(str)
    """A line to say to her, now that what was typed is kept."""
    kept = Signal()
    """Something about the letter was kept: the list shows it."""
    lost = Signal(str)
    """A sentence: what was typed last could not be kept, and the letter is closed already."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads and writes the data file."""
        super().__init__(parent)
        self._now, self._background = now, background
        self._draft: GuardedCalls[Draft] = GuardedCalls(background, self._failed)
        self.versions: RowList[VersionRow] = RowList(VersionRow, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._engine: EngineApi | None = None
        self._failures = 0
        """How often what was typed could not be kept."""
        self._reset()

    def _reset(self) -> None:
        self._draft.target = None
        self._pause.stop()
        self._title, self._text, self._notice, self._beside = "", "", "", 0
        self._clean: str | None = None
        """What the editor held when its text was last known to be kept; None before it showed any."""
        self._typed = ""
        self._can_undo = self._can_redo = False
        self._message, self._reply = 0, ""
        self._keeping = 0
        """How many steps that keep what was typed are not over yet."""
        self._leaving = self._told_why_not = False
        """Whether the letter is being left, and whether it was told why it can't be: then leaving again drops what was typed."""

    def attach(self, engine: EngineApi) -> None:
        """Work in this engine's opened memory."""
        self._engine = engine

    def detach(self) -> None:
        """Keep what was typed and close at once; the memory is about to be locked. What can't be kept is told by `lost`."""
        self.keep()
        self._close()
        self._engine = None

    def after_work(self, then: Callable[[], None]) -> None:
        """Call `then` once all work on letters is done, well or not."""
        self._background.run(lambda: None, lambda _: then())

    def after_keeping(self, then: Callable[[], None]) -> None:
        """Keep what was typed, then call `then`; if it can't be kept, say why and do not."""
        self.keep()
        failures = self._failures
        self.after_work(lambda: then() if self._failures == failures else None)

    def leave(self, then: Callable[[], None]) -> None:
        """Close the letter once what was typed is kept, then call `then`; if it can't be kept, say why and stay, once."""
        if not self._told_why_not:
            self.keep()
            self._leaving = self._keeping > 0
            if self._leaving:
                return self.after_keeping(lambda: self.leave(then))
        self._close()
        return then()

    @Slot(int)
    def open(self, number: int) -> None:
        """Open a letter."""
        self.leave(lambda: self._open(number))

    def _open(self, number: int) -> None:
        if self._engine is not None:
            letters = self._engine.memory.letters
            self._draft.target = Draft(letters, number)
            letters.in_view = number  # so that “shorter” is about it
            self._draft.call(lambda draft: draft.open(), self._show)
            self.changed.emit()

    def watch(self, shown: bool) -> None:
        """The page has come on the screen, or gone from it: only while it is seen is “shorter” about its letter."""
        if self._engine is not None and (draft := self._draft.target) is not None:
            self._engine.memory.letters.in_view = draft.number if shown else None

    @Slot()
    def close(self) -> None:
        """Keep what was typed and close the letter; see `leave`."""
        self.leave(lambda: None)

    def _close(self) -> None:
        if self._engine is not None:
            self._engine.memory.letters.in_view = None
        self._reset()
        self.versions.replace_all([])
        self._background.run(lambda: None, lambda _: self.kept.emit())
        self.changed.emit()
        self.replaced.emit()

    @Slot(str)
    def settle(self, text: str) -> None:
        """The editor shows what it was given; `text` is how it gives that back."""
        if self._draft.target is not None:
            self._clean = self._typed = text
            self.changed.emit()

    @Slot(str)
    def edit(self, text: str) -> None:
        """The user has changed the text to this."""
        if self._clean is None or text == self._typed:
            return
        self._typed, self._told_why_not = text, False
        self._pause.start()
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Keep what was typed, as a version by hand."""
        self._pause.stop()
        if self._unkept() is not None:
            self._after(lambda draft, typed: draft.look(typed))

    def refresh(self) -> None:
        """Something has happened to letters: keep what was typed, and show what has become of this one."""
        if self._draft.target is not None and self._clean is not None:
            self._after(lambda draft, typed: draft.look(typed))

    @Slot()
    def undo(self) -> None:
        """Show the version before."""
        self._after(lambda draft, typed: draft.undo(typed))

    @Slot()
    def redo(self) -> None:
        """Show the version that was undone last."""
        self._after(lambda draft, typed: draft.redo(typed))

    @Slot(int)
    def showVersion(self, version: int) -> None:
        """Let this version count from now on."""
        self._after(lambda draft, typed: draft.show(version, typed))

    @Slot()
    def showBeside(self) -> None:
        """Show what she wrote meanwhile."""
        if self._beside:
            self.showVersion(self._beside)

    @Slot(str)
    def tell(self, line: str) -> None:
        """Tell her what to change, once what was typed is kept."""
        self._reply = ""
        self.after_keeping(lambda: self.saying.emit(line))

    def hear(self, event: Event) -> None:
        """Show what she says while the letter is open."""
        if isinstance(event, Heard):
            self._reply = ""
        elif isinstance(event, Said):
            self._reply = f"{self._reply} {plain(event.text)}".strip()
        elif isinstance(event, Failed):
            self._reply = plain(event.message)
        else:
            return
        self.changed.emit()

    def notify(self, sentence: str) -> None:
        """Show a sentence."""
        self._notice, self._beside = plain(sentence), 0
        self.changed.emit()

    @Slot(str)
    def rename(self, title: str) -> None:
        """Give the letter another title."""
        engine, draft, words = self._engine, self._draft.target, " ".join(title.split())
        if engine is not None and draft is not None and words != self._title:
            letters, number = engine.memory.letters, draft.number
            self._draft.call(lambda _: letters.rename(number, words), lambda _: self.refresh(), self._not_renamed)

    def _not_renamed(self, error: Exception) -> None:
        self._failed(error)
        self.titled.emit()

    def _unkept(self) -> str | None:
        """What the editor holds, unless it is kept already."""
        return self._typed if self._clean is not None and self._typed != self._clean else None

    def _after(self, step: Callable[[Draft, str | None], DraftView]) -> None:
        """Do a step of work on the letter; what is unkept so far goes along, and counts as kept from now on."""
        typed, before = self._unkept(), self._clean
        self._pause.stop()
        if typed is None:
            return self._draft.call(lambda draft: step(draft, None), self._show)
        self._clean, self._keeping = typed, self._keeping + 1

        def done(view: DraftView) -> None:
            self._keeping -= 1
            self._told_why_not = False
            self._show(view)

        def failed(error: Exception) -> None:
            if self._clean == typed:
                self._clean = before  # so that it is tried again
                self._pause.start()
            self._not_kept(error)

        return self._draft.call(lambda draft: step(draft, typed), done, failed, self._lost)

    def _not_kept(self, error: Exception) -> None:
        self._keeping, self._failures = self._keeping - 1, self._failures + 1
        self._told_why_not = self._told_why_not or self._leaving
        self._leaving = False
        self.notify(f"{error_sentence(error)} {_STAY}" if self._told_why_not else error_sentence(error))

    def _lost(self, error: Exception) -> None:
        self.lost.emit(f"What you typed last into a letter could not be kept. {error_sentence(error)}")

    def _show(self, view: DraftView) -> None:
        letter = view.letter
        title, before = capital(plain(letter.title)), self._title
        self._title, self._message = title, letter.message or 0
        self._can_undo, self._can_redo = letter.can_undo, letter.next is not None
        if view.beside:
            self._beside = view.beside
            self._notice = "She wrote a version of her own meanwhile. Both are kept; this is yours."
        elif view.text is not None:
            self._beside, self._notice = 0, "She changed it while you wrote; both are in it." if view.both else ""
        self.versions.update(version_rows(letter, self._now()))
        self.changed.emit()
        if title != before:
            self.titled.emit()
        if view.text is not None:
            self._replace(view.text)
        self.kept.emit()

    def _replace(self, text: str) -> None:
        if self._unkept() is None:
            self._text = plain(text)
            self.replaced.emit()
        else:  # typed since then: it must not vanish under the user's hands
            self._notice = "She wrote a version of her own meanwhile. Both are kept; this is yours."
            self._pause.start()

    def _failed(self, error: Exception) -> None:
        self.notify(error_sentence(error))

    def _state(self) -> str:
        if self._unkept() is not None:
            return "not kept yet"
        shown = next((row for row in self.versions.rows if row.shown), None)
        if shown is None:
            return "" if self._clean is None else "Not yet written"
        return f"Version {shown.number} of {len(self.versions.rows)} · {shown.by} · {shown.when}"

    opened = Property(int, lambda self: self._draft.target.number if self._draft.target else 0, notify=changed)
    title = Property(str, lambda self: self._title, notify=changed)
    text = Property(str, lambda self: self._text, notify=changed)
    state = Property(str, _state, notify=changed)
    """Which version is shown, or that something is not kept yet."""
    notice = Property(str, lambda self: self._notice, notify=changed)
    beside = Property(bool, lambda self: self._beside > 0, notify=changed)
    """Whether she wrote a version meanwhile that is not shown."""
    canUndo = Property(bool, lambda self: self._can_undo or self._unkept() is not None, notify=changed)
    canRedo = Property(bool, lambda self: self._can_redo and self._unkept() is None, notify=changed)
    ready = Property(bool, lambda self: self._clean is not None, notify=changed)
    """Whether its text is shown; nothing can be typed before."""
    reply = Property(str, lambda self: self._reply if self._draft.target else "", notify=changed)
    """What she said last."""
    message = Property(int, lambda self: self._message, notify=changed)
    """The line that asked for it; 0 for none."""
