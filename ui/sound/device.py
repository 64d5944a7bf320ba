"""What a microphone and a loudspeaker have in common: which device it is, when it is another, and what is said then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from ui.sound.pcm import best_format

SOON_MS, RETRY_MS = 100, 2000
"""A device that worked until now is tried again at once; one that never did, every two seconds."""
CANCELLERS = ("echo-cancel", "echo_cancel", "echocancel", "echo cancel")
"""How the sound servers of Linux name what their module-echo-cancel makes."""


@dataclass(frozen=True)
class DeviceMessages:
    """What is said of a device, once each until it works again."""

    missing: str
    moved: str
    """With the descriptions of the old and the new one in place of two `{}`."""
    lost: str
    """With its description in place of `{}`."""


def cancels(device: QAudioDevice) -> bool:
    """Whether the system's own echo canceller is behind this device."""
    name = f"{device.description()} {bytes(device.id().data()).decode(errors='replace')}".casefold()
    return any(sign in name for sign in CANCELLERS)


class SoundDevice(QObject):
    """One way in or out. Calls may come from any thread; the device itself is touched on the sound thread only."""

    opened = Signal()
    """A device has been taken up, on the sound thread: the first, another, or the same again."""
    _wanted = Signal()
    _unwanted = Signal()

    def __init__(self, name: str, sentences: DeviceMessages) -> None:
        """`name` of the device; empty for the default."""
        super().__init__()
        self._name, self._system, self._sentences = name, False, sentences
        self._lock = threading.Lock()
        self._trouble: Callable[[str], None] | None = None
        self._change: Callable[[], None] | None = None
        self._device, self._form = QAudioDevice(), QAudioFormat()
        self._told, self._proven = "", False
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._open)
        self._wanted.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._unwanted.connect(self.let_go, Qt.ConnectionType.QueuedConnection)

    @property
    def device(self) -> QAudioDevice:
        """The one in use; a null device when there is none."""
        return self._device

    def on_change(self, tell: Callable[[], None]) -> None:
        """Call `tell` on the sound thread whenever a device has been opened: what was learnt of the path is void."""
        self._change = tell

    def choose(self, name: str) -> None:
        """Use another device from now on."""
        self._name = name
        self._wanted.emit()

    def prefer_canceller(self, yes: bool) -> None:
        """Use the system's echo canceller where there is one, whatever was chosen."""
        if yes != self._system:
            self._system = yes
            self._wanted.emit()

    @Slot()
    def reopen(self) -> None:
        """This machine slept, or the sound thread stood still: what is open may be dead without knowing it."""
        if self._in_use():
            self._open()

    @Slot()
    def follow_system(self) -> None:
        """Devices came, went or changed: change over when the one wanted is another now."""
        old, new = self._device, self._pick()
        if self._in_use() and new.id() == old.id() and best_format(new) == self._form:
            return
        gone = self._in_use() and old.id() not in [device.id() for device in self._all()]
        self._open()
        if gone and not self._device.isNull():
            self.tell(self._sentences.moved.format(old.description(), self._device.description()))

    @Slot()
    def _open(self) -> None:
        self.let_go()
        if self._trouble is None:
            return
        self._device, self._proven = self._pick(), False
        if self._device.isNull():
            self.tell(self._sentences.missing)
            self._retry.start(RETRY_MS)
            return
        self._form = best_format(self._device)
        if not self._begin_with(self._form):
            self._lost()
            return
        if self._change is not None:
            self._change()
        self.opened.emit()

    @Slot()
    def _lost(self) -> None:
        self.tell(self._sentences.lost.format(self._device.description()))
        soon = self._proven
        self.let_go()
        self._retry.start(SOON_MS if soon else RETRY_MS)

    def _pick(self) -> QAudioDevice:
        devices = self._all()
        wanted = [device for device in devices if self._system and cancels(device)]
        wanted += [device for device in devices if device.description() == self._name]
        return wanted[0] if wanted else self._default()

    def tell(self, sentence: str) -> None:
        """Tell the user, unless this was the last thing told."""
        with self._lock:
            if sentence != self._told and self._trouble is not None:
                self._trouble(sentence)
            self._told = sentence

    def _in_use(self) -> bool:
        raise NotImplementedError

    def _begin_with(self, form: QAudioFormat) -> bool:
        """Open the device in this format; whether it could be."""
        raise NotImplementedError

    @Slot()
    def let_go(self) -> None:
        """Close the device; on the sound thread."""
        raise NotImplementedError

    def _all(self) -> list[QAudioDevice]:
        raise NotImplementedError

    def _default(self) -> QAudioDevice:
        raise NotImplementedError
