"""Shows what of a character card she would take, what is left out and why, and has the engine take it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from companion.environment import Environment
from companion.settings import Settings
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.words import error_sentence

if TYPE_CHECKING:
    from companion.cards import Proposal


class Cards(QObject):
    """The card being looked at, and the one she has; `Cards` in QML."""

    changed = Signal()

    def __init__(
        self, environment: Environment, background: Background, follow: Callable[[Settings], None], parent: QObject
    ) -> None:
        """`follow` shows the settings that a card has changed."""
        super().__init__(parent)
        self._environment, self._background, self._follow = environment, background, follow
        self._engine: EngineApi | None = None
        self._proposal: Proposal | None = None
        self._taken = self._trouble = ""

    def attach(self, engine: EngineApi) -> None:
        """Use this engine; find which card she has."""
        self._engine = engine
        self._find_taken()

    def _find_taken(self) -> None:
        home = self._environment.home
        self._background.run(lambda: _card_at(home), self._set_taken, self._refused)

    def _set_taken(self, card: str) -> None:
        self._taken = card
        self.changed.emit()

    @Slot(str)
    def read(self, file: str) -> None:
        """Read the card in this file, a path or an address of a file; nothing is changed yet."""
        engine = self._engine
        path = Path(QUrl(file).toLocalFile() if file.startswith("file:") else file.strip())
        if engine is not None and file.strip():
            self._background.run(lambda: _proposed(path, engine.settings.your_name), self._show, self._refused)

    def _show(self, proposal: Proposal) -> None:
        self._proposal, self._trouble = proposal, ""
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._proposal, self._trouble = None, error_sentence(error)
        self.changed.emit()

    @Slot(str)
    def choose(self, temperament: str) -> None:
        """Give her this temperament in place of the guessed one."""
        if self._proposal is not None:
            self._show(self._proposal.with_temperament(temperament))

    @Slot()
    def take(self) -> None:
        """Have the engine take what is shown."""
        engine, proposal = self._engine, self._proposal
        if engine is not None and proposal is not None:
            self._background.run(lambda: engine.take_card(proposal), lambda _: self._done(engine), self._refused)

    @Slot()
    def leave(self) -> None:
        """Take nothing of it."""
        self._proposal, self._trouble = None, ""
        self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Let her be as she was before the card."""
        engine = self._engine
        if engine is not None:
            self._background.run(engine.drop_card, lambda _: self._done(engine), self._refused)

    def _done(self, engine: EngineApi) -> None:
        self.leave()
        self._follow(engine.settings)
        self._find_taken()

    def _sentences(self) -> list[str]:
        return list(self._proposal.taken()) if self._proposal else []

    def _rows(self) -> list[dict[str, str]]:
        return [dataclasses.asdict(one) for one in self._proposal.left_out] if self._proposal else []

    taken = Property(str, lambda self: self._taken, notify=changed)
    trouble = Property(str, lambda self: self._trouble, notify=changed)
    card = Property(str, lambda self: self._proposal.card if self._proposal else "", notify=changed)
    temperament = Property(str, lambda self: self._proposal.temperament if self._proposal else "", notify=changed)
    sentences = Property("QStringList", lambda self: self._sentences(), notify=changed)  # type: ignore[arg-type]
    leftOut = Property("QVariantList", _rows, notify=changed)  # type: ignore[arg-type]


def _card_at(home: Path) -> str:
    from companion.character.taken_card import read_taken  # here and below: what the first frame does not need

    taken = read_taken(home)
    return taken.card if taken is not None else ""


def _proposed(path: Path, your_name: str) -> Proposal:
    from companion.cards import propose, read_card

    return propose(read_card(_expanded(path)), your_name)


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # “~name” of nobody here: the sentence about a missing file will name it
        return path
