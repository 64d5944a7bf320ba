"""Holds a conversation on stdin and stdout: reads lines and prints replies or, with `--json`, the window's events."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from companion.commands.session import CARE_LIMITS, Events, print_json, print_trouble, talking
from companion.commands.standard_streams import lines_of_stdin
from companion.commands.terminal import harmless
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import KNOWN
from companion.events import Event, Failed, Interrupted, LetterShown, Notice, Said, TurnDone

HELP = "talk in the terminal: type lines, read her replies"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.epilog = CARE_LIMITS
    parser.add_argument("--json", action="store_true", help="print events, one JSON object a line")
    parser.add_argument(
        "--new", action="store_true", help="begin a new conversation; where she speaks first, she begins it"
    )


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Answers each line of stdin in turn, until its end."""
    speaks_first = environment.settings.speaks_first and sys.stdin.isatty()  # nobody reads along a pipe
    settings = replace(environment.settings, voice="none", speaks_first=speaks_first)
    environment = replace(environment, settings=settings)
    show = print_json if args.json else Paper(environment.settings.her_name).show
    with talking(environment, Devices(), show, frozenset({"mind"})) as (engine, events):
        if (opening := engine.opening_turn) is not None:
            events.wait_turn(opening)
        elif args.new:
            engine.new_conversation()
        if not args.json and sys.stdin.isatty():
            print(f"{environment.settings.her_name} is here. Ctrl-C stops her, Ctrl-D ends.", file=sys.stderr)
            if engine.initiation.due:
                print("You have not met yet: `companion initiate` asks a few questions. Or just talk.", file=sys.stderr)
        _talk(engine, events)
    return 0


def _talk(engine: Engine, events: Events) -> None:
    for line in lines_of_stdin():
        try:
            turn = engine.say(line)
        except KNOWN as error:
            print(error, file=sys.stderr)
            continue
        try:
            events.wait_turn(turn)
        except KeyboardInterrupt:
            engine.interrupt()
            events.wait_turn(turn)


class Paper:
    """Prints her words for a person to read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._speaking = False

    def show(self, event: Event) -> None:
        """Print one event, if it is for people."""
        if isinstance(event, Said):
            print(("" if self._speaking else f"{self._name}:") + f" {event.text}", end="", flush=True)
            self._speaking = True
        elif isinstance(event, LetterShown):
            print(("\n" if self._speaking else "") + harmless(f"\n{event.text}\n"), flush=True)
            self._speaking = False
        elif isinstance(event, TurnDone | Interrupted | Failed | Notice) and self._speaking:
            print(flush=True)
            self._speaking = False
        print_trouble(event)
