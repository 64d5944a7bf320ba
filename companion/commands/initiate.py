"""Meets her: a few questions, typed or spoken, of which her voice, her manner and her name are made; kept after each answer."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from companion.commands.session import CARE_LIMITS, Events, Show, print_json, print_trouble, unlock
from companion.commands.standard_streams import lines_of_stdin
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import KNOWN
from companion.events import CharacterMade, Event, Failed, Interrupted, Notice, Said, TurnDone

HELP = "meet her: a few questions, of which her voice, her manner and her name are made"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.epilog = (
        "An answer may also be: skip, back, start over, skip the rest. What was not answered is asked the next time. "
        + CARE_LIMITS
    )
    parser.add_argument("--anew", action="store_true", help="begin again, also if an interview was left unfinished")
    parser.add_argument("--get", action="store_true", help="download meanwhile what she needs and is not here")
    parser.add_argument("--json", action="store_true", help="print events, one JSON object a line")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Asks; reads an answer a line from stdin, until the interview is over or stdin ends."""
    environment = replace(environment, settings=replace(environment.settings, voice="none"))
    events = Events()
    show = print_json if args.json else InterviewPaper().show
    engine = Engine(environment, Devices())
    for listener in (_untroubled(show), events.put):
        engine.subscribe(listener)
    try:
        unlock(engine)
        engine.open()
        if args.get:
            engine.fetch([entry.id for entry in engine.missing()])
        _interview(engine, events, args.anew)
    finally:
        engine.close()
    return 0


def _interview(engine: Engine, events: Events, anew: bool) -> None:
    interview = engine.initiation
    interview.start(anew)
    for line in lines_of_stdin():
        if not line.strip():
            continue
        try:
            events.wait_turn(interview.answer(line))
        except KNOWN as error:
            print(error, file=sys.stderr)
            continue
        while interview.active and interview.state.phase == "waking" and not interview.state.waits_for_download:
            events.take(600)
        if not interview.active:
            return


def _untroubled(show: Show) -> Show:
    return show


class InterviewPaper:
    """Prints the interview for a person to read."""

    def __init__(self) -> None:
        self._speaking = False

    def show(self, event: Event) -> None:
        """Print one event, if it is for people."""
        if isinstance(event, Said):
            print((" " if self._speaking else "") + event.text, end="", flush=True)
            self._speaking = True
        elif isinstance(event, TurnDone | Interrupted | Failed | Notice | CharacterMade) and self._speaking:
            print(flush=True)
            self._speaking = False
        if isinstance(event, CharacterMade):
            print("\n" + "\n".join(f"  {line}" for line in event.words), flush=True)
        print_trouble(event)
