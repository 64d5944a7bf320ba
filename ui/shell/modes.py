"""Lets the user choose when she answers: three modes, or a closed microphone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.rooms.settings.choices import MUTED, Choice, modes, muted
from ui.rooms.settings.preferences import Preferences
from ui.shell.bridge import Bridge

PUSH = "push-to-talk"


class Modes(QObject):
    """The three modes of the settings and, in addition, muted; `Modes` in QML."""

    changed = Signal()
    modeChanged = Signal()
    heldChanged = Signal()
    announced = Signal(str)
    """One sentence for screen readers after a key changed the mode."""

    def __init__(self, bridge: Bridge, prefs: Preferences) -> None:
        """`bridge` opens the microphone, `prefs` stores the mode."""
        super().__init__()
        self._bridge, self._prefs = bridge, prefs
        self._held: Literal["", "talk", "listen"] = ""
        """What holding the key or button began, so that releasing it ends the same."""
        bridge.stateChanged.connect(self.changed)
        prefs.changed.connect(self.modeChanged)
        prefs.changed.connect(self.changed)

    @Slot(str)
    def choose(self, id: str) -> None:
        """Choose a mode, which opens the microphone, or muted, which closes it."""
        if id != MUTED:
            self._prefs.change("mode", id)
        if (id == MUTED) != self._bridge.microphone_closed:
            self._bridge.listen(id != MUTED)

    @Slot()
    def next(self) -> None:
        """Choose the next mode in the list; after the last, the first."""
        ids = [choice.id for choice in self._settable()]
        self.choose(ids[(ids.index(self._prefs.current.mode) + 1) % len(ids)])
        self.announced.emit(self._current_choice().why)

    @Slot(bool)
    def setHeld(self, on: bool) -> None:
        """Space or the button is held or released: talk in push-to-talk mode; else open a closed microphone while it is held."""
        if on == bool(self._held):
            return
        if not on:
            was, self._held = self._held, ""
            self._end(was)
        elif self._prefs.current.mode == PUSH:
            if self._bridge.microphone_closed:
                self._bridge.listen(True)
            self._held = "talk"
            self._bridge.talk(True)
        elif self._bridge.microphone_closed:
            self._held = "listen"
            self._bridge.listen(True)
        self.heldChanged.emit()

    def _end(self, was: str) -> None:
        end: Callable[[bool], None] = self._bridge.talk if was == "talk" else self._bridge.listen
        end(False)

    def _settable(self) -> list[Choice]:
        return modes(self._prefs.current.her_name)

    def _choices(self) -> list[Choice]:
        return [*self._settable(), muted()]

    def _current_choice(self) -> Choice:
        return next(choice for choice in self._choices() if choice.id == self._current())

    def _current(self) -> str:
        return MUTED if self._bridge.microphone_closed else self._prefs.current.mode

    options = Property("QVariantList", lambda self: _maps(self._choices()), notify=changed)  # type: ignore[arg-type]
    settable = Property("QVariantList", lambda self: _maps(self._settable()), notify=modeChanged)  # type: ignore[arg-type]
    current = Property(str, _current, notify=changed)
    title = Property(str, lambda self: self._current_choice().title, notify=changed)
    why = Property(str, lambda self: self._current_choice().why, notify=changed)
    pushToTalk = Property(bool, lambda self: self._prefs.current.mode == PUSH, notify=modeChanged)
    held = Property(bool, lambda self: bool(self._held), notify=heldChanged)


def _maps(choices: Sequence[Choice]) -> list[dict[str, str]]:
    return [dataclasses.asdict(choice) for choice in choices]
