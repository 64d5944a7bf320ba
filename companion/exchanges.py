"""Lines come in by keyboard and by ear; each is committed, told, and given to the conversation; one turn at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Protocol

from companion.conversing import Conversing
from companion.errors import CompanionError
from companion.events import Event, Failed, Heard
from companion.exchange import Asked, Reply
from companion.hearing import Recognised
from companion.memory import Memory, Via
from companion.playback import Playback
from companion.presence import Presence
from companion.turn import Turn
from companion.typed import clean

RESUME_HOURS = 4.0
"""A conversation younger than this goes on when the program starts again."""


class Pace(Protocol):
    """Whoever must wait while something is under way: `Room`, when the microphone is made of files."""

    def begin(self, what: Hashable) -> None:
        """Something is under way."""

    def end(self, what: Hashable) -> None:
        """It is over."""


class NoPace:
    """Nobody waits."""

    def begin(self, what: Hashable) -> None:
        """Nothing to do."""

    def end(self, what: Hashable) -> None:
        """Nothing to do."""


@dataclass(frozen=True)
class Around:
    """What an exchange passes through."""

    memory: Memory
    conversing: Conversing
    playback: Playback
    presence: Presence
    emit: Callable[[Event], None]
    clock: Callable[[], float]
    pace: Pace


class Exchanges:
    """Numbers the turns and knows the current one; a new line interrupts her."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._lock = threading.RLock()
        self._turns = 0
        self._current: Reply | None = None
        self.conversation = around.memory.resume(RESUME_HOURS)
        """The conversation that the next line belongs to."""

    def typed(self, text: str) -> int:
        """A typed line: committed before this returns; the turn's number. Raises CompanionError, and then nothing has changed."""
        line = clean(text)
        now = self._around.clock()
        turn = self._turn()
        for phase in ("speech_end", "endpoint", "heard"):
            turn.mark(phase)
        return self._take(turn, Heard(turn=turn.number, t=now, text=line, start=now, end=now, typed=True), answer=True)

    def recognised(self, said: Recognised) -> None:
        """What the ear made of an utterance."""
        self._around.presence.set("hearing", False)
        turn, now = self._turn(), self._around.clock()
        try:
            if said.failure:
                raise CompanionError(said.failure)
            if said.text.strip():
                heard = Heard(turn=turn.number, t=now, text=clean(said.text), start=said.start, end=said.end)
                self._take(_timed(turn, said), heard, answer=not said.continues)
        except CompanionError as error:
            self._around.emit(Failed(turn=turn.number, t=now, message=str(error)))
        finally:
            self._around.pace.end(("utterance", said.number))

    def hush(self) -> None:
        """Stop her at once."""
        with self._lock:
            current, self._current = self._current, None
        if current is not None:
            current.turn.cancel()
            self._around.playback.cut(current)

    def over(self, reply: Reply) -> None:
        """An exchange has ended, however."""
        with self._lock:
            if self._current is reply:
                self._current = None
            busy = self._current is not None
        self._around.presence.set("thinking", busy)
        self._around.pace.end(("turn", reply.turn.number))

    def begin_conversation(self) -> None:
        """The next line begins another conversation."""
        self.hush()
        self.conversation = self._around.memory.begin()

    def _turn(self) -> Turn:
        with self._lock:
            self._turns += 1
            return Turn(self._turns, time.monotonic)

    def _take(self, turn: Turn, heard: Heard, answer: bool) -> int:
        """Commit, tell, interrupt whatever she was doing, and ask for an answer."""
        via: Via = "typed" if heard.typed else "voice"
        with self._lock:  # a typed line and a spoken one at the same moment: one after the other
            message = self._around.memory.add(self.conversation, "you", heard.text, via)
            self.hush()
            self._around.emit(replace(heard, message=message.id))
            if answer:
                self._current = reply = Reply(self._around.memory, Asked(turn, message))
                self._around.pace.begin(("turn", turn.number))
                self._around.presence.set("thinking", True)
                self._around.conversing.answer(reply)
        return turn.number


def _timed(turn: Turn, said: Recognised) -> Turn:
    """The turn with the moments at which the speech ended, was found ended, and was recognised."""
    now = time.monotonic()
    turn.mark_at("speech_end", now - said.ear_s - (said.decided - said.end))
    turn.mark_at("endpoint", now - said.ear_s)
    turn.mark_at("heard", now)
    return turn
