"""Speaks one sentence in a voice that somebody is trying out, without touching the conversation."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import soxr

from companion.audio.devices import AudioOutput
from companion.environment import Environment
from companion.errors import KNOWN
from companion.runtime.model_choice import supervised_voice

SAMPLE = "Hello, I'm {name}. This is how I would sound in the evening."


class VoicePreview:
    """Loads and speaks one voice, on a thread and in a worker of its own."""

    def __init__(
        self,
        voice: str,
        environment: Environment,
        output: AudioOutput,
        notice: Callable[[str], None],
        sentence: str = "",
    ) -> None:
        self._voice, self._environment, self._output, self._notice = voice, environment, output, notice
        self._sentence = sentence or SAMPLE.format(name=environment.settings.her_name)

    def start(self) -> None:
        """Speak in the background."""
        threading.Thread(target=self._run, name="preview", daemon=True).start()

    def _run(self) -> None:
        voice = supervised_voice(self._voice, self._environment.models, self._notice)
        try:
            voice.open()
            speech = voice.speak(self._sentence, self._environment.settings.speed)
            samples = speech.samples
            if speech.rate != self._output.rate:
                samples = soxr.resample(samples, speech.rate, self._output.rate).astype(np.float32)
            self._output.play(samples)
        except KNOWN as error:
            self._notice(str(error))
        finally:
            voice.close()
