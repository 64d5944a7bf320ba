"""A Qt loudspeaker in push mode: samples come in from any thread, how many of them are audible so far goes out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from companion.audio.devices import ReferenceListener, Samples
from ui.sound.device import DeviceMessages, SoundDevice
from ui.sound.padding import Padding
from ui.sound.pcm import DEVICE_RATE, Encoder, Gain
from ui.sound.tape import Tape

BUFFER_MS, FEED_MS = 80, 10
"""The buffer must outlast the longest time that other threads hold Python. Qt's volume acts on what leaves it, not on what
is written, so that it delays no change of loudness; a flush drops it."""
TOLD_MS = 30
"""What leaves the buffer later than this is not told as a reference yet: its loudness may still change."""
STUCK_S, FIRST_S = 0.5, 3.0
SENTENCES = DeviceMessages(
    missing="I can't find a loudspeaker; plug one in, and until then read what I say.",
    moved="{} is gone; I'm speaking through {} now.",
    lost="{} stopped playing; I'm trying again with the default loudspeaker.",
)


class Loudspeaker(SoundDevice):
    """An AudioOutput."""

    rate = DEVICE_RATE
    _changed = Signal()

    def __init__(self, name: str) -> None:
        """`name` of the device; empty for the default."""
        super().__init__(name, SENTENCES)
        self._tape, self._gain, self._padding = Tape(self.rate), Gain(self.rate), Padding(self.rate)
        self._played: Callable[[int], None] | None = None
        self._take: ReferenceListener | None = None
        self._sink: QAudioSink | None = None
        self._origin, self._flowing, self._asked = 0, False, False
        self._untold = np.zeros(0, np.float32)
        self.dry = 0
        """How often the device ran out of samples in the middle of a sound."""
        self._feeding = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._feeding.timeout.connect(self._feed)
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

    def gain(self, level: float) -> None:
        """See AudioOutput."""
        self._gain.wanted = min(1.0, max(0.0, level))

    def reference(self, take: ReferenceListener) -> None:
        """See AudioOutput. It is told TOLD_MS before it leaves the buffer, when its loudness is known."""
        self._take = take

    @Slot()
    def _open(self) -> None:
        super()._open()
        if self._trouble is not None:
            self._begin()

    def _in_use(self) -> bool:
        return self._sink is not None

    def _begin_with(self, form: QAudioFormat) -> bool:
        self._encoder, self._frame, self._rate = Encoder(form, self.rate), form.bytesPerFrame(), form.sampleRate()
        self._sink = sink = QAudioSink(self._device, form, self)
        sink.setBufferSize(form.bytesForDuration(BUFFER_MS * 1000))
        sink.setVolume(self._gain.level)
        sink.stateChanged.connect(self._state_changed)
        self._origin = 0
        self._start_empty(sink)
        return self._sink is sink and sink.state() != QtAudio.State.StoppedState

    @Slot()
    def let_go(self) -> None:
        """See SoundDevice."""
        self._feeding.stop()
        self._retry.stop()
        self._tape.lose()
        if self._sink is not None:
            sink, self._sink = self._sink, None
            sink.stateChanged.disconnect(self._state_changed)
            sink.stop()
            sink.deleteLater()

    @Slot()
    def _lost(self) -> None:
        super()._lost()
        self._begin()

    @Slot()
    def _state_changed(self) -> None:
        if self._sink is not None and self._sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            self._lost()

    @Slot()
    def _begin(self) -> None:
        if self._played is not None and not self._feeding.isActive():
            self._tape.touch()
            self._gain.settle()
            self._feeding.start()
        self._asked = True
        self._feed()

    @Slot()
    def _feed(self) -> None:
        awaited, self._asked = self._asked or not self._tape.over, False
        if self._tape.was_cut():
            self._silence()
        heard = self._pretend() if self._sink is None else self._push(self._sink)
        if self._played is not None and awaited:
            self._played(heard)
        if self._tape.over:
            self._rest()
        elif self._tape.still() > (STUCK_S if self._proven else FIRST_S):
            self._lost()

    def _rest(self) -> None:
        """Nothing is queued: go on with silence only, or not at all."""
        self._tape.touch()  # what is queued next is not stuck yet
        if self._sink is None or self._padding.over:
            self._feeding.stop()

    def _push(self, sink: QAudioSink) -> int:
        waiting = self._samples(sink.bufferSize() - sink.bytesFree())
        samples = self._tape.take(self._samples(sink.bytesFree()))
        if len(samples):
            self._write(samples, dry=not waiting)
        waiting += len(samples)
        self._sound(sink, waiting + self._pad(waiting))
        done = round((sink.processedUSecs() - self._origin) * self.rate / 1_000_000)  # Qt cuts microseconds off
        if done > 0 and not self._proven:
            self._proven, self._told = True, ""
        return self._tape.progress(self._padding.heard(done))

    def _write(self, samples: Samples, dry: bool) -> None:
        if self._flowing and dry:
            self.dry += 1
        self._padding.sound(len(samples))
        self._flowing = self._tape.more
        self._give(samples)

    def _pad(self, waiting: int) -> int:
        """Silence, if nothing else is there to follow what is waiting; returns how much."""
        count = self._padding.due(waiting)
        if count:
            self._padding.silence(count)
            self._give(np.zeros(count, np.float32))
        return count

    def _give(self, samples: Samples) -> None:
        self._io.write(self._encoder.feed(samples))
        self._untold = np.concatenate([self._untold, samples])

    def _sound(self, sink: QAudioSink, waiting: int) -> None:
        """Tell what leaves the buffer next, as loud as it will be; `waiting` samples are in there."""
        delay_s = max(0, waiting - len(self._untold)) / self.rate
        due = max(0, len(self._untold) - max(0, waiting - self.rate * TOLD_MS // 1000))
        samples, self._untold = self._gain.feed(self._untold[:due]), self._untold[due:]
        sink.setVolume(self._gain.level)
        if self._take is not None and due:
            self._take(samples, delay_s)

    def _samples(self, size: int) -> int:
        """At `rate`, of so many bytes of the device's."""
        return size // self._frame * self.rate // self._rate

    def _pretend(self) -> int:
        """Without a device time passes all the same, so that a conversation can go on by reading."""
        self._tape.take(self.rate * FEED_MS // 1000)
        self._tape.lose()
        return self._tape.progress(0)

    def _silence(self) -> None:
        if self._sink is None:
            return
        self._sink.reset()
        self._start_empty(self._sink)
        self._origin = self._sink.processedUSecs()
        self._gain.settle()

    def _start_empty(self, sink: QAudioSink) -> None:
        self._flowing, self._untold = False, self._untold[:0]
        self._padding.restart()
        self._io = sink.start()

    def _all(self) -> list[QAudioDevice]:
        return QMediaDevices.audioOutputs()

    def _default(self) -> QAudioDevice:
        return QMediaDevices.defaultAudioOutput()
