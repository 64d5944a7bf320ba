"""Commits each line, typed or spoken, and has it answered: one turn at a time, and a new line interrupts the reply before."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from companion.dialogue.answering import Answering
from companion.dialogue.outages import Outage
from companion.dialogue.typed_input import clean
from companion.errors import CompanionError
from companion.events import Event, Failed, Heard
from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory, Message, Via
from companion.speaking.playback import Playback
from companion.status import Status
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn

RESUME_HOURS = 4.0
"""A conversation younger than this continues when the program starts again."""


NONE: Mapping[str, float] = MappingProxyType({})


class Pace(Protocol):
    """Waits while something is under way: `FilePacing`, if the microphone is made of files."""

    def begin(self, what: Hashable) -> None:
        """Something is under way."""

    def end(self, what: Hashable) -> None:
        """It is over."""

    def in_utterance(self, yes: bool) -> None:
        """An utterance has begun (True), or ended."""


class NoPace:
    """For real devices: nobody waits."""

    def begin(self, what: Hashable) -> None:
        """Nothing to do."""

    def end(self, what: Hashable) -> None:
        """Nothing to do."""

    def in_utterance(self, yes: bool) -> None:
        """Nothing to do."""


@dataclass(frozen=True)
class TurnTakingDependencies:
    """What a turn passes through."""

    memory: Memory
    answering: Answering
    playback: Playback
    status: Status
    emit: Callable[[Event], None]
    clock: Callable[[], float]
    pace: Pace


class TurnTaking:
    """Numbers the turns; knows the current one, and the preemptive reply to a line that may not be whole yet. Any thread."""

    def __init__(self, dependencies: TurnTakingDependencies) -> None:
        self.dependencies = dependencies
        self._lock = threading.RLock()
        self._turns = 0
        self._current: AssistantTurn | None = None
        self._preemptive: AssistantTurn | None = None
        self._last: AssistantTurn | None = None
        self.ringing: AssistantTurn | None = None
        """The turn in which an alarm or a timer rings, or rang last."""
        self._has_heard = False
        """Whether a line has been committed since she was opened."""
        self.conversation = dependencies.memory.resume_conversation(RESUME_HOURS)
        """The conversation that the next line belongs to."""

    @property
    def last_reply(self) -> str:
        """What has begun to be audible of the reply begun last, whole even where it was cut off."""
        return self._last.audible_text if self._last is not None else ""

    @property
    def has_begun(self) -> bool:
        """Whether there has been a turn since she was opened."""
        return self._turns > 0

    @property
    def under_way(self) -> bool:
        """Whether a reply is being thought, spoken or paused."""
        return self._current is not None

    @property
    def rings(self) -> bool:
        """Whether an alarm or a timer rings just now."""
        return self.ringing is not None and self.ringing is self._current

    def commit_typed(self, text: str) -> int:
        """Commit a typed line; returns its turn's number. Raises CompanionError, and then nothing has changed."""
        line = clean(text)
        now = self.dependencies.clock()
        heard = Heard(t=now, text=line, start=now, end=now, typed=True)
        moment = time.monotonic()
        return self.commit_line(heard, {"speech_end": moment, "endpoint": moment, "heard": moment})

    def begin_preemptive_reply(
        self, text: str, judge: Callable[[EndOfTurnEstimate], None], marks: Mapping[str, float] = NONE
    ) -> None:
        """Begin to answer what may be a whole line; nothing is told, spoken or kept unless `commit_line` brings the same line.

        `marks`: as in `commit_line`.
        """
        with self._lock:
            self.drop_preemptive_reply()
            asked = UserTurn(Turn(self._turns + 1, time.monotonic), text, self.conversation)
            self._preemptive = reply = AssistantTurn(self.dependencies.memory, asked, judge)
            for phase, moment in marks.items():
                reply.turn.mark_at(phase, moment)
            self.dependencies.playback.run_after_queued(lambda: self.dependencies.answering.answer(reply))

    def drop_preemptive_reply(self) -> None:
        """Cancel the preemptive reply; nothing of it remains."""
        with self._lock:
            preemptive, self._preemptive = self._preemptive, None
        if preemptive is not None:
            preemptive.turn.cancel()

    def commit_line(
        self,
        heard: Heard,
        marks: dict[str, float],
        answer: bool = True,
        obey: Callable[[AssistantTurn], None] | None = None,
    ) -> int:
        """Commit a whole line, interrupt the reply under way, and have this one answered; returns the turn's number.

        `marks`: moments of `time.monotonic` by phase. `obey`: answers instead of the responders.
        Raises CompanionError, and then nothing has changed.
        """
        with self._lock:  # a typed line and a spoken one at the same moment: one after the other
            message = self._commit(heard)
            self._has_heard = True
            preemptive, self._preemptive = self._preemptive, None
            reply = preemptive if answer and preemptive is not None and _fits(preemptive, message) else None
            if preemptive is not None and reply is None:
                preemptive.turn.cancel()
            self.interrupt()
            self._turns += 1
            self.dependencies.emit(replace(heard, turn=self._turns, message=message.id))
            if answer:
                self._answer(message, marks, reply, obey)
            return self._turns

    def fail_line(self, sentence: str, aloud: str, marks: Mapping[str, float] = NONE) -> None:
        """Tell why a spoken line came to nothing, and say `aloud`: after her sentence, if she is speaking, else at once.

        `marks`: as in `commit_line`.
        """
        with self._lock:
            under_way = self._current
            if under_way is not None:
                self.dependencies.answering.fail(under_way, sentence, aloud)
            elif aloud:
                reply = self._reply_without_line(marks)
                self.dependencies.answering.fail(reply, sentence, aloud)
                self.dependencies.answering.finish(reply)
            else:
                self.dependencies.emit(Failed(t=self.dependencies.clock(), message=sentence))

    def say_alone(self, aloud: str) -> None:
        """Say something that is no reply, unless a reply is under way."""
        with self._lock:
            if self._current is None and aloud:
                reply = self._reply_without_line(NONE)
                self.dependencies.answering.say_aside(reply, aloud)
                self.dependencies.answering.finish(reply)

    def begin_unasked(self, via: Via, first: bool = True, alone: bool = False) -> AssistantTurn | None:
        """A turn in which she speaks unasked, kept in memory; None while a reply is under way.

        `first`: only before any line was committed; `alone`: only before any other turn. None otherwise.
        """
        with self._lock:
            if alone and self._turns:
                return None
            if (first and self._has_heard) or self._current is not None or self._preemptive is not None:
                return None
            reply = self._turn_without_line(NONE)
            reply.commit_unasked(via)
            return reply

    def _reply_without_line(self, marks: Mapping[str, float]) -> AssistantTurn:
        """A turn of its own for what she has to say, which is not kept."""
        reply = self._turn_without_line(marks)
        reply.commit_unkept()
        return reply

    def _turn_without_line(self, marks: Mapping[str, float]) -> AssistantTurn:
        self.drop_preemptive_reply()
        self._turns += 1
        self._current = self._last = reply = AssistantTurn(
            self.dependencies.memory, UserTurn(Turn(self._turns, time.monotonic), "", self.conversation)
        )
        for phase, moment in marks.items():
            reply.turn.mark_at(phase, moment)
        self.dependencies.pace.begin(("turn", reply.turn.number))
        return reply

    def interrupt(self) -> None:
        """Cancel the reply under way at once."""
        with self._lock:
            current, self._current = self._current, None
        if current is not None:
            current.turn.cancel()
            self.dependencies.playback.interrupt(current)

    def turn_over(self, reply: AssistantTurn) -> None:
        """A turn has ended: spoken, interrupted or failed."""
        with self._lock:
            if self._current is reply:
                self._current = None
            busy = self._current is not None
        self.dependencies.status.set("thinking", busy)
        self.dependencies.pace.end(("turn", reply.turn.number))

    def go_on_in(self, conversation: int) -> None:
        """Let the next line belong to this conversation; the reply under way is said to its end."""
        self.drop_preemptive_reply()
        self.conversation = conversation

    def begin_conversation(self) -> None:
        """Begin another conversation with the next line."""
        self.drop_preemptive_reply()
        self.interrupt()
        self.conversation = self.dependencies.memory.begin_conversation()

    def _commit(self, heard: Heard) -> Message:
        via: Via = "typed" if heard.typed else "voice"
        return self.dependencies.memory.add(self.conversation, "you", heard.text, via)

    def _answer(
        self,
        message: Message,
        marks: dict[str, float],
        preemptive: AssistantTurn | None,
        obey: Callable[[AssistantTurn], None] | None,
    ) -> None:
        asked = UserTurn(Turn(self._turns, time.monotonic), message.text, message.conversation)
        self._current = self._last = reply = preemptive or AssistantTurn(self.dependencies.memory, asked)
        for phase, moment in marks.items():
            reply.turn.mark_at(phase, moment)
        self.dependencies.pace.begin(("turn", reply.turn.number))
        self.dependencies.status.set("thinking", True)
        reply.commit(message)
        if preemptive is not None:
            self.dependencies.playback.commit(reply)
        elif obey is not None:
            self._obey(obey, reply)
        else:
            self.dependencies.playback.run_after_queued(lambda: self.dependencies.answering.answer(reply))

    def _obey(self, obey: Callable[[AssistantTurn], None], reply: AssistantTurn) -> None:
        answering = self.dependencies.answering
        try:
            obey(reply)
        except CompanionError as error:
            answering.fail(reply, str(error), answering.outages.begin(Outage.DEED))
            answering.finish(reply)


def _fits(preemptive: AssistantTurn, message: Message) -> bool:
    """Whether the preemptive reply answers exactly this line and can be claimed as its answer."""
    return (
        preemptive.user_turn.text == message.text
        and preemptive.user_turn.conversation == message.conversation
        and preemptive.claim()
    )
