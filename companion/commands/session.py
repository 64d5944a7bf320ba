"""Opens the engine in a terminal, prints its events, and waits for the end of a turn: what the talking commands share."""

from __future__ import annotations

import getpass
import json
import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import CompanionError, OutputError
from companion.events import Event, Failed, Interrupted, Notice, Progress, Ready, TurnDone

Show = Callable[[Event], None]

CARE_LIMITS = "She notices signs of danger in English only, and not every one; in any other language she notices none."
"""Told by the help of the commands in which one talks to her."""


@contextmanager
def talking(
    environment: Environment, devices: Devices, show: Show, needs: frozenset[str], events: Events | None = None
) -> Iterator[tuple[Engine, Events]]:
    """Opens an engine, waits until its parts in `needs` (mind, ear, voice) are ready, and closes it at the end.

    `events`: made before, where something else needs it too. Raises CompanionError when a part can't be loaded, LockedError
    when the memory can't be opened.
    """
    engine = Engine(environment, devices)
    require(engine, needs)
    events = events or Events()
    for listener in (events.unless_waking(show, needs), events.put):  # shown before anybody goes on because of it
        engine.subscribe(listener)
    try:
        unlock(engine)
        engine.open()
        events.wait_ready(needs)
        yield engine, events
    finally:
        engine.close()


def require(engine: Engine, needs: frozenset[str]) -> None:
    """Raises CompanionError, which says how to get them, unless the models of these parts are installed."""
    kinds = {"mind": "mind", "ear": "ear", "voice": "voice"}
    gone = [entry for entry in engine.missing() if kinds.get(entry.kind) in needs]
    if gone:
        size = sum(entry.bytes for entry in gone) / 1e6
        names = " ".join(entry.id for entry in gone)
        raise CompanionError(
            f"{names} is not on this computer yet ({size:,.0f} MB); run `companion models get {names}`."
        )


def unlock(engine: Engine) -> None:
    """Asks for the passphrase if one is needed and stdin is a terminal."""
    need = engine.needs_passphrase()
    if need == "no" or not sys.stdin.isatty():
        return
    if need == "existing":
        engine.unlock(getpass.getpass("Your passphrase: "))
        return
    first = getpass.getpass("Choose a passphrase; without it nobody, you included, can open your memory: ")
    if getpass.getpass("The same passphrase once more: ") != first:
        raise CompanionError("The two passphrases were not the same; try again.")
    engine.unlock(first)


class Events:
    """Queues the engine's events for code that waits for certain ones."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Event | OutputError | None] = queue.SimpleQueue()
        self.put: Callable[[Event], None] = self._queue.put
        self._shows = True

    def unless_waking(self, show: Show, needs: frozenset[str] = frozenset()) -> Show:
        """Returns `show` without the notices that `wait_ready` raises: nobody should read the same sentence twice.

        When stdout can't be written to, nothing more is shown, and whoever waits for an event gets the OutputError: the
        engine's threads, which call this, have nothing to do with it.
        """

        waking = set(needs)

        def listener(event: Event) -> None:
            if isinstance(event, Ready):
                waking.discard(event.part)
            if not self._shows or (waking and isinstance(event, Notice)):
                return
            try:
                show(event)
            except OutputError as error:
                self._shows = False
                self._queue.put(error)

        return listener

    def input_over(self) -> None:
        """Tells `wait_input_over` that nothing more will be said to her."""
        self._queue.put(None)

    def wait_input_over(self) -> None:
        """Waits for `input_over`. Raises OutputError."""
        while self._get() is not None:
            pass

    def wait_ready(self, needs: frozenset[str]) -> None:
        """Waits until all these parts are ready. Raises CompanionError with the notice when one can't be loaded."""
        waiting = set(needs)
        while waiting:
            event = self._get()
            if isinstance(event, Ready):
                waiting.discard(event.part)
            elif isinstance(event, Notice):
                raise CompanionError(event.message)

    def take(self, seconds: float) -> Event:
        """Returns the next event. Raises TimeoutError when none comes within so many seconds."""
        try:
            while (event := self._get(seconds)) is None:
                pass
        except queue.Empty:
            raise TimeoutError from None
        return event

    def wait_turn(self, turn: int) -> Event:
        """Waits until this turn is over; returns its last event."""
        while True:
            event = self._get()
            if isinstance(event, TurnDone | Interrupted) and event.turn == turn:
                return event

    def _get(self, seconds: float | None = None) -> Event | None:
        event = self._queue.get(timeout=seconds)
        if isinstance(event, OutputError):
            raise event
        return event


def print_json(event: Event) -> None:
    """Prints one object and its newline in one write: events come from many threads, and `print` writes the newline apart."""
    sys.stdout.write(json.dumps(event.as_json(), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_trouble(event: Event) -> None:
    """Prints on stderr what a person should know."""
    if isinstance(event, Failed | Notice) or (isinstance(event, Progress) and event.status == "failed"):
        print(event.message, file=sys.stderr, flush=True)
