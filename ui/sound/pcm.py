"""Converts between a sound device's bytes and mono samples, whatever format the device wants."""

from __future__ import annotations

from typing import Any

import numpy as np
import soxr
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from companion.audio.devices import Samples

DEVICE_RATE = 48_000
_KINDS: dict[QAudioFormat.SampleFormat, tuple[np.dtype[Any], float]] = {
    QAudioFormat.SampleFormat.UInt8: (np.dtype("u1"), 128.0),
    QAudioFormat.SampleFormat.Int16: (np.dtype("<i2"), 32768.0),
    QAudioFormat.SampleFormat.Int32: (np.dtype("<i4"), 2147483648.0),
    QAudioFormat.SampleFormat.Float: (np.dtype("<f4"), 1.0),
}


def best_format(device: QAudioDevice) -> QAudioFormat:
    """Mono, 48 kHz, 16 bits where the device supports that, else what it prefers."""
    wanted = QAudioFormat()
    wanted.setSampleRate(DEVICE_RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted if device.isFormatSupported(wanted) else device.preferredFormat()


class ThirdDecimator:
    """Takes every third sample after a low-pass at 7.2 kHz: 48 to 16 kHz without the delay of a block-wise resampler."""

    _TAPS = 63

    def __init__(self) -> None:
        place = np.arange(self._TAPS) - self._TAPS // 2
        taps = np.sinc(0.3 * place) * np.hamming(self._TAPS)
        self._taps = (taps / taps.sum()).astype(np.float32)
        self._past = np.zeros(self._TAPS - 1, np.float32)

    def resample_chunk(self, samples: Samples) -> Samples:
        """Resample the next samples, any number."""
        all_ = np.concatenate([self._past, samples])
        whole = max(0, len(all_) - self._TAPS + 1)
        steps = (whole + 2) // 3
        self._past = all_[steps * 3 :]
        if not steps:
            return np.zeros(0, np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(all_, self._TAPS)[::3]
        thirds: Samples = (windows @ self._taps).astype(np.float32)
        return thirds


class Decoder:
    """Converts a microphone's bytes to mono samples at `rate`; keeps an incomplete frame for the next bytes."""

    def __init__(self, form: QAudioFormat, rate: int) -> None:
        self._kind, self._full = _KINDS[form.sampleFormat()]
        self._channels = form.channelCount()
        self._rest = b""
        thirds = form.sampleRate() == 3 * rate
        stream = soxr.ResampleStream(form.sampleRate(), rate, 1, dtype="float32", quality="MQ")
        self._resample = ThirdDecimator() if thirds else stream

    def feed(self, data: bytes) -> Samples:
        """The samples of the complete frames so far; may be empty."""
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


class Gain:
    """Changes the loudness without a click: linearly, over the full range in RAMP_MS."""

    RAMP_MS = 20

    def __init__(self, rate: int) -> None:
        """`rate`: samples a second."""
        self._step = 1000 / (self.RAMP_MS * rate)
        self.level = self.wanted = 1.0
        """0…1: the current and the wanted loudness; `wanted` may be set from any thread."""

    def feed(self, samples: Samples) -> Samples:
        """Scale the next samples, any number, towards the wanted loudness."""
        wanted = self.wanted
        way = wanted - self.level
        if not way or not len(samples):
            return samples if self.level == 1.0 else samples * np.float32(self.level)
        path = np.minimum(np.arange(1, len(samples) + 1) * self._step, abs(way))
        levels = self.level + np.copysign(path, way)
        self.level = float(levels[-1]) if path[-1] < abs(way) else wanted
        changed: Samples = (samples * levels).astype(np.float32)
        return changed

    def settle(self) -> None:
        """Jump to the wanted loudness; call it while nothing is audible."""
        self.level = self.wanted


class Encoder:
    """Converts mono samples at `rate` to a loudspeaker's bytes."""

    def __init__(self, form: QAudioFormat, rate: int) -> None:
        self._kind, self._full = _KINDS[form.sampleFormat()]
        self._channels = form.channelCount()
        same = form.sampleRate() == rate
        self._resample = None if same else soxr.ResampleStream(rate, form.sampleRate(), 1, dtype="float32")

    def feed(self, samples: Samples) -> bytes:
        """The bytes; fewer than expected while a resampler fills."""
        if self._resample is not None:
            samples = self._resample.resample_chunk(samples)
        top = 1 - 1 / self._full if self._full > 1 else 1.0
        scaled = np.clip(samples, -1.0, top) * self._full
        if self._kind.kind == "u":
            scaled += self._full
        whole = scaled if self._kind.kind == "f" else np.rint(scaled)
        return np.repeat(whole.astype(self._kind), self._channels).tobytes()
