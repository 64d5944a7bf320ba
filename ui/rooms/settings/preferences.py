"""Shows the settings in QML; applies and stores each change at once."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from companion.environment import Environment
from companion.settings import Settings
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.theme import Theme
from ui.rooms.settings.cards import Cards
from ui.rooms.settings.choices import (
    Choice,
    clock_times,
    deeds,
    ears,
    echo_ways,
    llms,
    lock_delays,
    maps,
    temperaments,
    voices,
)

_APPEARANCE = ("theme", "text_scale", "reduce_motion")


class Preferences(QObject):
    """The settings; `Preferences` in QML."""

    changed = Signal()
    choicesChanged = Signal()
    devicesChanged = Signal()
    device_chosen = Signal(str, str)
    """A sound device ("microphone" or "loudspeaker") was chosen by name, or how to deal with the "echo"."""

    def __init__(self, environment: Environment, theme: Theme, background: Background, reading: Background) -> None:
        """`background` applies changes, `reading` finds the choices."""
        super().__init__()
        self._settings, self._environment, self._theme = environment.settings, environment, theme
        self._background, self._reading = background, reading
        self._engine: EngineApi | None = None
        self._pending: dict[str, Any] = {}
        self._choices: dict[str, list[Choice]] = {"mind": [], "ear": [], "voice": []}
        self._devices: dict[str, list[str]] = {"microphone": [], "loudspeaker": []}
        self.cards = Cards(environment, background, self.follow, self)

    @property
    def current(self) -> Settings:
        """The settings as shown."""
        return self._settings

    def attach(self, engine: EngineApi) -> None:
        """Use this engine; give it the changes made so far."""
        self._engine = engine
        self.cards.attach(engine)
        if self._pending:
            waiting, self._pending = self._pending, {}
            self._background.run(lambda: engine.change(**waiting), failure=None)

    def follow(self, settings: Settings) -> None:
        """Show these settings, which the engine has changed by itself."""
        self._settings = settings
        self.changed.emit()

    def set_devices(self, microphones: Sequence[str], loudspeakers: Sequence[str]) -> None:
        """Set the names of the sound devices that are present."""
        self._devices = {"microphone": list(microphones), "loudspeaker": list(loudspeakers)}
        self.devicesChanged.emit()

    @Slot()
    def findChoices(self) -> None:
        """Find the minds, ears and voices to choose from."""
        for kind, find in (("mind", llms), ("ear", ears), ("voice", voices)):
            self._reading.run(functools.partial(find, self._environment.models), self._found(kind))

    def _found(self, kind: str) -> Callable[[list[Choice]], None]:
        def keep(choices: list[Choice]) -> None:
            self._choices[kind] = choices
            self.choicesChanged.emit()

        return keep

    @Slot(str, "QVariant")
    def change(self, name: str, value: Any) -> None:
        """Change one setting, apply it and store it."""
        kind = type(getattr(self._settings, name))
        value = kind(value)
        if value == getattr(self._settings, name):
            return
        before = self._settings
        self._settings = dataclasses.replace(before, **{name: value})
        self._apply(name)
        self._keep(name, value, before)

    def _apply(self, name: str) -> None:
        if name in _APPEARANCE:
            self._theme.set(self._settings.theme, self._settings.text_scale, self._settings.reduce_motion)
        if name in (*self._devices, "echo"):
            self.device_chosen.emit(name, getattr(self._settings, name))
        self.changed.emit()

    def _keep(self, name: str, value: Any, before: Settings) -> None:
        engine = self._engine
        if engine is None:
            self._pending[name] = value
        else:
            self._background.run(lambda: engine.change(**{name: value}))

    @Slot(str, bool)
    def switchDeed(self, name: str, on: bool) -> None:
        """Let her do something when she is asked, or not."""
        off = [one for one in self._settings.deeds_off if one != name]
        self.change("deeds_off", tuple(off if on else sorted([*off, name])))

    @Slot(float)
    def scaleText(self, step: float) -> None:
        """Make text larger or smaller by `step`; 0 restores its natural size."""
        scale = round(self._settings.text_scale + step, 2) if step else 1.0
        self.change("text_scale", min(2.0, max(1.0, scale)))

    @Slot(str)
    def preview(self, voice: str) -> None:
        """Let a voice say a sample sentence."""
        engine = self._engine
        if engine is not None:
            self._background.run(lambda: engine.preview_voice(voice))

    @Slot(str)
    def keepServerKey(self, key: str) -> None:
        """Store the key of the server named in the settings; it is never shown."""
        engine = self._engine
        if engine is not None and key:
            self._background.run(lambda: engine.keep_server_key(key))

    @Slot()
    def forgetServerKey(self) -> None:
        """Remove the key of the server named in the settings."""
        engine = self._engine
        if engine is not None:
            self._background.run(engine.forget_server_key)

    @Slot(result=bool)
    def openFolder(self) -> bool:
        """Open the data folder in the file manager; False when that fails."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._environment.home)))

    def _options(self, kind: str) -> list[dict[str, str]]:
        value = getattr(self._settings, kind)
        known = self._choices[kind]
        if value not in [choice.id for choice in known]:
            known = [*known, Choice(value, value)]
        return maps(known)

    def _names(self, kind: str) -> list[dict[str, str]]:
        names = list(self._devices[kind])
        value = getattr(self._settings, kind)
        if value and value not in names:
            names.append(value)
        return [{"id": "", "title": "the system's default"}, *({"id": name, "title": name} for name in names)]

    values = Property("QVariantMap", lambda self: dataclasses.asdict(self._settings), notify=changed)  # type: ignore[arg-type]
    llms = Property("QVariantList", lambda self: self._options("mind"), notify=choicesChanged)  # type: ignore[arg-type]
    ears = Property("QVariantList", lambda self: self._options("ear"), notify=choicesChanged)  # type: ignore[arg-type]
    voices = Property("QVariantList", lambda self: self._options("voice"), notify=choicesChanged)  # type: ignore[arg-type]
    microphones = Property("QVariantList", lambda self: self._names("microphone"), notify=devicesChanged)  # type: ignore[arg-type]
    loudspeakers = Property("QVariantList", lambda self: self._names("loudspeaker"), notify=devicesChanged)  # type: ignore[arg-type]
    temperaments = Property("QVariantList", lambda self: maps(temperaments()), constant=True)  # type: ignore[arg-type]
    echoWays = Property("QVariantList", lambda self: maps(echo_ways()), constant=True)  # type: ignore[arg-type]
    deeds = Property("QVariantList", lambda self: maps(deeds()), constant=True)  # type: ignore[arg-type]
    deedsOff = Property("QVariantList", lambda self: list(self._settings.deeds_off), notify=changed)  # type: ignore[arg-type]
    quietBegins = Property("QVariantList", lambda self: maps(clock_times(self._settings.quiet_from)), notify=changed)  # type: ignore[arg-type]
    quietEnds = Property("QVariantList", lambda self: maps(clock_times(self._settings.quiet_to)), notify=changed)  # type: ignore[arg-type]
    lockDelays = Property("QVariantList", lambda self: maps(lock_delays(self._settings.lock_after)), notify=changed)  # type: ignore[arg-type]
    folder = Property(str, lambda self: str(self._environment.home), constant=True)
