"""Runs the real window on a screen and sound card of its own, speaks to it, and waits until it has answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import numpy as np

from benchmarks._screen import screen
from benchmarks._sound_card import sound_card
from companion.audio.devices import Samples
from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.model_choice import supervised_voice

START_S, ANSWER_S = 180.0, 120.0
"""Seconds the window may take to be ready, and she to answer."""
LOOK_S = 0.5
"""How often the log is looked at."""


class WindowApp:
    """A window under way."""

    def __init__(self, process: subprocess.Popen[str], environment: Environment) -> None:
        self.pid = process.pid
        self._process, self._log = process, environment.logs / "companion.log"

    def wait_ready(self) -> None:
        """Wait until her mind is loaded. Raises CompanionError when the window closes before."""
        assert self._process.stderr is not None
        while not (said := self._process.stderr.readline()).startswith("mind-ready"):
            if not said:
                raise CompanionError("The window closed before her mind was ready; start `companion` to see why.")

    def hear(self, sound: Samples, rate: int, meanwhile: Callable[[], object]) -> None:
        """Let the microphone hear a line and wait until she has answered; `meanwhile` is called again and again.

        Raises CompanionError when she does not answer.
        """
        before, end = len(self._turns()), time.monotonic() + ANSWER_S
        _into_microphone(sound, rate)
        while len(self._turns()) == before:
            if time.monotonic() > end:
                raise CompanionError("A spoken line was not answered; `companion doctor` may say why.")
            meanwhile()
            time.sleep(LOOK_S)

    def _turns(self) -> list[str]:
        messages = (json.loads(line)["message"] for line in self._log.read_text(encoding="utf-8").splitlines())
        return [message for message in messages if message.startswith("turn ")]


@contextmanager
def window_app(environment: Environment) -> Iterator[WindowApp]:
    """Starts the window with these settings; ends it, and its devices, afterwards. Raises CompanionError."""
    chosen = environment.settings
    options = ["--model", chosen.mind, "--voice", chosen.voice, "--ear", chosen.ear]
    told = {"COMPANION_TRACE_START": "1", "COMPANION_MODELS": str(environment.models)}
    with ExitStack() as running:
        running.enter_context(sound_card())
        display = running.enter_context(screen())
        process = running.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "companion", "--home", str(environment.home), *options],
                env={**os.environ, **display, **told},
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        running.callback(process.terminate)
        app = WindowApp(process, environment)
        app.wait_ready()
        yield app


def spoken(environment: Environment, lines: Sequence[str]) -> tuple[list[Samples], int]:
    """The lines in the system's voice, and its samples a second."""
    voice = supervised_voice("system", environment.models, lambda _sentence: None)
    voice.open()
    try:
        said = [voice.speak(line) for line in lines]
    finally:
        voice.close()
    return [one.samples for one in said], said[0].rate


def _into_microphone(sound: Samples, rate: int) -> None:
    with tempfile.TemporaryFile() as file:
        file.write((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        file.seek(0)
        form = ["--raw", f"--rate={rate}", "--channels=1", "--format=s16le", "--latency-msec=20"]
        subprocess.run(["pacat", "-d", "microphone", *form], stdin=file, check=True)
