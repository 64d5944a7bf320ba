"""Fills the To do room, stops what waits there, and undoes what was done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QStandardPaths, QTimer, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList, TodoRow
from ui.parts.words import error_sentence, plain
from ui.rooms.todo.reader import GROUPS, TodoGroup, TodoPage, todo_page

if TYPE_CHECKING:  # what the deeds bring is not needed for the first frame
    from companion.deeds.deeds import Answer

_TICK_MS = 1000


class Todo(QObject):
    """The To do room; `Todo` in QML."""

    changed = Signal()
    ticked = Signal()
    """A second has passed while timers are on the screen."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads the data file and asks the engine."""
        super().__init__(parent)
        self._now = now
        self._engine: GuardedCalls[EngineApi] = GuardedCalls(background, self._failed)
        self.rows: RowList[TodoRow] = RowList(TodoRow, self)
        self._shown = False
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self.ticked)
        self._reset()

    def _reset(self) -> None:
        self._group: TodoGroup = "waiting"
        self._notice, self._undoable, self._read = "", 0, False
        self._counts: Mapping[TodoGroup, int] = {}

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._engine.target = engine

    def detach(self) -> None:
        """Empty the lists; the memory is locked."""
        self._engine.target = None
        self._reset()
        self.rows.replace_all([])
        self.changed.emit()

    @Slot(bool)
    def watch(self, shown: bool) -> None:
        """The room has come on the screen, or gone from it."""
        self._shown = shown
        if shown:
            self.refresh()
        self._tick_or_not()

    @Slot()
    def refresh(self) -> None:
        """Reload what is shown; nothing while the room is not."""
        group = self._group
        if self._shown:
            self._engine.call(lambda engine: todo_page(engine.memory, group, self._now), self._show)

    @Slot(str)
    def show(self, group: TodoGroup) -> None:
        """Show one group."""
        self._group = group
        self._tell("", 0)
        self.refresh()

    @Slot(int)
    def act(self, number: int) -> None:
        """Stop what waits, or undo what was done: whatever the button of this row says."""
        row = next((row for row in self.rows.rows if row.id == number), None)
        if row is None or not row.button:
            return
        if self._group == "done":
            self.undo(number)
        else:
            self._engine.call(lambda engine: engine.stop_due(number), self._stopped)

    @Slot(int)
    def undo(self, receipt: int) -> None:
        """Undo what this receipt stands for."""
        self._engine.call(lambda engine: engine.undo_deed(receipt), self._undone)

    @Slot()
    def undoLast(self) -> None:
        """Undo what was stopped here last."""
        if self._undoable:
            self.undo(self._undoable)

    @Slot(result=str)
    def suggestion(self) -> str:
        """A file name to suggest for the calendar, in the user's documents."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return str(Path(folder or Path.home()) / "calendar.ics")

    @Slot(str, bool)
    def readCalendar(self, path: str, again: bool) -> None:
        """Read an .ics file into the calendar; `again`: also what was taken out of it here."""

        def read(engine: EngineApi) -> str:
            from companion.deeds.calendar_files import read_calendar
            from companion.deeds.local_time import with_zone

            file, here = Path(path.strip()).expanduser(), with_zone(self._now)().tzinfo
            return read_calendar(engine.memory.calendar, file, here, again).in_words

        self._engine.call(read, self._undone)

    @Slot(str)
    def writeCalendar(self, path: str) -> None:
        """Write the calendar to an .ics file."""

        def write(engine: EngineApi) -> str:
            from companion.deeds.calendar_files import write_calendar

            return write_calendar(engine.memory.calendar, Path(path.strip()).expanduser())

        self._engine.call(write, self._undone)

    def _stopped(self, answer: Answer) -> None:
        undoable = next((receipt.id for receipt in answer.receipts if receipt.undoable), 0)
        self._tell(answer.said, undoable)
        self.refresh()

    def _undone(self, said: str) -> None:
        self._tell(said, 0)
        self.refresh()

    def _show(self, page: TodoPage) -> None:
        if page.group != self._group:
            return  # the answer to an earlier question
        self._read, self._counts = True, page.counts
        self.rows.update(page.rows)
        self._tick_or_not()
        self.changed.emit()

    def _tick_or_not(self) -> None:
        if self._shown and any(row.ends for row in self.rows.rows):
            self._ticker.start()
        else:
            self._ticker.stop()

    def _tell(self, sentence: str, undoable: int) -> None:
        self._notice, self._undoable = plain(sentence), undoable
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._tell(error_sentence(error), 0)
        self.refresh()

    @Slot(float, result=str)
    def countdown(self, seconds: float) -> str:
        """“9:59”, “1:09:59”."""
        minutes, rest = divmod(max(0, round(seconds)), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

    def _tabs(self) -> list[dict[str, Any]]:
        return [{"id": group, "title": title, "count": self._counts.get(group, 0)} for group, title in GROUPS.items()]

    clock = Property(float, lambda self: self._now().timestamp(), notify=ticked)
    """The time now, in seconds, as the rows' `ends` has it."""
    tabs = Property("QVariantList", _tabs, notify=changed)  # type: ignore[arg-type]
    group = Property(str, lambda self: self._group, notify=changed)
    read = Property(bool, lambda self: self._read, notify=changed)
    notice = Property(str, lambda self: self._notice, notify=changed)
    undoable = Property(bool, lambda self: self._undoable > 0, notify=changed)
    """Whether the notice tells something that can be undone."""
