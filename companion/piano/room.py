"""Puts a sound into a small room: a soft tail of reverberation made from noise that fades, always the same."""

from __future__ import annotations

import functools

import numpy as np

from companion.piano.grand import RATE, Stereo

_SECONDS = 1.3
"""Until the room is silent."""
_FADE = 0.28
"""Seconds in which the reverberation falls to a third."""
_BEFORE = 0.014
"""Seconds until the first wall answers."""
_DULL = 3800.0
"""Hertz above which walls and curtains swallow sound."""
_WET = 0.16
_BLOCK = 1 << 16


def in_a_room(sound: Stereo) -> Stereo:
    """The sound and, softer, the room's answer; as long as before, so leave the tail some silence."""
    spectrum, size = _answer()
    out = sound.copy()
    for begin in range(0, len(sound), _BLOCK):
        block = sound[begin : begin + _BLOCK]
        if not block.any():
            continue
        wet = np.fft.irfft(np.fft.rfft(block, size, axis=0) * spectrum, size, axis=0)
        end = min(len(out), begin + size)
        out[begin:end] += wet[: end - begin].astype(np.float32)
    return out


@functools.cache
def _answer() -> tuple[np.typing.NDArray[np.complex128], int]:
    """The spectrum of the room's answer to a clap, and the number of samples it is taken over."""
    length = int(_SECONDS * RATE)
    at = np.arange(length) / RATE
    noise = np.random.default_rng(88).standard_normal((length, 2))
    clap = noise * np.exp(-at / _FADE)[:, None] * (at >= _BEFORE)[:, None]
    clap *= np.linspace(1, 0, length)[:, None]
    size = 1 << (length + _BLOCK - 1).bit_length()
    spectrum = np.fft.rfft(clap, size, axis=0)
    spectrum /= (1 + np.fft.rfftfreq(size, 1 / RATE) / _DULL)[:, None]
    energy = np.sqrt(np.mean(np.abs(spectrum) ** 2))
    return spectrum * (_WET / energy), size
