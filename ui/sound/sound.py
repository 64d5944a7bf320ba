"""Runs a microphone and a loudspeaker, chosen by name, on a thread of their own."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from PySide6.QtMultimedia import QMediaDevices

from ui.sound.headset import device_info, headset_advice
from ui.sound.loudspeaker import Loudspeaker
from ui.sound.microphone import Microphone
from ui.sound.suspend import CHECK_MS, SuspendDetector

SERVER_MS = "40"
"""Latency between Qt and PulseAudio, in milliseconds. Qt asks for about 10, and stutters when the mind uses both cores: in a minute
of speech 19 gaps with 10, 3 with 20, 1 with 30, 0 and 1 with 40 (two cores on which ten other programs ran too)."""


class SystemDevices(QObject):
    """Watches the system's sound devices on the sound thread: lists them at the start and whenever one comes or goes."""

    listed = Signal(list, list)
    """Names of the microphones and of the loudspeakers."""
    inputsChanged = Signal()
    outputsChanged = Signal()
    resumed = Signal()
    """The computer slept, or the sound thread stood still."""

    def __init__(self, suspend: SuspendDetector) -> None:
        """`suspend` is asked every CHECK_MS."""
        super().__init__()
        self._suspend = suspend

    @Slot()
    def start(self) -> None:
        """Begin to watch."""
        self._media = QMediaDevices(self)
        self._media.audioInputsChanged.connect(self._inputs)
        self._media.audioOutputsChanged.connect(self._outputs)
        self._beat = QTimer(self, interval=CHECK_MS)
        self._beat.timeout.connect(self._look_at_the_clock)
        self._beat.start()
        self._list()

    @Slot()
    def stop(self) -> None:
        """Stop; the thread is ending."""
        self._beat.stop()
        self._media.deleteLater()

    @Slot()
    def _inputs(self) -> None:
        self._list()
        self.inputsChanged.emit()

    @Slot()
    def _outputs(self) -> None:
        self._list()
        self.outputsChanged.emit()

    @Slot()
    def _look_at_the_clock(self) -> None:
        if self._suspend.detected():
            self.resumed.emit()

    def _list(self) -> None:
        microphones = [device.description() for device in QMediaDevices.audioInputs()]
        loudspeakers = [device.description() for device in QMediaDevices.audioOutputs()]
        self.listed.emit(microphones, loudspeakers)


class HeadsetWatch(QObject):
    """Warns when the two devices in use are a headset that sounds like a telephone."""

    def __init__(self, microphone: Microphone, loudspeaker: Loudspeaker) -> None:
        """The two devices; lives on the sound thread like them."""
        super().__init__()
        self._microphone, self._loudspeaker = microphone, loudspeaker
        self._said = ""

    @Slot()
    def check(self) -> None:
        """Check the devices; one of them is new."""
        sentence = headset_advice(device_info(self._microphone.device), device_info(self._loudspeaker.device))
        if sentence and sentence != self._said:
            self._loudspeaker.notify_once(sentence)
        self._said = sentence


class SoundThread:
    """The sound thread and the two devices on it. May be created on any thread."""

    def __init__(
        self, microphone: str, loudspeaker: str, echo: str = "cancel", suspend: SuspendDetector | None = None
    ) -> None:
        """Device names; empty for the defaults. `echo` as in the settings: "system" prefers the system's canceller."""
        self.microphone, self.loudspeaker = Microphone(microphone), Loudspeaker(loudspeaker)
        self.devices, self._pair = (
            SystemDevices(suspend or SuspendDetector()),
            HeadsetWatch(self.microphone, self.loudspeaker),
        )
        self.choose("echo", echo)
        self._thread = QThread()
        self._thread.setObjectName("sound")
        for part in (self.microphone, self.loudspeaker, self.devices, self._pair):
            part.moveToThread(self._thread)
        self._thread.started.connect(self.devices.start)
        for end in (self.microphone.release, self.loudspeaker.release, self.devices.stop):
            self._thread.finished.connect(end)  # still on the sound thread, as its last actions
        self.devices.inputsChanged.connect(self.microphone.follow_system)
        self.devices.outputsChanged.connect(self.loudspeaker.follow_system)
        for device in (self.microphone, self.loudspeaker):
            self.devices.resumed.connect(device.reopen)
            device.opened.connect(self._pair.check)

    def open(self) -> None:
        """Start the thread."""
        os.environ.setdefault("PULSE_LATENCY_MSEC", SERVER_MS)
        self._thread.start(QThread.Priority.TimeCriticalPriority)

    def on_change(self, tell: Callable[[], None]) -> None:
        """Call `tell` whenever a device has been opened; see SoundDevice."""
        for device in (self.microphone, self.loudspeaker):
            device.on_change(tell)

    def choose(self, kind: str, name: str) -> None:
        """Use another "microphone" or "loudspeaker" from now on, or another way to deal with the "echo"."""
        if kind == "echo":
            self.microphone.prefer_canceller(name == "system")
            self.loudspeaker.prefer_canceller(name == "system")
        else:
            (self.microphone if kind == "microphone" else self.loudspeaker).choose(name)

    def close(self) -> None:
        """Release the devices and end the thread."""
        self.microphone.stop()
        self.loudspeaker.stop()
        self._thread.quit()
        self._thread.wait(3000)
