"""Lists the missing models and follows each download."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.events import Progress
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, MissingModel
from ui.parts.rows import ArrivalRow, RowList
from ui.parts.words import plain, size, time_left

if TYPE_CHECKING:
    from models.mind_choice import MindChoice, Offer

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
        self._choice: MindChoice | None = None
        self._talks = False
        self._sizes: dict[str, int] = {}
        self._since: dict[str, tuple[float, int]] = {}

    def attach(self, engine: EngineApi) -> None:
        """Use this engine; ask it what is missing."""
        self._engine = engine
        self.refresh()

    def refresh(self) -> None:
        """Ask again which models are missing, and which mind suits this computer."""
        engine = self._engine
        if engine is not None:
            self._background.run(engine.missing, self._show)
            advice = engine.model_choice
            self._background.run(lambda: (advice.mind_choice(), advice.has_mind(engine.settings)), self._advise)

    def _advise(self, advice: tuple[MindChoice | None, bool]) -> None:
        self._choice, self._talks = advice
        self.changed.emit()

    def _show(self, missing: Sequence[MissingModel]) -> None:
        self.missing = missing
        self._sizes.update({model.id: model.bytes for model in missing})
        known = {row.id: row for row in self.rows.rows if row.status not in ("done", "cancelled")}
        stopped = [
            row for row in known.values() if row.status == "paused" and row.id not in {one.id for one in missing}
        ]
        self.rows.replace_all([*(known.get(model.id) or _needed(model) for model in missing), *stopped])
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
        """Download everything that is not being downloaded, with the best mind that can be had; resume what is paused."""
        engine = self._engine
        if engine is not None and any(row.status in ("needed", "failed", "cancelled") for row in self.rows.rows):
            paused = [row.id for row in self.rows.rows if row.status == "paused"]
            self._background.run(lambda: _fetch_everything(engine, paused), lambda _done: self.refresh())
        for row in [row for row in self.rows.rows if row.status == "paused"]:
            self.resume(row.id)

    @Slot(str)
    def take(self, which: str) -> None:
        """Take the “smaller” or the “larger” mind instead, and download it if it is not here."""
        engine, offer = self._engine, self._offer(which)
        if engine is not None and offer is not None:
            self._background.run(lambda: _take(engine, offer), lambda _done: self.refresh())

    def _offer(self, which: str) -> Offer | None:
        if self._choice is None or not self._automatic():
            return None
        return self._choice.smaller if which == "smaller" else self._choice.larger

    def _automatic(self) -> bool:
        return self._engine is not None and self._engine.settings.mind == "auto"

    def _reason(self) -> str:
        """Which mind this computer gets and why, and what may come instead."""
        if self._choice is None or not self._automatic():
            return ""
        from models.choice_words import also_from_hub  # here: the first frame does not need it

        minds = [model.title for model in self.missing if model.kind == "mind"]
        first = f"{minds[0]} comes first, so that we can talk while the better one arrives." if len(minds) > 1 else ""
        return plain(" ".join(part for part in (self._choice.reason, also_from_hub(self._choice), first) if part))

    def _instead(self, which: str) -> str:
        offer = self._offer(which)
        if offer is None:
            return ""
        from models.choice_words import offered  # here: the first frame does not need it

        return plain(offered(offer))

    @Slot(str)
    def fetch(self, model: str) -> None:
        """Download one model."""
        self._ask("fetch", [model])

    @Slot(str, str)
    def bring(self, model: str, title: str) -> None:
        """Download a model that the settings do not ask for; `title` is what it is called here."""
        if model not in [row.id for row in self.rows.rows]:
            self.rows.append(ArrivalRow(model, plain(title), "", "waiting", 0.0, _WORDS["waiting"]))
            self.changed.emit()
        self.fetch(model)

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
    talks = Property(bool, lambda self: self._talks, notify=changed)
    reason = Property(str, _reason, notify=changed)
    smaller = Property(str, lambda self: self._instead("smaller"), notify=changed)
    larger = Property(str, lambda self: self._instead("larger"), notify=changed)
    wanted = Property(int, lambda self: len(self.rows.rows), notify=changed)


def _fetch_everything(engine: EngineApi, paused: Sequence[str]) -> None:
    engine.fetch([id for id in engine.model_choice.everything(engine.settings) if id not in paused])


def _take(engine: EngineApi, offer: Offer) -> None:
    engine.change(mind=offer.entry.id)
    if not offer.installed:
        engine.fetch([offer.entry.id])


def _needed(model: MissingModel) -> ArrivalRow:
    return ArrivalRow(model.id, plain(model.title), plain(model.licence), "needed", 0.0, size(model.bytes))
