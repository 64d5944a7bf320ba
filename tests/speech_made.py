"""Makes 16 kHz speech of a text with espeak-ng, which is not her voice, so that tests can talk to her."""

from __future__ import annotations

import ctypes
import functools
import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

RATE = 16_000
_SYNCHRONOUS, _UTF8 = 2, 1
_RATE_PARAMETER = 1


@functools.cache
def speech(text: str, voice: str = "en-us", words_a_minute: int = 160) -> NDArray[np.float32]:
    """The sentence as mono float32, peak 0.5, exactly as long as the voice takes; the same at every run.

    In a process of its own, because pyttsx3 keeps another espeak-ng in this one.
    """
    done = subprocess.run([sys.executable, __file__, text, voice, str(words_a_minute)], capture_output=True, check=True)
    rate = int(np.frombuffer(done.stdout[:4], dtype="<i4")[0])
    pcm = np.frombuffer(done.stdout[4:], dtype="<i2").astype(np.float32) / 32768
    made: NDArray[np.float32] = soxr.resample(pcm, rate, RATE).astype(np.float32)
    made *= 0.5 / np.abs(made).max()
    made.flags.writeable = False
    return made


def silence(seconds: float, seed: int = 0) -> NDArray[np.float32]:
    """A quiet room at −66 dBFS."""
    noise = np.random.default_rng(seed).standard_normal(int(seconds * RATE))
    return (noise * 0.0005).astype(np.float32)


def in_a_room(*parts: str | float) -> NDArray[np.float32]:
    """Sentences (str) and pauses (seconds), one after the other, over the room's noise."""
    sounds = [speech(p) if isinstance(p, str) else np.zeros(int(p * RATE), np.float32) for p in parts]
    whole = np.concatenate(sounds)
    return whole + silence(len(whole) / RATE + 1)[: len(whole)]


def speech_file(path: Path, *parts: str | float) -> Path:
    """The same, written as a 16-bit WAV."""
    soundfile.write(path, in_a_room(*parts), RATE, subtype="PCM_16")
    return path


def _synthesise(text: str, voice: str, words_a_minute: int) -> bytes:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    assert rate > 0, "espeak-ng could not be started"
    pcm = bytearray()

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def receive(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int | None) -> int:
        if samples and count:
            pcm.extend(ctypes.string_at(samples, count * 2))
        return 0

    library.espeak_SetSynthCallback(receive)
    assert library.espeak_SetVoiceByName(voice.encode()) == 0, f"espeak-ng has no voice {voice}"
    library.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
    data = text.encode()
    library.espeak_Synth(data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return np.array([rate], dtype="<i4").tobytes() + bytes(pcm)


if __name__ == "__main__":
    sys.stdout.buffer.write(_synthesise(sys.argv[1], sys.argv[2], int(sys.argv[3])))
