"""Plays one sound through a loudspeaker, for a command of the terminal: no window, no microphone."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from companion.audio.devices import Samples
from ui.sound.pcm import DEVICE_RATE
from ui.sound.sound import SoundThread

RATE = DEVICE_RATE
"""Samples a second of what is played."""
_PATIENCE_S = 10.0
"""How much longer than the sound itself playing may take."""


@dataclass(frozen=True)
class Aloud:
    """What became of it."""

    whole: bool
    """Whether all of it has been audible."""
    underruns: int
    """How often the device ran out of samples."""


def play_aloud(loudspeaker: str, samples: Samples) -> Aloud:
    """Plays mono samples through the device of this name (empty: the default) and returns when they have been heard."""
    application = QCoreApplication.instance() or QCoreApplication([])
    sound, heard, troubles = SoundThread("", loudspeaker), threading.Event(), threading.Event()

    def played(count: int) -> None:
        if count >= len(samples):
            heard.set()

    def trouble(_sentence: str) -> None:
        troubles.set()
        heard.set()  # without a device its time passes, but nobody hears it

    sound.open()
    try:
        sound.loudspeaker.start(played, trouble)
        sound.loudspeaker.play(samples)
        in_time = heard.wait(len(samples) / RATE + _PATIENCE_S)
        return Aloud(in_time and not troubles.is_set(), sound.loudspeaker.underruns)
    finally:
        sound.close()
        del application
