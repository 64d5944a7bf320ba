"""Records the system voice of Linux in memory: pyttsx3's espeak driver, changed so that it does not play."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import numpy as np

from voices.errors import VoiceError
from voices.espeak import library
from voices.recording import VoiceRecording
from voices.timing import Mark

library()

import pyttsx3.engine  # noqa: E402  (its espeak driver looks for the library loaded above)
from pyttsx3.drivers import _espeak  # noqa: E402
from pyttsx3.drivers.espeak import EspeakDriver  # noqa: E402

RATE = 22050
EspeakDriver._moduleInitialized = True  # by `library()`: pyttsx3 would start it a second time, with a thread of its own
EspeakDriver._defaultVoice = "gmw/en-us"
_DRIVER = "companion_pcm"


class PcmDriver(EspeakDriver):  # type: ignore[misc]
    """A pyttsx3 driver whose `say` synthesises at once and notifies the engine with `recorded`: bytes and word positions."""

    def say(self, text: str) -> None:
        """Called by pyttsx3 for each queued text."""
        self._pcm = bytearray()
        self._starts: list[tuple[int, int]] = []
        # Set again each time: when an older engine is collected, pyttsx3 takes the callback away from everyone.
        _espeak.SetSynthCallback(self._onSynth)
        encoded = text.encode()
        # The size must be that of the buffer: pyttsx3's own ten times that reads past it (pyttsx3 #448).
        result = _espeak.cSynth(encoded, len(encoded) + 1, 0, _espeak.POS_CHARACTER, 0, _espeak.CHARS_UTF8, None, None)
        if result != _espeak.EE_OK:
            raise RuntimeError(f"espeak-ng returned {result}")
        self._proxy.notify("recorded", pcm=bytes(self._pcm), starts=self._starts)

    def _onSynth(self, wav: Any, count: int, events: Any) -> int:  # noqa: N802
        index = 0
        while events[index].type != _espeak.EVENT_LIST_TERMINATED:
            if events[index].type == _espeak.EVENT_WORD:
                self._starts.append((events[index].text_position - 1, events[index].audio_position))
            index += 1
        if count > 0:
            self._pcm += ctypes.string_at(wav, count * 2)
        return 0

    def startLoop(self) -> None:  # noqa: N802
        """Called by pyttsx3's runAndWait: free the queue, so that everything in it runs at once."""
        self._proxy.setBusy(False)

    def stop(self) -> None:
        """Does nothing: when `say` has returned, nothing is running."""


def buildDriver(proxy: Any) -> PcmDriver:  # noqa: N802
    """Make the driver; pyttsx3 looks for a function of this name in a driver's module."""
    return PcmDriver(proxy)


class PcmRecorder:
    """A `VoiceRecorder` for Linux."""

    def __init__(self) -> None:
        sys.modules[f"pyttsx3.drivers.{_DRIVER}"] = sys.modules[__name__]
        try:
            self._engine = pyttsx3.engine.Engine(_DRIVER)
        except (RuntimeError, OSError) as error:
            raise VoiceError(f"The system voice can't start ({error}); reinstall espeakng-loader.") from error
        self._engine.connect("recorded", self._keep)
        self._engine.connect("error", self._fail)
        self._recordings: list[VoiceRecording] = []
        self._failures: list[Exception] = []

    def record(self, text: str, words_a_minute: int) -> VoiceRecording:
        """Speak one text; raises VoiceError."""
        self._recordings.clear()
        self._engine.setProperty("rate", words_a_minute)
        self._engine.say(text)
        self._run()
        if not self._recordings:
            raise VoiceError("The system voice gave no sound; choose another voice.")
        return self._recordings[0]

    def voices(self) -> list[tuple[str, str]]:
        """Every espeak-ng voice."""
        return [(voice.id, voice.name) for voice in self._engine.getProperty("voices")]

    def choose(self, voice: str) -> None:
        """Speak with this voice from now on: `gmw/en-us`, or `en-gb+f3` with a variant. Raises VoiceError."""
        self._engine.setProperty("voice", voice)
        self._run()

    def _run(self) -> None:
        self._failures.clear()
        self._engine.runAndWait()
        # pyttsx3 leaves itself free, so that the next text would start outside the loop and be cut (#440).
        self._engine.proxy.setBusy(True)
        if self._failures:
            failure = self._failures[0]
            raise VoiceError(f"The system voice failed ({failure}); choose another voice.") from failure

    def _keep(self, pcm: bytes, starts: list[tuple[int, int]], name: object = None) -> None:
        samples = np.frombuffer(pcm, dtype=np.int16).astype(np.float32) / np.float32(32768)
        self._recordings.append(VoiceRecording(samples, RATE, [Mark(place, ms / 1000) for place, ms in starts]))

    def _fail(self, exception: Exception, name: object = None) -> None:
        self._failures.append(exception)
