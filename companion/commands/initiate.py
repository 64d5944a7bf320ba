"""Meets her: a few questions, typed or spoken, of which her voice, her manner and her name are made; kept after each answer."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from companion.audio.pacing import FilePacing
from companion.audio.prompt_recorder import PromptRecorder
from companion.commands.hear import HearOutput, listening_to
from companion.commands.session import CARE_LIMITS, Events, Show, print_json, print_trouble, unlock
from companion.commands.standard_streams import lines_of_stdin
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import KNOWN
from companion.events import CharacterMade, Event, Failed, Heard, Interrupted, Notice, Ready, Said, State, TurnDone

HELP = "meet her: your answers to a few questions decide her voice, her manner and her name"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.epilog = (
        "An answer may also be: skip, back, start over, skip the rest. An interview that was cut short goes on where it was. "
        + CARE_LIMITS
    )
    parser.add_argument(
        "--hear",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="answers spoken: WAV, FLAC or OGG, in order, as the microphone",
    )
    parser.add_argument("--fast", action="store_true", help="with --hear: as fast as possible instead of in real time")
    parser.add_argument("--out", type=Path, metavar="F.wav", help="write what is said to a WAV file")
    parser.add_argument("--anew", action="store_true", help="begin again, also if an interview was left unfinished")
    parser.add_argument("--get", action="store_true", help="meanwhile download the models that are missing")
    parser.add_argument("--json", action="store_true", help="print events, one JSON object a line")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Asks; takes the answers from files or, a line each, from stdin, until the interview is over or they end."""
    paper = InterviewPaper(heard=args.hear is not None)
    show = print_json if args.json else paper.show
    if args.hear is not None:
        _by_voice(args, environment, show)
    else:
        _in_writing(args, environment, show)
    return 0


def _in_writing(args: argparse.Namespace, environment: Environment, show: Show) -> None:
    if args.out is None:
        environment = replace(environment, settings=replace(environment.settings, voice="none"))
    devices = Devices(loudspeaker=PromptRecorder(args.out, FilePacing())) if args.out else Devices()
    events = Events()
    with _awake(args, environment, devices, show, events) as engine:
        interview = engine.initiation
        if turn := interview.start(args.anew):
            events.wait_turn(turn)  # lines that are there already would cut the first question short, unread
        for line in lines_of_stdin():
            if line.strip() and not _answered(engine, events, line):
                return


def _answered(engine: Engine, events: Events, line: str) -> bool:
    """Give her a line; False when the interview is over."""
    interview = engine.initiation
    try:
        events.wait_turn(interview.answer(line))
    except KNOWN as error:
        print(error, file=sys.stderr)
        return True
    while interview.state.phase == "waking" and not interview.state.waits_for_download:
        events.take(600)
    return interview.active


def _by_voice(args: argparse.Namespace, environment: Environment, show: Show) -> None:
    environment = replace(environment, settings=replace(environment.settings, listening=False))
    events, begun = Events(), threading.Event()

    def shown(event: Event) -> None:
        show(event)
        if begun.is_set() and isinstance(event, State) and event.state == "muted":
            events.input_over()  # listening broke: nothing more is heard of the files

    devices = listening_to(args.hear, HearOutput(args.out, args.fast), events.input_over)
    with _awake(args, environment, devices, shown, events) as engine:
        _wait_for_ear(events)
        engine.initiation.start(args.anew)
        engine.listen(True)
        begun.set()
        events.wait_input_over()


def _wait_for_ear(events: Events) -> None:
    """Wait until there is anything to hear with: the small one will do."""
    while True:
        event = events.take(600)
        if isinstance(event, Ready) and event.part == "ear":
            return


@contextmanager
def _awake(
    args: argparse.Namespace, environment: Environment, devices: Devices, show: Show, events: Events
) -> Iterator[Engine]:
    """Opens an engine that needs nothing: what is not here is told, and may be downloaded meanwhile."""
    engine = Engine(environment, devices)
    for listener in (events.unless_waking(show), events.put):
        engine.subscribe(listener)
    try:
        unlock(engine)
        engine.open()
        if args.get:
            engine.fetch([entry.id for entry in engine.missing()])
        yield engine
    finally:
        engine.close()


class InterviewPaper:
    """Prints the interview for a person to read."""

    def __init__(self, heard: bool = False) -> None:
        """`heard`: whether the answers are printed, too, because nobody types them."""
        self._speaking, self._heard = False, heard

    def show(self, event: Event) -> None:
        """Print one event, if it is for people."""
        if isinstance(event, Said):
            print((" " if self._speaking else "") + event.text, end="", flush=True)
            self._speaking = True
        elif isinstance(event, TurnDone | Interrupted | Failed | Notice | CharacterMade | Heard) and self._speaking:
            print(flush=True)
            self._speaking = False
        if isinstance(event, Heard) and self._heard:
            print(f"> {event.text}", flush=True)
        if isinstance(event, CharacterMade):
            print("\n" + "\n".join(f"  {line}" for line in event.words) + "\n", flush=True)
        print_trouble(event)
