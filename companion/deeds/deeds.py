"""Carries out what a line asks of the deeds, keeps the receipts, and undoes what was done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.deeds.alarm import AlarmDeed
from companion.deeds.asked import Asked, JustDone, Reading
from companion.deeds.calendar import CalendarDeed
from companion.deeds.clock import ClockDeed
from companion.deeds.deed import Away, Deed, DeedName, DeedQuestion, Done, DueDeed, Request
from companion.deeds.guesser import Guesser
from companion.deeds.heard import as_meant
from companion.deeds.letter import LetterDeed
from companion.deeds.limits import limit_of
from companion.deeds.lists import ListDeed
from companion.deeds.local_time import LocalNow, how_late
from companion.deeds.notes import NoteDeed
from companion.deeds.piano import NoPianist, Pianist, PianoDeed
from companion.deeds.reading import DeedReader
from companion.deeds.reminder import ReminderDeed
from companion.deeds.slot_checks import is_there
from companion.deeds.slot_follow import FollowUps
from companion.deeds.sums import SumDeed
from companion.deeds.timer import TimerDeed
from companion.errors import CompanionError
from companion.gate.tempting import Temptation
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from companion.text.listing import listed


def all_deeds(
    memory: Memory, pianist: Pianist | None = None, remembering: Callable[[], bool] = lambda: True
) -> tuple[Deed, ...]:
    """Every deed, in the order in which they are asked; without a pianist her pieces are only kept.

    `remembering`: whether earlier conversations may come back.
    """
    return (
        PianoDeed(memory, pianist or NoPianist(), remembering=remembering),
        *(ClockDeed(), TimerDeed(memory), AlarmDeed(memory), ReminderDeed(memory)),
        *(CalendarDeed(memory), SumDeed()),
        *(ListDeed(memory), NoteDeed(memory), LetterDeed(memory)),
    )


SWITCHED_OFF = "That is switched off in Settings."


@dataclass(frozen=True)
class Answer:
    """What she says to a line, and what was done."""

    said: str
    receipts: tuple[Receipt, ...] = ()
    undone: tuple[Receipt, ...] = ()
    cannot: tuple[str, ...] = ()
    """What was asked for and she can't do."""


class Deeds:
    """All deeds. Any thread may call it; `carry_out` and `undo` raise CompanionError when the file fails."""

    def __init__(self, memory: Memory, now: LocalNow, deeds: Sequence[Deed] | None = None) -> None:
        self._memory, self._now = memory, now
        self.deeds = tuple(deeds) if deeds is not None else all_deeds(memory)
        guesser = Guesser(
            self.deeds,
            lambda: memory.recall.embedder,
            lambda deed, asked, line: is_there(memory, deed, asked, line, now()),
            FollowUps(memory).request_of,
        )
        self._reader = DeedReader(self.deeds, now, guesser)
        self.off: Callable[[], Collection[str]] = tuple
        """Gives the names of the deeds that the user has switched off."""
        self._open: DeedQuestion | None = None
        self._just_done: JustDone | None = None

    def prepare(self) -> None:
        """Load what takes long, ahead of the first request."""
        for deed in self.deeds:
            deed.prepare()

    def read(self, line: str, her_name: str = "", hers: str = "", spoken: bool = False) -> Reading | None:
        """What the line asks for, None for nothing.

        `hers` is what she said before it: her question may be answered. `spoken`: it was heard, perhaps with slips of the ear.
        """
        just = self._just_done if self._just_done is not None and _said_in(self._just_done.said, hers) else None
        asked = self._open if self._open is not None and _said_in(self._open.text, hers) else None
        return self._reader.read(as_meant(line) if spoken else line, her_name, just, asked)

    def limit(self, line: str, her_name: str = "") -> Temptation | None:
        """What a line that no deed reads asks of her that she cannot do, know or sense, with what she says instead."""
        return limit_of(line, her_name, self._now(), self._memory.recall.embedder)

    def asks_outright(self, line: str, her_name: str = "") -> bool:
        """Whether the line asks for deeds and says nothing else, also when it may be the answer to another question of hers."""
        return self._reader.asks_outright(line, her_name)

    def carry_out(self, reading: Reading, message: int | None = None) -> Answer:
        """Do all of it; `message` is the line that asked."""
        self._open = None
        if reading.capabilities:
            return Answer(self.capabilities())
        if reading.waiting:
            return Answer(self.waiting())
        is_off = bool(reading.asked) and all(map(self._is_off, reading.asked))
        undone = (reading.undo,) if reading.undo is not None and not is_off else ()
        said = [self.undo(one.id) for one in undone]
        if reading.asked:
            said = []
        receipts: list[Receipt] = []
        cannot: list[str] = []
        for one in reading.asked:
            request = one.request
            if self._is_off(one):
                said = [*(words for words in said if words != SWITCHED_OFF), SWITCHED_OFF]
                cannot.append(one.deed.name)
                continue
            done = one.deed.do(request, self._now(), message) if isinstance(request, Request) else request
            if isinstance(done, DeedQuestion):
                self._open = done
                said.append(done.text)
                break
            said.append(done.said)
            if done.cannot:
                cannot.append(done.cannot)
            if done.text:
                receipts.append(self._receipt(one.deed.name, done, message))
                self._just_done = JustDone(done.said, receipts[-1], one)
        return Answer(" ".join(said), tuple(receipts), undone, tuple(cannot))

    def undo(self, receipt: int) -> str:
        """Undo what this receipt proves; what she says of it. Raises CompanionError when that can't be."""
        found = self._memory.receipts.receipt(receipt)
        if found.undone is not None:
            raise CompanionError(f"Receipt {receipt} is undone already; nothing was changed.")
        if not found.undoable:
            raise CompanionError(f"Receipt {receipt} can't be undone; nothing was changed.")
        said = self._deed(found.deed).undo(found, self._now())
        self._memory.receipts.mark_undone(receipt)
        self._just_done = None
        return said

    def stop(self, number: int) -> Answer:
        """Stop what waits for its time, named by its number; what she says of it. Raises CompanionError when it waits no longer."""
        due = self._memory.due_times.due_time(number)
        if due.state not in ("waiting", "paused"):
            raise CompanionError(f"Number {number} waits no longer; nothing was changed.")
        deed = self._due_deed(due.kind)
        return Answer((done := deed.stop(due, self._now())).said, (self._receipt(deed.name, done, None),))

    def tell(self, due: DueTime, away: Away = "") -> str:
        """What she says now of what has fallen due."""
        return self._due_deed(due.kind).tell(due, how_late(due.rung or due.due, now := self._now()), now, away)

    def local(self, moment: datetime) -> datetime:
        """The moment as the clocks here show it."""
        return moment.astimezone(self._now().tzinfo)

    def waiting(self) -> str:
        """What she says of all timers, alarms and reminders that wait for their time."""
        each = (one.waits(self._now()) for one in self.deeds if isinstance(one, DueDeed))
        return " ".join(filter(None, each)) or "Nothing is set: no timer, no alarm, no reminder."

    def capabilities(self) -> str:
        """What she says that she can do: her deeds, and no more."""
        can = [deed.can for deed in self.deeds if deed.name not in self.off()]
        return (
            f"{f'I can {listed(can)}. ' if can else ''}I talk with you and remember what you tell me. "
            "I can't see, look things up, call anybody or work other programs."
        )

    def _is_off(self, one: Asked) -> bool:
        """Whether it sets or makes what is switched off; what was set before can still be stopped."""
        request = one.request.about if isinstance(one.request, DeedQuestion) else one.request
        return request.sets and one.deed.name in self.off()

    def _deed(self, name: str) -> Deed:
        if (deed := next((one for one in self.deeds if one.name == name), None)) is None:
            raise CompanionError(f"This version of the program has no deed called {name}; nothing was changed.")
        return deed

    def _due_deed(self, name: str) -> DueDeed:
        deed = self._deed(name)
        assert isinstance(deed, DueDeed), f"{name} has no due times"
        return deed

    def _receipt(self, deed: DeedName, done: Done, message: int | None) -> Receipt:
        when = done.when.replace(tzinfo=None) if done.when else None
        if not done.kept:
            return Receipt(0, deed, done.text, when, None, self._now().replace(tzinfo=None), message=message)
        return self._memory.receipts.add(deed, done.text, when, done.undo, message)


def _said_in(words: str, hers: str) -> bool:
    """Whether she said these words, or began to: what is cut off when somebody speaks ends in a dash (“Timer, ten—”)."""
    begun = hers.removesuffix("—").rstrip()
    return words in hers or (hers.endswith("—") and bool(begun) and words.startswith(begun))
