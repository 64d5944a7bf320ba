"""A Qt microphone in push mode: its bytes come in on the sound thread, mono 16 kHz samples go to whoever listens."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QMediaDevices, QtAudio

from companion.audio import RATE, Samples
from ui.pcm import Decoder, best_format

BUFFER_MS = 20
FIRST_MS, SILENT_MS, RETRY_MS = 3000, 500, 2000
"""A device may need seconds for its first bytes; after that, half a second without any means that it is gone."""


class Microphone(QObject):
    """An AudioInput. `start` and `stop` may be called from any thread; the rest happens on the sound thread."""

    _wanted = Signal()
    _unwanted = Signal()

    def __init__(self, name: str) -> None:
        """`name` of the device; empty for the default."""
        super().__init__()
        self._name, self._lock = name, threading.Lock()
        self._receive: Callable[[Samples], None] | None = None
        self._trouble: Callable[[str], None] | None = None
        self._source: QAudioSource | None = None
        self._device = QAudioDevice()
        self._told = ""
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(self._lost)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._open)
        self._wanted.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._unwanted.connect(self._close, Qt.ConnectionType.QueuedConnection)

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        """See AudioInput."""
        with self._lock:
            self._receive, self._trouble = receive, trouble
        self._wanted.emit()

    def stop(self) -> None:
        """See AudioInput."""
        with self._lock:
            self._receive = self._trouble = None
        self._unwanted.emit()

    def choose(self, name: str) -> None:
        """Use another device from now on."""
        self._name = name
        self._wanted.emit()

    @Slot()
    def look_again(self) -> None:
        """Devices came or went: change over when the one wanted is another now."""
        old = self._device
        if self._source is not None and self._pick().id() == old.id():
            return
        gone = self._source is not None and old.id() not in [device.id() for device in QMediaDevices.audioInputs()]
        self._open()
        if gone and not self._device.isNull():
            self._tell(f"{old.description()} is gone; I'm listening with {self._device.description()} now.")

    @Slot()
    def _open(self) -> None:
        self._close()
        if self._receive is None:
            return
        self._device = self._pick()
        if self._device.isNull():
            self._tell("I can't find a microphone; plug one in, or type to me.")
            self._retry.start()
            return
        form = best_format(self._device)
        self._decoder = Decoder(form, RATE)
        self._source = QAudioSource(self._device, form, self)
        self._source.setBufferSize(form.bytesForDuration(BUFFER_MS * 1000))
        self._source.stateChanged.connect(self._changed)
        self._listen(self._source)

    def _listen(self, source: QAudioSource) -> None:
        self._io = source.start()
        if source.state() == QtAudio.State.StoppedState:
            self._lost()
            return
        self._io.readyRead.connect(self._read)
        self._watch.start(FIRST_MS)

    @Slot()
    def _close(self) -> None:
        self._watch.stop()
        self._retry.stop()
        if self._source is not None:
            source, self._source = self._source, None
            source.stateChanged.disconnect(self._changed)
            source.stop()
            source.deleteLater()

    def _pick(self) -> QAudioDevice:
        named = (device for device in QMediaDevices.audioInputs() if device.description() == self._name)
        return next(named, QMediaDevices.defaultAudioInput())

    @Slot()
    def _read(self) -> None:
        samples = self._decoder.feed(bytes(self._io.readAll().data()))
        self._watch.start(SILENT_MS)
        if samples.any():
            self._told = ""
        with self._lock:
            if self._receive is not None and len(samples):
                self._receive(samples)

    @Slot()
    def _changed(self) -> None:
        if self._source is not None and self._source.error() not in (
            QtAudio.Error.NoError,
            QtAudio.Error.UnderrunError,
        ):
            self._lost()

    @Slot()
    def _lost(self) -> None:
        self._tell(f"{self._device.description()} stopped giving sound; I'm trying again with the default microphone.")
        self._close()
        self._retry.start()

    def _tell(self, sentence: str) -> None:
        with self._lock:
            if sentence != self._told and self._trouble is not None:
                self._trouble(sentence)
        self._told = sentence
