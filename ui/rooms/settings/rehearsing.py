"""Has another mind rehearsed with, shows how far that is and what came of it, and switches to it if the user wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot

from companion.environment import Environment
from companion.settings import Settings
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.words import error_sentence, plain
from ui.rooms.settings.choices import MindToRehearse, maps, minds_to_rehearse

if TYPE_CHECKING:
    from companion.rehearsal import Comparison, RehearsalProgress, Row

_STANDING = {"kept": "stays", "lost": "would be lost", "gained": "would be gained", "neither": "wrong with both"}


class RunningRehearsal(Protocol):
    """What is used of `companion.rehearsal.Rehearsal`."""

    def run(self, memory: Any, report: Callable[[RehearsalProgress], None]) -> Comparison | None:
        """Ask both minds; None when it was called off. Raises CompanionError, ModelError."""

    def cancel(self) -> None:
        """Call it off, from another thread."""


class Rehearsing(QObject):
    """The rehearsal under way, or the last one; `Rehearsing` in QML."""

    changed = Signal()
    progressed = Signal()
    mindsChanged = Signal()
    _reported = Signal(object, int)

    def __init__(self, environment: Environment, background: Background, reading: Background) -> None:
        """`background` is the rehearsal's own: it is busy for minutes. `reading` finds the minds to choose from."""
        super().__init__()
        self._environment, self._background, self._reading = environment, background, reading
        self._engine: EngineApi | None = None
        self._running: RunningRehearsal | None = None
        self._number = 0
        """Of the rehearsal that is shown: what an earlier one still reports is dropped."""
        self._minds: list[MindToRehearse] = []
        self._mind = ""
        self._progress: RehearsalProgress | None = None
        self._done: Comparison | None = None
        self._trouble = ""
        self._shown = False
        self.make: Callable[[Environment, str], RunningRehearsal] = _rehearsal
        """Makes the rehearsal with a mind; replaced in tests. Runs in the background."""
        self.settings: Callable[[], Settings] = lambda: environment.settings
        """The settings as they are shown, which the engine may not have yet."""
        self.choose: Callable[[str], None] = lambda mind: None
        """Switches to a mind."""
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def attach(self, engine: EngineApi) -> None:
        """Use this engine, whose memory is open."""
        self._engine = engine

    def detach(self) -> None:
        """The memory is being locked: call off what runs, and show nothing of it any more."""
        self._engine = None
        self._leave()

    @Slot()
    def findMinds(self) -> None:
        """Find the minds that she does not think with, and what each takes before it can be asked."""
        settings = self.settings()
        self._reading.run(lambda: minds_to_rehearse(self._environment.models, settings), self._found)

    def _found(self, minds: list[MindToRehearse]) -> None:
        self._minds = minds
        self.mindsChanged.emit()

    @Slot(str)
    def begin(self, mind: str) -> None:
        """Rehearse with this mind."""
        engine = self._engine
        if engine is None or not mind or self._running is not None or self._needs(mind):
            return
        self._number += 1
        number = self._number
        self._mind, self._progress, self._done, self._trouble, self._shown = mind, None, None, "", True
        environment = replace(self._environment, settings=self.settings())
        self._background.run(
            lambda: self._run(environment, engine, mind, number),
            lambda done: self._finish(done, number),
            lambda error: self._fail(error, number),
        )
        self.changed.emit()
        self.progressed.emit()

    def _run(self, environment: Environment, engine: EngineApi, mind: str, number: int) -> Comparison | None:
        if number != self._number:
            return None
        running = self._running = self.make(environment, mind)
        if number != self._number:  # called off meanwhile
            running.cancel()
        try:
            return running.run(engine.memory, lambda progress: self._reported.emit(progress, number))
        finally:
            self._running = None

    def _report(self, progress: RehearsalProgress, number: int) -> None:
        if number == self._number:
            self._progress = progress
            self.progressed.emit()

    def _finish(self, done: Comparison | None, number: int) -> None:
        if number == self._number and done is not None:
            self._done = done
            self.changed.emit()

    def _fail(self, error: Exception, number: int) -> None:
        if number == self._number:
            self._trouble = error_sentence(error)
            self.changed.emit()

    @Slot()
    def switchNow(self) -> None:
        """Let her think with the mind that was rehearsed with."""
        if self._done is not None:
            self.choose(self._done.new)
        self._leave()

    @Slot()
    def keep(self) -> None:
        """Leave her the mind she has; what still runs is called off."""
        self._leave()

    def _leave(self) -> None:
        self._number += 1
        running = self._running
        if running is not None:
            running.cancel()
        self._shown, self._done, self._progress, self._trouble = False, None, None, ""
        self.changed.emit()
        self.progressed.emit()

    def close(self) -> None:
        """Call off what runs and end its thread; waits until its mind's process is gone."""
        self._leave()
        self._background.close()

    def _title(self, mind: str) -> str:
        return next((choice.title for choice in self._minds if choice.id == mind), mind)

    def _needs(self, mind: str) -> str:
        return next((one.need for one in self._minds if one.id == mind), "")

    def _words(self) -> str:
        progress = self._progress
        if progress is None:
            return "Copying what she knows"
        who = "The new mind" if progress.mind == self._mind else "Her present mind"
        if not progress.line:
            return f"{who} is waking up"
        return f"{who}, {progress.done + 1} of {progress.total}: {plain(progress.line)}"

    def _share(self) -> float:
        return self._progress.done / max(1, self._progress.total) if self._progress else 0.0

    def _rows(self) -> list[dict[str, str]]:
        return [_row(row) for row in self._done.rows] if self._done else []

    def _differences(self) -> list[str]:
        return [plain(one) for one in (*self._done.differences, *self._done.remarks)] if self._done else []

    minds = Property("QVariantList", lambda self: maps(self._minds), notify=mindsChanged)  # type: ignore[arg-type]
    shown = Property(bool, lambda self: self._shown, notify=changed)
    busy = Property(bool, lambda self: self._shown and not self._trouble and self._done is None, notify=changed)
    mind = Property(str, lambda self: self._title(self._mind), notify=changed)
    trouble = Property(str, lambda self: self._trouble, notify=changed)
    verdict = Property(str, lambda self: self._done.verdict if self._done else "", notify=changed)
    losses = Property(int, lambda self: self._done.count("lost") if self._done else 0, notify=changed)
    differences = Property("QStringList", _differences, notify=changed)  # type: ignore[arg-type]
    rows = Property("QVariantList", _rows, notify=changed)  # type: ignore[arg-type]
    words = Property(str, _words, notify=progressed)
    share = Property(float, _share, notify=progressed)


def _row(row: Row) -> dict[str, str]:
    about, line = plain(row.about), plain(row.line)
    before, after = plain(row.before.reply), plain(row.after.reply)
    standing = _STANDING[row.status]
    spoken = f"{about}: {standing}. Asked: {line} Now: {before} Then: {after} {plain(row.difference)}"
    return {
        "about": about, "line": line, "before": before, "after": after, "standing": standing, "status": row.status,
        "difference": plain(row.difference), "spoken": spoken,
    }  # fmt: skip


def _rehearsal(environment: Environment, mind: str) -> RunningRehearsal:
    from companion.rehearsal import Rehearsal  # here: it brings the engine, which the first frame does not need
    from companion.rehearsal.rehearsal import minds_of

    return Rehearsal(environment, *minds_of(environment, mind))
