"""Lines come in by keyboard and by ear; each is committed, told, and given to the conversation; one turn at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from companion.dialogue.responder import Responder
from companion.dialogue.typed_input import clean
from companion.events import Event, Heard
from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory, Message, Via
from companion.speaking.playback import Playback
from companion.status import Status
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn

RESUME_HOURS = 4.0
"""A conversation younger than this goes on when the program starts again."""


NONE: Mapping[str, float] = MappingProxyType({})


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
class TurnTakingDependencies:
    """What an exchange passes through."""

    memory: Memory
    responder: Responder
    playback: Playback
    status: Status
    emit: Callable[[Event], None]
    clock: Callable[[], float]
    pace: Pace


class TurnTaking:
    """Numbers the turns and knows the current one, and the draft of the next; a new line interrupts her."""

    def __init__(self, dependencies: TurnTakingDependencies) -> None:
        self.around = dependencies
        self._lock = threading.RLock()
        self._turns = 0
        self._current: AssistantTurn | None = None
        self._preemptive: AssistantTurn | None = None
        self._last: AssistantTurn | None = None
        self.conversation = dependencies.memory.resume(RESUME_HOURS)
        """The conversation that the next line belongs to."""

    @property
    def last_reply(self) -> str:
        """What was heard of the reply begun last, so far."""
        return self._last.text if self._last is not None else ""

    @property
    def under_way(self) -> bool:
        """Whether she is thinking, speaking, or held in the middle of it."""
        return self._current is not None

    def commit_typed(self, text: str) -> int:
        """A typed line: committed before this returns; the turn's number. Raises CompanionError, and then nothing has changed."""
        line = clean(text)
        now = self.around.clock()
        heard = Heard(t=now, text=line, start=now, end=now, typed=True)
        moment = time.monotonic()
        return self.commit_line(heard, {"speech_end": moment, "endpoint": moment, "heard": moment})

    def begin_preemptive_reply(
        self, text: str, judge: Callable[[EndOfTurnEstimate], None], marks: Mapping[str, float] = NONE
    ) -> None:
        """Begin to answer what may be the whole of a line; told, spoken and kept only if `take` brings the same line.

        `marks`: as in `take`.
        """
        with self._lock:
            self.drop_preemptive_reply()
            asked = UserTurn(Turn(self._turns + 1, time.monotonic), text, self.conversation)
            self._preemptive = reply = AssistantTurn(self.around.memory, asked, judge)
            for phase, moment in marks.items():
                reply.turn.mark_at(phase, moment)
            self.around.playback.then(lambda: self.around.responder.answer(reply))

    def drop_preemptive_reply(self) -> None:
        """It was not the whole line: no trace remains of what was begun."""
        with self._lock:
            draft, self._preemptive = self._preemptive, None
        if draft is not None:
            draft.turn.cancel()

    def commit_line(
        self,
        heard: Heard,
        marks: dict[str, float],
        answer: bool = True,
        obey: Callable[[AssistantTurn], None] | None = None,
    ) -> int:
        """A whole line: commit, tell, interrupt whatever she was doing, and have it answered; the turn's number.

        `marks`: seconds of `time.monotonic`, by phase. `obey`: answers in the mind's place.
        Raises CompanionError, and then nothing has changed.
        """
        with self._lock:  # a typed line and a spoken one at the same moment: one after the other
            message = self._commit(heard)
            draft, self._preemptive = self._preemptive, None
            reply = draft if answer and draft is not None and _fits(draft, message) else None
            if draft is not None and reply is None:
                draft.turn.cancel()
            self.interrupt()
            self._turns += 1
            self.around.emit(replace(heard, turn=self._turns, message=message.id))
            if answer:
                self._answer(message, marks, reply, obey)
            return self._turns

    def interrupt(self) -> None:
        """Stop her at once."""
        with self._lock:
            current, self._current = self._current, None
        if current is not None:
            current.turn.cancel()
            self.around.playback.cut(current)

    def turn_over(self, reply: AssistantTurn) -> None:
        """An exchange has ended, however."""
        with self._lock:
            if self._current is reply:
                self._current = None
            busy = self._current is not None
        self.around.status.set("thinking", busy)
        self.around.pace.end(("turn", reply.turn.number))

    def begin_conversation(self) -> None:
        """The next line begins another conversation."""
        self.drop_preemptive_reply()
        self.interrupt()
        self.conversation = self.around.memory.begin()

    def _commit(self, heard: Heard) -> Message:
        via: Via = "typed" if heard.typed else "voice"
        return self.around.memory.add(self.conversation, "you", heard.text, via)

    def _answer(
        self,
        message: Message,
        marks: dict[str, float],
        draft: AssistantTurn | None,
        obey: Callable[[AssistantTurn], None] | None,
    ) -> None:
        asked = UserTurn(Turn(self._turns, time.monotonic), message.text, message.conversation)
        self._current = self._last = reply = draft or AssistantTurn(self.around.memory, asked)
        for phase, moment in marks.items():
            reply.turn.mark_at(phase, moment)
        self.around.pace.begin(("turn", reply.turn.number))
        self.around.status.set("thinking", True)
        reply.commit(message)
        if draft is not None:
            self.around.playback.committed(reply)
        elif obey is not None:
            obey(reply)
        else:
            self.around.playback.then(lambda: self.around.responder.answer(reply))


def _fits(draft: AssistantTurn, message: Message) -> bool:
    """Whether the draft answers exactly this line."""
    return draft.asked.text == message.text and draft.asked.conversation == message.conversation and draft.claim()
