"""Simulates what a microphone picks up of a loudspeaker near it: in made-up rooms, or by the echo path of a recording.

The result is the same at every run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound

Way = Callable[[Samples, int], Samples]
"""Turns the loudspeaker's samples, given their rate, into the microphone's."""

REVERBERATION_S = {"small": 0.2, "middle": 0.45, "large": 0.8}
"""RT60, the time in which an echo falls by 60 dB: a furnished box room, a living room, a bare hall."""
REFLECTIONS = 12
"""Echoes from single walls before the tail becomes a blur."""
DIRECT = 2.0
"""How much louder the direct sound is than all the rest of the path, in amplitude: loudspeaker and microphone share a desk."""
BASS_HZ = 120
"""Small loudspeakers give nothing below this frequency."""


DEVICES_MS = 30
"""Delay of the devices' buffers; recordings contain their reference as it was heard, so this is added."""
HISS = 2e-4
"""A microphone's own noise, RMS: −74 dBFS."""


@dataclass(frozen=True)
class Room:
    """One loudspeaker and one microphone. Nothing moves here; the caller adds the person's own voice."""

    delay_ms: float = 60.0
    """From writing a sample to the arrival of its sound: the buffers of both devices and the way through the air."""
    size: str = "middle"
    """One of `REVERBERATION_S`."""
    clip: float = 0.0
    """How hard the loudspeaker is driven: it gives tanh(clip·x)/clip; 0 is a perfect one, 3 a phone at full volume."""
    drift_ppm: float = 0.0
    """How much faster the microphone's clock runs than the loudspeaker's, in millionths."""
    gain: float = 0.5
    """Loudness (RMS) of white noise at the microphone, divided by its loudness as written."""
    hiss: float = HISS
    """The microphone's own noise, RMS."""
    seed: int = 0
    """Determines walls and hiss."""

    def microphone(self, far: Samples, rate: int) -> Samples:
        """Returns what is picked up of all of `far` (mono, at `rate`), at 16 kHz; longer by the delay and the tail."""
        heard = self.stream(rate)
        rest = np.zeros(int((self.delay_ms / 1000 + REVERBERATION_S[self.size] + 0.1) * rate), np.float32)
        return np.concatenate((heard.feed(far), heard.feed(rest)))

    def stream(self, rate: int) -> HeardInRoom:
        """Returns the same for pieces that are written one after another without a gap."""
        return HeardInRoom(self, rate)

    @cached_property
    def path(self) -> NDArray[np.float64]:
        """The impulse response at 16 kHz, direct sound first, of unit power before `gain`; without the delay."""
        dice = np.random.default_rng(self.seed)
        lasting = REVERBERATION_S[self.size]
        times = np.arange(int(lasting * RATE)) / RATE
        response = dice.standard_normal(len(times)) * 10 ** (-3 * times / lasting)
        response[: RATE // 500] = 0.0  # nothing comes back within 2 ms
        walls = dice.integers(RATE // 500, int(lasting * RATE / 6), REFLECTIONS)
        response[walls] += dice.choice((-1, 1), REFLECTIONS) * 6 * 10 ** (-3 * times[walls] / lasting)
        response[0] = DIRECT * np.sqrt(np.square(response).sum())
        response = _without_bass(response)
        whole: NDArray[np.float64] = response * self.gain / np.sqrt(np.square(response).sum())
        return whole


class HeardInRoom:
    """The echo of pieces fed in order: for each piece as many samples (at 16 kHz) as it lasts, the delay included.

    Resampling holds back up to 40 ms, so a shorter delay becomes that long here. `Room.microphone` keeps it exactly.
    """

    def __init__(self, room: Room, rate: int) -> None:
        self._room, self._dice = room, np.random.default_rng(room.seed + 1)
        drifting = RATE * (1 + room.drift_ppm * 1e-6)
        self._resampler = soxr.ResampleStream(rate, drifting, 1, dtype="float32", quality="HQ")
        self._tail = np.zeros(len(room.path) - 1)
        self._ready = np.zeros(int(room.delay_ms / 1000 * RATE), np.float32)
        self._rate, self._fed, self._given = rate, 0, 0

    def feed(self, far: Samples) -> Samples:
        """Takes the loudspeaker's next samples; returns the microphone's for the same time."""
        sounding = self._resampler.resample_chunk(np.asarray(far, np.float32))
        self._ready = np.concatenate((self._ready, self._reverberate(self._loudspeaker(sounding))))
        self._fed += len(far)
        wanted = round(self._fed * RATE / self._rate) - self._given
        self._given += wanted
        lacking = max(0, wanted - len(self._ready))  # the resampler holds some milliseconds back
        self._ready = np.concatenate((np.zeros(lacking, np.float32), self._ready))
        piece, self._ready = self._ready[:wanted], self._ready[wanted:]
        noisy = piece + self._dice.standard_normal(len(piece)) * self._room.hiss
        limited: Samples = np.clip(noisy, -1.0, 1.0).astype(np.float32)
        return limited

    def _loudspeaker(self, samples: Samples) -> NDArray[np.float64]:
        drive = self._room.clip
        wide = samples.astype(np.float64)
        return np.tanh(drive * wide) / drive if drive else wide

    def _reverberate(self, samples: NDArray[np.float64]) -> Samples:
        if not len(samples):
            return np.zeros(0, np.float32)
        whole = convolved(samples, self._room.path)
        whole[: len(self._tail)] += self._tail
        self._tail = whole[len(samples) :]
        return whole[: len(samples)].astype(np.float32)


def recorded_path(data: Path, row: dict[str, Any]) -> Way:
    """Returns the way from loudspeaker to microphone in a recording, as far as a linear one explains it."""
    microphone, reference = read_sound(data / row["mic"]), read_sound(data / row["ref"])
    length = min(len(microphone), len(reference))
    echo = microphone[:length] - (read_sound(data / row["target"])[:length] if row["target"] else 0.0)
    changes = "epc" in row["kind"]
    parts = [slice(0, length // 2), slice(length // 2, length)] if changes else [slice(0, length)]
    ways = [impulse_response(reference[part], echo[part]) for part in parts]

    def through(far: Samples, rate: int) -> Samples:
        sound = soxr.resample(far, rate, RATE).astype(np.float64)
        heard = np.zeros(len(sound) + DEVICES_MS * RATE // 1000)
        for n, way in enumerate(ways):
            now = slice(n * len(sound) // len(ways), (n + 1) * len(sound) // len(ways))
            heard[DEVICES_MS * RATE // 1000 :][now] = convolved(sound, way)[: len(sound)][now]
        heard += np.random.default_rng(0).standard_normal(len(heard)) * HISS
        limited: Samples = np.clip(heard, -1, 1).astype(np.float32)
        return limited

    return through


def impulse_response(
    far: Samples, near: Samples, window: int = 8192, lasting: int = 150 * RATE // 1000
) -> NDArray[np.float64]:
    """Estimates it from averaged cross-spectra (Welch's method); from 2 ms before the peak on, fading out."""
    shape = np.hanning(window)
    cross, power = np.zeros(window // 2 + 1, complex), np.zeros(window // 2 + 1)
    for at in range(0, len(far) - window, window // 4):
        sent, come = np.fft.rfft(far[at : at + window] * shape), np.fft.rfft(near[at : at + window] * shape)
        cross, power = cross + np.conj(sent) * come, power + np.abs(sent) ** 2
    response = np.fft.irfft(cross / (power + 1e-3 * power.mean()))
    first = max(0, int(np.argmax(np.abs(response[: window // 2]))) - RATE // 500)
    heard: NDArray[np.float64] = response[: first + lasting].copy()
    heard[:first] = 0.0
    heard[first:] *= np.sqrt(np.linspace(1, 0, len(heard) - first))
    return heard


def convolved(samples: NDArray[np.float64], response: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns the full convolution, by FFT: len(samples) + len(response) - 1 samples."""
    length = len(samples) + len(response) - 1
    size = 1 << (length - 1).bit_length()
    product = np.fft.rfft(samples, size) * np.fft.rfft(response, size)
    whole: NDArray[np.float64] = np.fft.irfft(product, size)[:length]
    return whole


def _without_bass(response: NDArray[np.float64]) -> NDArray[np.float64]:
    """Applies a second-order Butterworth high-pass; causal, otherwise the first sound would wrap around to the end."""
    size = 2 * len(response)
    at = 1j * np.fft.rfftfreq(size, 1 / RATE) / BASS_HZ
    passed = at**2 / (1 + np.sqrt(2) * at + at**2)
    filtered: NDArray[np.float64] = np.fft.irfft(np.fft.rfft(response, size) * passed, size)[: len(response)]
    return filtered
