"""Tells what has fallen due: at once as an event, and in a turn of its own as soon as nobody talks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.audio.ringing import BY_KIND
from companion.deeds.deed import Away
from companion.deeds.deeds import Deeds
from companion.dialogue.turn_taking import TurnTaking
from companion.events import FellDue
from companion.memory import Via
from companion.memory.due_times import DueTime
from companion.turns.reply import AssistantTurn

RECENT = timedelta(minutes=1)
"""What is later than this is told and does not ring."""


@dataclass(frozen=True)
class Untold:
    """Something that has fallen due and waits to be said."""

    due: DueTime
    away: Away
    rings: bool
    """Whether it has fallen due just now."""
    once_more: bool = False
    """Whether it was cut before a word of it was heard; only once, for somebody may want silence."""


class TellingDue:
    """Called on the thread of the due times only. What was not said before the program ends is told at the next start."""

    def __init__(
        self,
        deeds: Deeds,
        turn_taking: TurnTaking,
        may_speak: Callable[[], bool],
        via: Callable[[], Via],
        quiet: Callable[[], bool] = lambda: False,
    ) -> None:
        """`may_speak`: whether nobody talks; `via`: whether she speaks or writes now; `quiet`: whether it is in the quiet hours."""
        self._quiet = quiet
        self._deeds, self._turn_taking, self.may_speak, self._via = deeds, turn_taking, may_speak, via
        self.afterwards: Callable[[], None] = lambda: None
        """Called when nothing waits to be told."""
        self._dependencies = turn_taking.dependencies
        self._waiting: list[Untold] = []
        self._ours: set[tuple[int, datetime | None]] = set()
        self._said: tuple[AssistantTurn, list[Untold]] | None = None

    def fell_due(self, due: DueTime, late: timedelta, away: Away) -> None:
        """Tell it as an event, and keep that it is to be said."""
        when = self._deeds.local(due.rung or due.due).replace(tzinfo=None).isoformat(timespec="seconds")
        seconds = round(late.total_seconds(), 3)
        at, held = self._dependencies.clock(), self._is_held(due)
        self._dependencies.emit(
            FellDue(t=at, deed=due.kind, text=due.text, when=when, late_s=seconds, id=due.id, quiet=held)
        )
        self._waiting.append(Untold(due, "quiet" if held else away, late < RECENT and not held))

    def say_next(self) -> None:
        """Say all that waits, in one turn, if nobody talks. Raises CompanionError when the file fails."""
        self._take_back()
        if not self._waiting:
            self.afterwards()
        elif self.may_speak():
            self._say()

    def _say(self) -> None:
        held = [one for one in self._waiting if self._is_held(one.due)]
        self._waiting = [one for one in self._waiting if one in held or self._is_ours(one.due)]
        if self._waiting == held:
            return
        reply = self._turn_taking.begin_unasked(self._via(), first=False)
        if reply is None:
            return
        telling, self._waiting = [one for one in self._waiting if one not in held], held
        reply.ring = max(
            (BY_KIND[one.due.kind] for one in telling if one.rings), key=lambda ring: ring.lasts_s, default=None
        )
        self._turn_taking.ringing = reply if reply.ring and reply.ring.lasts_s else None
        self._said = (reply, telling)
        words = " ".join(self._deeds.tell(one.due, one.away) for one in telling)
        self._dependencies.answering.say_unasked(reply, words)

    def _is_held(self, due: DueTime) -> bool:
        """Whether it may only be shown now."""
        return due.kind == "reminder" and self._quiet()

    def _is_ours(self, due: DueTime) -> bool:
        """Whether this process tells it: the one that says so first in the file."""
        time = (due.id, due.rung)
        if time not in self._ours and self._dependencies.memory.due_times.claim_telling(due):
            self._ours.add(time)
        return time in self._ours

    def _take_back(self) -> None:
        """What was cut before a word of it was heard waits again."""
        if self._said is None or not (self._said[0].text or self._said[0].turn.cancelled):
            return
        (reply, telling), self._said = self._said, None
        cut = [] if reply.text else [one for one in telling if not one.once_more]
        self._waiting = [*(Untold(one.due, one.away, rings=False, once_more=True) for one in cut), *self._waiting]
