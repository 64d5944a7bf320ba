"""Asks one mind the lines of a rehearsal: a whole engine on a copied home, so that every reply goes the way of a real talk."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence

from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, Failed, Interrupted, Notice, Ready, TurnDone
from companion.rehearsal.judging import Answer
from companion.runtime.model_chooser import ModelChooser

PATIENCE_S = 600.0
"""Seconds without any event after which a mind counts as stuck: a large one may read its prompt for minutes."""


class CancelledError(Exception):
    """The rehearsal was called off."""


class Inbox:
    """The events of one engine, for the thread that asks; another thread may call it off."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self.put: Callable[[Event], None] = self._events.put

    def cancel(self) -> None:
        """Whoever waits gets CancelledError."""
        self._events.put(None)

    def wait_mind(self) -> None:
        """Waits until the mind is ready. Raises CompanionError with the notice when it can't be loaded."""
        while True:
            event = self._next()
            if isinstance(event, Ready) and event.part == "mind":
                return
            if isinstance(event, Notice):
                raise CompanionError(event.message)

    def wait_turn(self, turn: int) -> TurnDone | Interrupted:
        """Waits until this turn is over; its last event. Raises CompanionError when it failed."""
        while True:
            event = self._next()
            if getattr(event, "turn", None) != turn:
                continue
            if isinstance(event, Failed):
                raise CompanionError(event.message)
            if isinstance(event, TurnDone | Interrupted):
                return event

    def _next(self) -> Event:
        try:
            event = self._events.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise CompanionError("The mind has been silent for ten minutes; try a smaller one.") from None
        if event is None:
            raise CancelledError
        return event


def ask(
    environment: Environment,
    passphrase: str,
    lines: Sequence[str],
    inbox: Inbox,
    chooser: ModelChooser | None,
    asking: Callable[[int], None],
) -> list[Answer]:
    """The mind's answers to these lines, each in a conversation of its own that is forgotten before the next.

    `asking` is told the number of each line before it is asked. Raises CompanionError, CancelledError.
    """
    engine = Engine(environment, Devices(), chooser)
    engine.subscribe(inbox.put)
    try:
        engine.unlock(passphrase)
        engine.open()
        inbox.wait_mind()
        if engine.opening_turn is not None:
            inbox.wait_turn(engine.opening_turn)
        answers = []
        for number, line in enumerate(lines):
            asking(number)
            answers.append(_answer(engine, inbox, line))
        return answers
    finally:
        engine.close()


def _answer(engine: Engine, inbox: Inbox, line: str) -> Answer:
    engine.new_conversation()
    done = inbox.wait_turn(engine.say(line))
    assert engine.memory is not None
    engine.memory.forgetting.conversation(engine.conversation)  # or it could be found for the next line
    if isinstance(done, Interrupted):
        return Answer(line, done.heard)
    return Answer(line, done.reply, written=done.output_tokens == 0)
