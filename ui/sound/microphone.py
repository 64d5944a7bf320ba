"""Reads a Qt microphone on the sound thread and passes on mono 16 kHz samples."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from companion.audio.devices import RATE, Samples
from models.room_noise import RoomNoise
from ui.sound.device import DeviceMessages, SoundDevice, cancels
from ui.sound.pcm import Decoder

PIECE_MS, BUFFER_MS = 20, 150
"""Interval of reading. Qt would signal every 5 ms; these signals alone take 3 % of a core, decoding each time another 5 %."""
QUIET_MS, QUIET_PIECES = 60, 50
"""Interval while nothing sounds, and after how many pieces without a sound (a second). The first piece with a sound ends it. That
delays no onset: it takes 96 ms of speech, and by then reading is quick again. It halves what this thread and hearing take."""
ABOVE_DB = 6.0
"""What is louder than the room by so much counts as a sound."""
LATE_MS, FIRST_MS, SILENT_MS = 1750, 3000, 500
"""A device may take seconds to give its first bytes, but is told before two have passed; after that, half a second without any
means it is gone."""
MESSAGES = DeviceMessages(
    missing="I can't find a microphone; plug one in, or type to me.",
    moved="{} is gone; I'm listening with {} now.",
    lost="{} stopped giving sound; I'm trying again with the default microphone.",
    dead="{} gives no sound; allow its use in the system's settings or choose another in mine. I keep trying.",
)


def system_canceller() -> str | None:
    """The name of a microphone from which the system removes her voice; None where there is none."""
    return next((device.description() for device in QMediaDevices.audioInputs() if cancels(device)), None)


class Microphone(SoundDevice):
    """An AudioInput over Qt."""

    def __init__(self, name: str) -> None:
        """`name` of the device; empty for the default."""
        super().__init__(name, MESSAGES)
        self._receive: Callable[[Samples], None] | None = None
        self._source: QAudioSource | None = None
        self._reading = QTimer(self, interval=PIECE_MS)
        self._reading.timeout.connect(self._read)
        self._room, self._quiet = RoomNoise(ABOVE_DB), 0
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(self._fell_silent)

    def start(self, receive: Callable[[Samples], None], notify: Callable[[str], None]) -> None:
        """See AudioInput."""
        with self._lock:
            self._receive, self._notify = receive, notify
        self._open_requested.emit()

    def stop(self) -> None:
        """See AudioInput."""
        with self._lock:
            self._receive = self._notify = None
        self._close_requested.emit()

    def _in_use(self) -> bool:
        return self._source is not None

    def _start_device(self, form: QAudioFormat) -> bool:
        self._decoder = Decoder(form, RATE)
        self._source = source = QAudioSource(self._device, form, self)
        source.setBufferSize(form.bytesForDuration(BUFFER_MS * 1000))
        source.stateChanged.connect(self._changed)
        self._io = source.start()
        if self._source is not source or source.state() == QtAudio.State.StoppedState:
            return False
        self._room, self._quiet = RoomNoise(ABOVE_DB), 0
        self._reading.start(PIECE_MS)
        self._late = False
        self._watch.start(LATE_MS)
        return True

    @Slot()
    def release(self) -> None:
        """See SoundDevice."""
        self._reading.stop()
        self._watch.stop()
        self._retry.stop()
        if self._source is not None:
            source, self._source = self._source, None
            source.stateChanged.disconnect(self._changed)
            source.stop()
            source.deleteLater()

    @Slot()
    def _read(self) -> None:
        data = bytes(self._io.readAll().data())
        if not data:
            return
        samples = self._decoder.feed(data)
        self._watch.start(SILENT_MS)
        self._has_worked = True
        if samples.any():
            self._last_notice = ""
        with self._lock:
            if self._receive is not None and len(samples):
                self._receive(samples)
        self._pace(samples)

    def _pace(self, samples: Samples) -> None:
        """Read seldom while nothing sounds, and often as soon as something does."""
        self._quiet = self._quiet + 1 if self._room.is_quiet(samples) else 0
        interval = QUIET_MS if self._quiet >= QUIET_PIECES else PIECE_MS
        if interval != self._reading.interval():
            self._reading.setInterval(interval)

    @Slot()
    def _fell_silent(self) -> None:
        if self._source is not None and self._io.bytesAvailable():
            self._read()  # the device is fine; this thread was late
        elif not (self._has_worked or self._late):
            self._late = True
            self.notify_late()
            self._watch.start(FIRST_MS - LATE_MS)
        else:
            self._device_lost()

    @Slot()
    def _changed(self) -> None:
        if self._source is not None and self._source.error() not in (
            QtAudio.Error.NoError,
            QtAudio.Error.UnderrunError,
        ):
            self._device_lost()

    def _available(self) -> list[QAudioDevice]:
        return QMediaDevices.audioInputs()

    def _default(self) -> QAudioDevice:
        return QMediaDevices.defaultAudioInput()
