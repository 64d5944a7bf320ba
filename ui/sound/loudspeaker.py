"""Plays samples from any thread through Qt in push mode, and reports how many are audible so far."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from companion.audio.devices import Music, ReferenceListener, Samples
from ui.sound.device import DeviceMessages, SoundDevice
from ui.sound.padding import Padding
from ui.sound.pcm import DEVICE_RATE, Encoder, Gain
from ui.sound.sample_queue import SampleQueue

BUFFER_MS, FEED_MS = 80, 10
"""The buffer must outlast the longest time that other threads hold Python. Qt's volume acts on what leaves it, not on what
is written, so that it delays no change of loudness; a flush drops it."""
MUSIC_MS = 240
"""As much music is kept in the buffer while she is silent: more, for nobody waits for it, and a gap in a tone is heard at once."""
REPORTED_MS = 30
"""Samples that leave the buffer later than this are not reported as reference yet: their loudness may still change."""
STUCK_S, LATE_S, FIRST_S = 0.5, 1.75, 3.0
MESSAGES = DeviceMessages(
    missing="I can't find a loudspeaker; plug one in, and until then read what I say.",
    moved="{} is gone; I'm speaking through {} now.",
    lost="{} stopped playing; I'm trying again with the default loudspeaker.",
    dead="{} plays nothing; choose another loudspeaker in the settings, and until then read what I say. I keep trying.",
)


class Loudspeaker(SoundDevice):
    """An AudioOutput over Qt."""

    rate = DEVICE_RATE
    _changed = Signal()

    def __init__(self, name: str) -> None:
        """`name` of the device; empty for the default."""
        super().__init__(name, MESSAGES)
        self._queue, self._gain, self._padding = SampleQueue(self.rate), Gain(self.rate), Padding(self.rate)
        self._played: Callable[[int], None] | None = None
        self._report: ReferenceListener | None = None
        self._sink: QAudioSink | None = None
        self._music: Music | None = None
        self._origin, self._done, self._flowing, self._requested = 0, 0, False, False
        self._moved = False
        """Whether anything has left the device's buffer since the last feed."""
        self._unreported = np.zeros(0, np.float32)
        self.underruns = 0
        """How often the device ran out of samples in the middle of a sound."""
        self._feeding = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._feeding.timeout.connect(self._feed)
        self._changed.connect(self._start_feeding, Qt.ConnectionType.QueuedConnection)

    def start(self, played: Callable[[int], None], notify: Callable[[str], None]) -> None:
        """See AudioOutput."""
        self._queue.restart()
        self._played, self._notify = played, notify
        self._open_requested.emit()

    def stop(self) -> None:
        """See AudioOutput."""
        self._played = self._notify = None
        self._queue.flush()
        self._close_requested.emit()

    def play(self, samples: Samples) -> int:
        """See AudioOutput."""
        position = self._queue.append(samples)
        self._changed.emit()
        return position

    def flush(self) -> int:
        """See AudioOutput."""
        heard = self._queue.flush()
        self._changed.emit()
        return heard

    def gain(self, level: float) -> None:
        """See AudioOutput."""
        self._gain.wanted = min(1.0, max(0.0, level))

    def music(self, source: Music | None) -> None:
        """See AudioOutput."""
        self._music = source
        self._flowing = self._flowing and source is not None
        self._changed.emit()

    def reference(self, take: ReferenceListener) -> None:
        """See AudioOutput. Samples are reported REPORTED_MS before they leave the buffer, when their loudness is known."""
        self._report = take

    @Slot()
    def _open(self) -> None:
        super()._open()
        if self._notify is not None:
            self._start_feeding()

    def _in_use(self) -> bool:
        return self._sink is not None

    def _start_device(self, form: QAudioFormat) -> bool:
        self._encoder, self._frame, self._rate = Encoder(form, self.rate), form.bytesPerFrame(), form.sampleRate()
        self._sink = sink = QAudioSink(self._device, form, self)
        sink.setBufferSize(form.bytesForDuration(MUSIC_MS * 1000))
        sink.setVolume(self._gain.level)
        sink.stateChanged.connect(self._state_changed)
        self._origin = 0
        self._start_empty(sink)
        return self._sink is sink and sink.state() != QtAudio.State.StoppedState

    @Slot()
    def release(self) -> None:
        """See SoundDevice."""
        self._feeding.stop()
        self._retry.stop()
        self._queue.drop_given()
        if self._sink is not None:
            sink, self._sink = self._sink, None
            sink.stateChanged.disconnect(self._state_changed)
            sink.stop()
            sink.deleteLater()

    @Slot()
    def _device_lost(self) -> None:
        super()._device_lost()
        self._start_feeding()

    @Slot()
    def _state_changed(self) -> None:
        if self._sink is not None and self._sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            self._device_lost()

    @Slot()
    def _start_feeding(self) -> None:
        if self._played is not None and not self._feeding.isActive():
            self._queue.reset_stall_clock()
            self._gain.settle()
            self._feeding.start()
        self._requested = True
        self._feed()

    @Slot()
    def _feed(self) -> None:
        awaited, self._requested = self._requested or not self._queue.finished, False
        if self._queue.take_flushed():
            self._drop_buffer()
        heard = self._play_without_device() if self._sink is None else self._feed_device(self._sink)
        if self._played is not None and awaited:
            self._played(heard)
        if self._queue.finished:
            self._rest_if_idle()
        else:
            self._check_stall(self._queue.seconds_stalled())

    def _check_stall(self, seconds: float) -> None:
        if seconds > (STUCK_S if self._has_worked else FIRST_S):
            self._device_lost()
        elif not self._has_worked and seconds > LATE_S:
            self.notify_late()

    def _rest_if_idle(self) -> None:
        """Nothing is queued: go on with music or silence, or stop feeding."""
        if self._music is not None and self._sink is not None and not self._moved:
            return self._check_stall(self._queue.seconds_stalled())  # music alone can be held up too
        self._queue.reset_stall_clock()  # what is queued next is not stalled yet
        if self._music is None and (self._sink is None or self._padding.finished):
            self._feeding.stop()
        return None

    def _feed_device(self, sink: QAudioSink) -> int:
        waiting = self._samples_in(sink.bufferSize() - sink.bytesFree())
        room = self.rate * BUFFER_MS // 1000 - waiting
        samples = self._queue.next_samples(max(0, min(room, self._samples_in(sink.bytesFree()))))
        if len(samples):
            self._write(samples, dry=not waiting)
        waiting += len(samples)
        self._report_reference(sink, waiting + self._pad(sink, waiting))
        done = round((sink.processedUSecs() - self._origin) * self.rate / 1_000_000)  # Qt cuts microseconds off
        self._moved, self._done = done != self._done, done
        if done > 0 and not self._has_worked:
            self._has_worked, self._last_notice = True, ""
        return self._queue.report_played(self._padding.sound_played(done))

    def _write(self, samples: Samples, dry: bool) -> None:
        if self._flowing and dry:
            self.underruns += 1
        self._padding.add_sound(len(samples))
        music = self._music
        self._flowing = self._queue.has_queued or music is not None
        self._write_to_device(samples if music is None else samples + music.take(len(samples)))

    def _pad(self, sink: QAudioSink, waiting: int) -> int:
        """Write music, or silence, if no sound follows the `waiting` samples; returns how many samples."""
        if (music := self._music) is not None:
            return self._write_music(music, waiting, self._samples_in(sink.bytesFree()))
        count = self._padding.silence_due(waiting)
        if count:
            self._padding.add_silence(count)
            self._write_to_device(np.zeros(count, np.float32))
        return count

    def _write_music(self, music: Music, waiting: int, free: int) -> int:
        """Fill the buffer with music, so that it outlasts the longest time that other threads hold Python."""
        if self._flowing and not waiting:
            self.underruns += 1
        ahead = BUFFER_MS if self._queue.has_queued else MUSIC_MS
        count = min(free, max(0, self.rate * ahead // 1000 - waiting))
        self._flowing = True
        if count:
            self._padding.add_music(count)
            self._write_to_device(music.take(count))
        return count

    def _write_to_device(self, samples: Samples) -> None:
        self._io.write(self._encoder.feed(samples))
        self._unreported = np.concatenate([self._unreported, samples])

    def _report_reference(self, sink: QAudioSink, waiting: int) -> None:
        """Report the samples that leave the buffer next, at their final loudness; `waiting` samples are in it."""
        delay_s = max(0, waiting - len(self._unreported)) / self.rate
        due = max(0, len(self._unreported) - max(0, waiting - self.rate * REPORTED_MS // 1000))
        samples, self._unreported = self._gain.feed(self._unreported[:due]), self._unreported[due:]
        sink.setVolume(self._gain.level)
        if self._report is not None and due:
            self._report(samples, delay_s)

    def _samples_in(self, size: int) -> int:
        """How many samples at `rate` so many bytes of the device hold."""
        return size // self._frame * self.rate // self._rate

    def _play_without_device(self) -> int:
        """Let time pass without a device, so that the conversation can go on by reading."""
        self._queue.next_samples(self.rate * FEED_MS // 1000)
        if self._music is not None:
            self._music.take(self.rate * FEED_MS // 1000)
        self._queue.drop_given()
        return self._queue.report_played(0)

    def _drop_buffer(self) -> None:
        if self._sink is None:
            return
        if self._music is not None:
            self._music.dropped(self._samples_in(self._sink.bufferSize() - self._sink.bytesFree()))
        self._sink.reset()
        self._start_empty(self._sink)
        self._origin = self._sink.processedUSecs()
        self._gain.settle()

    def _start_empty(self, sink: QAudioSink) -> None:
        self._flowing, self._unreported, self._done = False, self._unreported[:0], 0
        self._padding.restart()
        self._io = sink.start()

    def _available(self) -> list[QAudioDevice]:
        return QMediaDevices.audioOutputs()

    def _default(self) -> QAudioDevice:
        return QMediaDevices.defaultAudioOutput()
