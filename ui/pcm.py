"""A sound device's bytes go in and mono samples come out, and the other way round, whatever the device wants."""

from __future__ import annotations

import numpy as np
import soxr
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from companion.audio import Samples

DEVICE_RATE = 48_000
_KINDS = {
    QAudioFormat.SampleFormat.UInt8: (np.dtype("u1"), 128.0),
    QAudioFormat.SampleFormat.Int16: (np.dtype("<i2"), 32768.0),
    QAudioFormat.SampleFormat.Int32: (np.dtype("<i4"), 2147483648.0),
    QAudioFormat.SampleFormat.Float: (np.dtype("<f4"), 1.0),
}


def best_format(device: QAudioDevice) -> QAudioFormat:
    """Mono, 48 kHz, 16 bits where the device takes that, else what it prefers."""
    wanted = QAudioFormat()
    wanted.setSampleRate(DEVICE_RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted if device.isFormatSupported(wanted) else device.preferredFormat()


class Decoder:
    """Bytes of a microphone to mono samples at `rate`; keeps what is left of a frame for the next bytes."""

    def __init__(self, form: QAudioFormat, rate: int) -> None:
        self._kind, self._full = _KINDS[form.sampleFormat()]
        self._channels = form.channelCount()
        self._rest = b""
        self._resample = soxr.ResampleStream(form.sampleRate(), rate, 1, dtype="float32", quality="MQ")

    def feed(self, data: bytes) -> Samples:
        """The samples of the whole frames so far; may be empty."""
        data = self._rest + data
        frame = self._kind.itemsize * self._channels
        whole = len(data) // frame * frame
        self._rest = data[whole:]
        numbers = np.frombuffer(data[:whole], self._kind).astype(np.float32)
        if self._kind.kind == "u":
            numbers -= self._full
        mono = numbers.reshape(-1, self._channels).mean(axis=1) / np.float32(self._full)
        out: Samples = self._resample.resample_chunk(mono.astype(np.float32))
        return out


class Encoder:
    """Mono samples at `rate` to bytes of a loudspeaker."""

    def __init__(self, form: QAudioFormat, rate: int) -> None:
        self._kind, self._full = _KINDS[form.sampleFormat()]
        self._channels = form.channelCount()
        same = form.sampleRate() == rate
        self._resample = None if same else soxr.ResampleStream(rate, form.sampleRate(), 1, dtype="float32")

    def feed(self, samples: Samples) -> bytes:
        """The bytes; may be fewer than expected while a resampler fills."""
        if self._resample is not None:
            samples = self._resample.resample_chunk(samples)
        top = 1 - 1 / self._full if self._full > 1 else 1.0
        scaled = np.clip(samples, -1.0, top) * self._full
        if self._kind.kind == "u":
            scaled += self._full
        whole = scaled if self._kind.kind == "f" else np.rint(scaled)
        return np.repeat(whole.astype(self._kind), self._channels).tobytes()
