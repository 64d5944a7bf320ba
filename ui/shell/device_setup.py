"""Builds the engine with a microphone and a loudspeaker, in the background."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from companion.environment import Environment
from ui.parts.engine_api import EngineApi
from ui.rooms.settings.preferences import Preferences

if TYPE_CHECKING:
    from ui.sound.sound import SoundThread

log = logging.getLogger(__name__)

NO_SOUND = "There is no sound, because the system's library for it is missing (on Linux, libpulse0); install it, or type to me."


class DeviceSetup:
    """Sound devices and the engine that uses them. Heavy libraries are imported in `build_engine`, after the first frame."""

    def __init__(self, environment: Environment, prefs: Preferences) -> None:
        """`prefs` says which devices to use, and shows which there are."""
        self._environment, self._prefs = environment, prefs
        self._sound: SoundThread | None = None

    def build_engine(self) -> EngineApi:
        """Build the engine without opening it. Raises CompanionError."""
        from companion.engine import Devices, Engine

        self._sound = sound = self._make_sound()
        if sound is None:
            return Engine(self._environment, Devices(why_none=NO_SOUND))
        sound.devices.listed.connect(self._prefs.set_devices)
        self._prefs.device_chosen.connect(sound.choose)
        sound.open()
        devices = Devices(sound.microphone, sound.loudspeaker, on_change=sound.on_change)
        return Engine(self._environment, devices)

    def _make_sound(self) -> SoundThread | None:
        try:
            from ui.sound.sound import SoundThread
        except ImportError as error:  # a Linux without libpulse.so.0: typing and reading still work
            log.warning("no sound: %s", error)
            return None
        current = self._prefs.current
        return SoundThread(current.microphone, current.loudspeaker, current.echo)

    def close(self) -> None:
        """Release the devices; close the engine first."""
        if self._sound is not None:
            self._sound.close()
