"""A Qt loudspeaker in push mode: samples come in from any thread, how many of them are audible so far goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices, QtAudio

from companion.audio import Samples
from ui.pcm import DEVICE_RATE, Encoder, best_format
from ui.tape import Tape

BUFFER_MS, FEED_MS = 80, 10
"""The buffer must outlast the longest time that other threads hold Python; a flush drops it, so it delays nothing."""
STUCK_S, FIRST_S, RETRY_MS = 0.5, 3.0, 2000


class Loudspeaker(QObject):
    """An AudioOutput. Its four calls may come from any thread; the device is touched on the sound thread only."""

    rate = DEVICE_RATE
    _wanted = Signal()
    _unwanted = Signal()
    _changed = Signal()

    def __init__(self, name: str) -> None:
        """`name` of the device; empty for the default."""
        super().__init__()
        self._name, self._tape = name, Tape(self.rate)
        self._played: Callable[[int], None] | None = None
        self._trouble: Callable[[str], None] | None = None
        self._sink: QAudioSink | None = None
        self._device = QAudioDevice()
        self._told, self._proven, self._origin = "", False, 0
        self._feeding = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._feeding.timeout.connect(self._feed)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._open)
        self._wanted.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self._unwanted.connect(self._close, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def start(self, played: Callable[[int], None], trouble: Callable[[str], None]) -> None:
        """See AudioOutput."""
        self._tape.restart()
        self._played, self._trouble = played, trouble
        self._wanted.emit()

    def stop(self) -> None:
        """See AudioOutput."""
        self._played = self._trouble = None
        self._tape.flush()
        self._unwanted.emit()

    def play(self, samples: Samples) -> int:
        """See AudioOutput."""
        position = self._tape.put(samples)
        self._changed.emit()
        return position

    def flush(self) -> int:
        """See AudioOutput."""
        heard = self._tape.flush()
        self._changed.emit()
        return heard

    def choose(self, name: str) -> None:
        """Use another device from now on."""
        self._name = name
        self._wanted.emit()

    @Slot()
    def look_again(self) -> None:
        """Devices came or went: change over when the one wanted is another now."""
        old = self._device
        if self._sink is not None and self._pick().id() == old.id():
            return
        gone = self._sink is not None and old.id() not in [device.id() for device in QMediaDevices.audioOutputs()]
        self._open()
        if gone and not self._device.isNull():
            self._tell(f"{old.description()} is gone; I'm speaking through {self._device.description()} now.")

    def _pick(self) -> QAudioDevice:
        named = (device for device in QMediaDevices.audioOutputs() if device.description() == self._name)
        return next(named, QMediaDevices.defaultAudioOutput())

    @Slot()
    def _open(self) -> None:
        self._close()
        if self._played is None:
            return
        self._device = self._pick()
        if self._device.isNull():
            self._tell("I can't find a loudspeaker; plug one in, and until then read what I say.")
            self._retry.start()
        else:
            self._start()
        self._begin()

    def _start(self) -> None:
        form = best_format(self._device)
        self._encoder, self._frame, self._rate = Encoder(form, self.rate), form.bytesPerFrame(), form.sampleRate()
        self._sink = QAudioSink(self._device, form, self)
        self._sink.setBufferSize(form.bytesForDuration(BUFFER_MS * 1000))
        self._io = self._sink.start()
        self._origin, self._proven = 0, False
        if self._sink.state() == QtAudio.State.StoppedState:
            self._lost()

    @Slot()
    def _close(self) -> None:
        self._feeding.stop()
        self._retry.stop()
        self._tape.lose()
        if self._sink is not None:
            sink, self._sink = self._sink, None
            sink.stop()
            sink.deleteLater()

    @Slot()
    def _begin(self) -> None:
        if self._played is not None and not self._feeding.isActive():
            self._tape.touch()
            self._feeding.start()
        self._feed()

    @Slot()
    def _feed(self) -> None:
        if self._tape.was_cut():
            self._silence()
        heard = self._pretend() if self._sink is None else self._push(self._sink)
        if self._played is not None:
            self._played(heard)
        if self._tape.over:
            self._feeding.stop()
        elif self._tape.still() > (STUCK_S if self._proven else FIRST_S):
            self._lost()

    def _push(self, sink: QAudioSink) -> int:
        room = sink.bytesFree() // self._frame * self.rate // self._rate
        samples = self._tape.take(room)
        if len(samples):
            self._io.write(self._encoder.feed(samples))
        done = (sink.processedUSecs() - self._origin) * self.rate // 1_000_000
        self._proven = self._proven or done > 0
        return self._tape.progress(done)

    def _pretend(self) -> int:
        """Without a device time passes all the same, so that a conversation can go on by reading."""
        self._tape.take(self.rate * FEED_MS // 1000)
        self._tape.lose()
        return self._tape.progress(0)

    def _silence(self) -> None:
        if self._sink is not None:
            self._sink.reset()
            self._io = self._sink.start()
            self._origin = self._sink.processedUSecs()

    def _lost(self) -> None:
        self._tell(f"{self._device.description()} stopped playing; I'm trying again with the default loudspeaker.")
        self._close()
        self._retry.start()
        self._begin()

    def _tell(self, sentence: str) -> None:
        if sentence != self._told and self._trouble is not None:
            self._trouble(sentence)
        self._told = sentence
