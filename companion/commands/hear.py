"""Plays sound files to her as if they were the microphone, through the whole voice path; writes what she says to a file."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from companion.audio.devices import RATE, Samples
from companion.audio.wav import FilePacing, SpeechRecorder, WavMicrophone
from companion.commands.session import CARE_LIMITS, Events, Show, print_json, print_trouble, talking
from companion.engine import Devices
from companion.environment import Environment
from companion.events import Event, Heard, Spoken, State

HELP = "play sound files to her as if they came from the microphone"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.epilog = CARE_LIMITS
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WAV, FLAC or OGG, in order")
    parser.add_argument(
        "--out", type=Path, metavar="F.wav", help="write what she says to a WAV file, in step with the input"
    )
    parser.add_argument("--fast", action="store_true", help="as fast as possible instead of in real time")
    parser.add_argument("--json", action="store_true", help="print events, one JSON object a line")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Plays the files to her; each begins when the reply to the one before is over."""
    hear(environment, args.files, HearOutput(args.out, args.fast), print_json if args.json else _paper)
    return 0


@dataclass(frozen=True)
class HearOutput:
    """Where her voice goes, and how time passes."""

    out: Path | None = None
    """A WAV file for what she says, with the input's clock."""
    fast: bool = False
    """Whether to run as fast as possible; time stands still while she thinks."""


def listening_to(files: Sequence[Path], tape: HearOutput, finished: Callable[[], None]) -> Devices:
    """Devices that hear the files in order, then call `finished`. Raises CompanionError naming one that can't be read."""
    room = FilePacing()
    recorder = SpeechRecorder(tape.out, room)
    microphone = WavMicrophone(files, room, finished, recorder=recorder, fast=tape.fast)
    microphone.open()
    clock = _InputClock()
    return Devices(_CountingMicrophone(microphone, clock), recorder, room, clock.seconds)


def hear(environment: Environment, files: Sequence[Path], tape: HearOutput, show: Show) -> None:
    """Sends the files in order through the whole voice path; every event goes to `show`. Raises KNOWN errors."""
    environment = replace(environment, settings=replace(environment.settings, listening=False))
    events = Events()
    devices = listening_to(files, tape, events.input_over)
    needs = frozenset({"mind", "ear"} | ({"voice"} if environment.settings.voice != "none" else set()))
    begun = threading.Event()

    def shown(event: Event) -> None:
        show(event)
        if begun.is_set() and isinstance(event, State) and event.state == "muted":
            events.input_over()  # listening broke: nothing more is heard of the files

    with talking(environment, devices, shown, needs, events) as (engine, _):
        engine.listen(True)
        begun.set()
        events.wait_input_over()


def _paper(event: Event) -> None:
    print_trouble(event)
    if isinstance(event, Heard):
        print(f"[{event.start:6.2f} s] you: {event.text}", flush=True)
    elif isinstance(event, Spoken):
        print(f"[{event.start:6.2f} s] her: {event.text}", flush=True)


class _InputClock:
    """Counts seconds of input audio."""

    def __init__(self) -> None:
        self.samples = 0

    def seconds(self) -> float:
        return self.samples / RATE


class _CountingMicrophone:
    """A microphone whose samples advance a clock."""

    def __init__(self, microphone: WavMicrophone, clock: _InputClock) -> None:
        self._microphone, self._clock = microphone, clock

    def start(self, receive: Callable[[Samples], None], trouble: Callable[[str], None]) -> None:
        def counted(samples: Samples) -> None:
            self._clock.samples += len(samples)
            receive(samples)

        self._microphone.start(counted, trouble)

    def stop(self) -> None:
        self._microphone.stop()
