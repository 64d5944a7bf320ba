"""The names of the chosen devices go in; a microphone and a loudspeaker, with a thread of their own, come out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtMultimedia import QMediaDevices

from ui.loudspeaker import Loudspeaker
from ui.microphone import Microphone


class Devices(QObject):
    """Says which devices there are, on the sound thread, at the start and whenever one comes or goes."""

    found = Signal(list, list)
    """Names of the microphones and of the loudspeakers."""
    inputs = Signal()
    outputs = Signal()

    @Slot()
    def watch(self) -> None:
        """Begin."""
        self._media = QMediaDevices(self)
        self._media.audioInputsChanged.connect(self._inputs)
        self._media.audioOutputsChanged.connect(self._outputs)
        self._list()

    @Slot()
    def _inputs(self) -> None:
        self._list()
        self.inputs.emit()

    @Slot()
    def _outputs(self) -> None:
        self._list()
        self.outputs.emit()

    def _list(self) -> None:
        microphones = [device.description() for device in QMediaDevices.audioInputs()]
        loudspeakers = [device.description() for device in QMediaDevices.audioOutputs()]
        self.found.emit(microphones, loudspeakers)


class Sound:
    """The sound thread and the two devices on it. Made on any thread."""

    def __init__(self, microphone: str, loudspeaker: str) -> None:
        """Device names; empty for the defaults."""
        self.microphone, self.loudspeaker = Microphone(microphone), Loudspeaker(loudspeaker)
        self.devices = Devices()
        self._thread = QThread()
        self._thread.setObjectName("sound")
        for part in (self.microphone, self.loudspeaker, self.devices):
            part.moveToThread(self._thread)
        self._thread.started.connect(self.devices.watch)
        self.devices.inputs.connect(self.microphone.look_again)
        self.devices.outputs.connect(self.loudspeaker.look_again)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start(QThread.Priority.TimeCriticalPriority)

    def choose(self, kind: str, name: str) -> None:
        """Use another "microphone" or "loudspeaker" from now on."""
        (self.microphone if kind == "microphone" else self.loudspeaker).choose(name)

    def close(self) -> None:
        """Let go of the devices and end the thread."""
        self.microphone.stop()
        self.loudspeaker.stop()
        self._thread.quit()
        self._thread.wait(3000)
