"""Tells what has fallen due: at once as an event, and in a turn of its own as soon as nobody talks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from companion.deeds.deeds import Deeds
from companion.dialogue.answering import Answering
from companion.dialogue.turn_taking import TurnTaking
from companion.events import Event, FellDue
from companion.memory import Memory, Via
from companion.memory.due_times import DueTime
from companion.turns.reply import AssistantTurn

RECENT = timedelta(minutes=1)
"""What is later than this is told and does not ring."""


class TellingDue:
    """Called on the thread of the due times only. What was not said before the program ends is told at the next start."""

    def __init__(
        self,
        memory: Memory,
        deeds: Deeds,
        turn_taking: TurnTaking,
        answering: Answering,
        may_speak: Callable[[], bool],
        emit: Callable[[Event], None],
        clock: Callable[[], float],
        via: Callable[[], Via],
    ) -> None:
        """`may_speak`: whether nobody talks; `clock` gives the events' `t`; `via`: whether she speaks or writes now."""
        self._memory, self._deeds, self._turn_taking, self._answering = memory, deeds, turn_taking, answering
        self._may_speak, self._emit, self._clock, self._via = may_speak, emit, clock, via
        self._waiting: list[tuple[DueTime, str]] = []
        self._said: tuple[AssistantTurn, list[tuple[DueTime, str]]] | None = None
        self._once_more: set[int] = set()
        """Those that wait again because nothing of them was heard; only once, for somebody may want silence."""
        self._rings = False
        """Whether one of those that wait has fallen due just now."""

    def fell_due(self, due: DueTime, late: timedelta) -> None:
        """Tell it as an event, and keep what is to be said of it."""
        when = self._deeds.local(due.rung or due.due).replace(tzinfo=None).isoformat(timespec="seconds")
        seconds = round(late.total_seconds(), 3)
        self._emit(FellDue(t=self._clock(), deed=due.kind, text=due.text, when=when, late_s=seconds, id=due.id))
        self._rings = self._rings or late < RECENT
        self._waiting.append((due, self._deeds.tell(due, late)))

    def say_next(self) -> None:
        """Say all that waits, in one turn, if nobody talks. Raises CompanionError when the file fails."""
        self._take_back()
        if not self._waiting or not self._may_speak():
            return
        reply = self._turn_taking.begin_unasked(self._via(), first=False)
        if reply is None:
            return
        due, self._waiting = self._waiting, []
        reply.rings, self._rings = self._rings, False
        self._answering.say_unasked(reply, " ".join(sentence for _, sentence in due))
        self._said = (reply, due)
        for one, _ in due:
            self._memory.due_times.mark_told(one)

    def _take_back(self) -> None:
        """What was cut before a word of it was heard waits again."""
        if self._said is None or not (self._said[0].text or self._said[0].turn.cancelled):
            return
        (reply, due), self._said = self._said, None
        cut = [] if reply.text else [one for one in due if one[0].id not in self._once_more]
        self._once_more = {one.id for one, _ in cut}
        self._waiting = [*cut, *self._waiting]
