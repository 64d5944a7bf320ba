"""Lists the missing models and follows each download."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.events import Progress
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, MissingModel
from ui.parts.rows import ArrivalRow, RowList
from ui.parts.words import plain, size, time_left

_WORDS = {
    "waiting": "waiting for its turn",
    "paused": "paused",
    "verifying": "checking that it is whole",
    "installing": "setting it up",
    "done": "here",
    "cancelled": "cancelled",
}


class Arrivals(QObject):
    """The missing models and their downloads; `Arrivals` in QML."""

    changed = Signal()
    arrived = Signal(str)
    """The id of a model whose download is done."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """`background` runs calls that may take a while."""
        super().__init__(parent)
        self._background = background
        self._engine: EngineApi | None = None
        self.rows: RowList[ArrivalRow] = RowList(ArrivalRow, self)
        self.missing: Sequence[MissingModel] = ()
        """The models that are not on this computer, as of the last time somebody asked."""
        self._sizes: dict[str, int] = {}
        self._since: dict[str, tuple[float, int]] = {}

    def attach(self, engine: EngineApi) -> None:
        """Use this engine; ask it what is missing."""
        self._engine = engine
        self.refresh()

    def refresh(self) -> None:
        """Ask again which models are missing."""
        if self._engine is not None:
            self._background.run(self._engine.missing, self._show)

    def _show(self, missing: Sequence[MissingModel]) -> None:
        self.missing = missing
        self._sizes.update({model.id: model.bytes for model in missing})
        known = {row.id: row for row in self.rows.rows if row.status not in ("done", "cancelled")}
        self.rows.replace_all([known.get(model.id) or _needed(model) for model in missing])
        self.changed.emit()

    def handle(self, event: Progress) -> None:
        """Show how far a download is."""
        number = next((n for n, row in enumerate(self.rows.rows) if row.id == event.model), None)
        if number is None:
            if event.status in ("done", "cancelled"):
                return
            number = len(self.rows.rows)
            self.rows.append(ArrivalRow(event.model, event.model, "", "waiting", 0.0, ""))
        total = event.total or self._sizes.get(event.model, 0)
        share = event.done / total if total else 0.0
        words = self._words(event, total)
        self.rows.replace(number, replace(self.rows.rows[number], status=event.status, share=share, words=words))
        self.changed.emit()
        if event.status == "done":
            self.arrived.emit(event.model)
            self.refresh()

    def _words(self, event: Progress, total: int) -> str:
        if event.status == "failed":
            return plain(event.message) or "it did not arrive; try again"
        if event.status != "fetching":
            self._since.pop(event.model, None)
            known = _WORDS.get(event.status, event.status)
            return f"{known} · {size(event.done)} of {size(total)}" if event.status == "paused" else known
        parts = [f"{size(event.done)} of {size(total)}" if total else size(event.done), self._speed(event)]
        parts.append(time_left(event.seconds_left) if event.seconds_left is not None else "")
        return " · ".join(part for part in parts if part)

    def _speed(self, event: Progress) -> str:
        now = time.monotonic()
        began, first = self._since.setdefault(event.model, (now, event.done))
        return f"{size(int((event.done - first) / (now - began)))}/s" if now - began > 1 else ""

    @Slot()
    def fetchAll(self) -> None:
        """Download everything that is not being downloaded, and resume what is paused."""
        asleep = [row.id for row in self.rows.rows if row.status in ("needed", "failed", "cancelled")]
        if self._engine is not None and asleep:
            self._background.run(lambda engine=self._engine: engine.fetch(asleep))  # type: ignore[misc]
        for row in [row for row in self.rows.rows if row.status == "paused"]:
            self.resume(row.id)

    @Slot(str)
    def fetch(self, model: str) -> None:
        """Download one model."""
        self._ask("fetch", [model])

    @Slot(str)
    def pause(self, model: str) -> None:
        """Pause one download."""
        self._ask("pause", model)

    @Slot(str)
    def resume(self, model: str) -> None:
        """Resume one download."""
        self._ask("resume", model)

    @Slot(str)
    def cancel(self, model: str) -> None:
        """Cancel one download."""
        self._ask("cancel", model)

    def _ask(self, what: str, argument: str | list[str]) -> None:
        engine = self._engine
        if engine is not None:
            self._background.run(lambda: getattr(engine, what)(argument))

    def _total(self) -> str:
        return size(sum(self._sizes.get(row.id, 0) for row in self.rows.rows))

    def _any_stopped(self) -> bool:
        return any(row.status in ("needed", "failed", "cancelled", "paused") for row in self.rows.rows)

    total = Property(str, _total, notify=changed)
    stopped = Property(bool, _any_stopped, notify=changed)
    wanted = Property(int, lambda self: len(self.rows.rows), notify=changed)


def _needed(model: MissingModel) -> ArrivalRow:
    return ArrivalRow(model.id, plain(model.title), plain(model.licence), "needed", 0.0, size(model.bytes))
