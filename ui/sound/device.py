"""Chooses, opens and reopens a sound device; what microphone and loudspeaker have in common."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from ui.sound.pcm import best_format

SOON_MS, RETRY_MS = 100, 2000
"""Delay before trying again: a device that has worked, at once; one that never did, every two seconds."""
CANCELLERS = ("echo-cancel", "echo_cancel", "echocancel", "echo cancel")
"""What Linux sound servers call the devices of their module-echo-cancel."""


@dataclass(frozen=True)
class DeviceMessages:
    """What is said of a device, once each until it works again."""

    missing: str
    moved: str
    """With the descriptions of the old and the new one in place of two `{}`."""
    lost: str
    """With its description in place of `{}`: it worked before."""
    dead: str
    """The same, for one that never worked."""


def cancels(device: QAudioDevice) -> bool:
    """Whether this device belongs to the system's own echo canceller."""
    name = f"{device.description()} {bytes(device.id().data()).decode(errors='replace')}".casefold()
    return any(sign in name for sign in CANCELLERS)


class SoundDevice(QObject):
    """A microphone or a loudspeaker. Call it from any thread; the Qt device is used on the sound thread only."""

    opened = Signal()
    """A device has been opened, on the sound thread: the first, another, or the same again."""
    _open_requested = Signal()
    _close_requested = Signal()

    def __init__(self, name: str, messages: DeviceMessages) -> None:
        """`name` of the device; empty for the default."""
        super().__init__()
        self._name, self._prefers_canceller, self._messages = name, False, messages
        self._lock = threading.Lock()
        self._notify: Callable[[str], None] | None = None
        self._on_change: Callable[[], None] | None = None
        self._device, self._format = QAudioDevice(), QAudioFormat()
        self._last_notice, self._has_worked = "", False
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._open)
        self._open_requested.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._close_requested.connect(self.release, Qt.ConnectionType.QueuedConnection)

    @property
    def device(self) -> QAudioDevice:
        """The device in use; a null device when there is none."""
        return self._device

    def on_change(self, tell: Callable[[], None]) -> None:
        """Call `tell` on the sound thread whenever a device has been opened: what the echo canceller learned no longer holds."""
        self._on_change = tell

    def choose(self, name: str) -> None:
        """Use another device from now on."""
        self._name = name
        self._open_requested.emit()

    def prefer_canceller(self, yes: bool) -> None:
        """Use the system's echo canceller where there is one, whichever device was chosen."""
        if yes != self._prefers_canceller:
            self._prefers_canceller = yes
            self._open_requested.emit()

    @Slot()
    def reopen(self) -> None:
        """Open the device again after the computer slept: it may be dead without reporting it."""
        if self._in_use():
            self._open()

    @Slot()
    def follow_system(self) -> None:
        """Switch devices if another one should be used now, after devices came, went or changed."""
        old, new = self._device, self._chosen_device()
        if self._in_use() and new.id() == old.id() and best_format(new) == self._format:
            return
        gone = self._in_use() and old.id() not in [device.id() for device in self._available()]
        self._open()
        if gone and not self._device.isNull():
            self.notify_once(self._messages.moved.format(old.description(), self._device.description()))

    @Slot()
    def _open(self) -> None:
        self.release()
        if self._notify is None:
            return
        self._device, self._has_worked = self._chosen_device(), False
        if self._device.isNull():
            self.notify_once(self._messages.missing)
            self._retry.start(RETRY_MS)
            return
        self._format = best_format(self._device)
        if not self._start_device(self._format):
            self._device_lost()
            return
        if self._on_change is not None:
            self._on_change()
        self.opened.emit()

    @Slot()
    def _device_lost(self) -> None:
        soon = self._has_worked
        self.notify_once((self._messages.lost if soon else self._messages.dead).format(self._device.description()))
        self.release()
        self._retry.start(SOON_MS if soon else RETRY_MS)

    def _chosen_device(self) -> QAudioDevice:
        devices = self._available()
        wanted = [device for device in devices if self._prefers_canceller and cancels(device)]
        wanted += [device for device in devices if device.description() == self._name]
        return wanted[0] if wanted else self._default()

    def notify_once(self, sentence: str) -> None:
        """Show the user a sentence, unless it was the last one shown."""
        with self._lock:
            if sentence != self._last_notice and self._notify is not None:
                self._notify(sentence)
            self._last_notice = sentence

    def notify_late(self) -> None:
        """Say that the device, which has just been opened, does nothing yet; it may still begin."""
        self.notify_once(self._messages.dead.format(self._device.description()))

    def _in_use(self) -> bool:
        raise NotImplementedError

    def _start_device(self, form: QAudioFormat) -> bool:
        """Open the device in this format; False when that fails."""
        raise NotImplementedError

    @Slot()
    def release(self) -> None:
        """Close the device; on the sound thread."""
        raise NotImplementedError

    def _available(self) -> list[QAudioDevice]:
        raise NotImplementedError

    def _default(self) -> QAudioDevice:
        raise NotImplementedError
