"""Finds what is kept of what was just done: the timer, alarm, reminder, event, list or note that a line right after may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from companion.deeds.calendar_answers import CalendarAnswers
from companion.deeds.calendar_grammar import AskCalendar, PutIn
from companion.deeds.deed import Request
from companion.deeds.kept_follow import last_kept
from companion.deeds.list_names import meant_list
from companion.deeds.list_requests import AboutList
from companion.deeds.note_grammar import ReadNotes, TakeNote
from companion.deeds.scheduled_requests import those_meant
from companion.deeds.scheduling import Schedule
from companion.deeds.timer_called import meant
from companion.deeds.timer_grammar import SetTimer
from companion.memory import Memory
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import DueKind, DueTime
from companion.memory.kept_notes import KeptNote
from companion.memory.lists import KeptList
from companion.memory.receipts import Receipt


@dataclass(frozen=True)
class JustAsked:
    """What was done right before the line."""

    request: Request
    receipt: Receipt


def makes_new(request: Request) -> bool:
    """Whether it makes something new, beside what was just done."""
    match request:
        case SetTimer() | AboutList(action="add" | "create"):
            return True
        case Schedule(moves=of) | PutIn(moves=of) | TakeNote(instead=of):
            return of is None
    return False


class JustKept:
    """Looks it up; changes nothing."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def due(self, just: JustAsked, kind: DueKind, now: datetime) -> DueTime | None:
        """The timer, alarm or reminder that was just kept, or the only one that was asked about."""
        if just.receipt.deed == kind and (one := last_kept(self._memory, just.receipt)) is not None:
            return one
        waiting = self._memory.due_times.list(kind)
        which = getattr(just.request, "which", "") if just.receipt.deed == kind else ""
        found = meant(which, waiting) if kind == "timer" else those_meant(waiting, which, now)
        return found[0] if just.receipt.deed == kind and len(found) == 1 else None

    def event(self, just: JustAsked, now: datetime) -> CalendarEvent | None:
        """The event that was just put in or moved, or the only one that was asked about."""
        if just.receipt.deed != "calendar":
            return None
        undo = just.receipt.undo or {}
        were = undo.get("were", [])
        number = undo.get("added", were[0]["id"] if len(were) == 1 else None)
        if number is not None:
            return next((one for one in self._memory.calendar.events() if one.id == number), None)
        if not isinstance(just.request, AskCalendar):
            return None
        found = CalendarAnswers(self._memory.calendar).meant(just.request.which, just.request.time, now)
        return found[0].event if len(found) == 1 else None

    def list(self, just: JustAsked) -> KeptList | None:
        """The list that was just changed or read."""
        lists = self._memory.lists.all()
        number = (just.receipt.undo or {}).get("of")
        if number is not None:
            return next((one for one in lists if one.id == number), None)
        name = getattr(just.request, "name", "")
        return (meant_list(name, lists) if name else next(iter(lists), None)) if just.receipt.deed == "list" else None

    def note(self, just: JustAsked) -> KeptNote | None:
        """The note that was just taken, or the only one that was read out."""
        notes = self._memory.notes.all()
        number = (just.receipt.undo or {}).get("noted")
        if number is not None:
            return next((one for one in notes if one.id == number), None)
        if not isinstance(just.request, ReadNotes):
            return None
        found = self._memory.notes.about(just.request.words) if just.request.which == "about" else notes
        return found[0] if len(found) == 1 or (found and just.request.which == "last") else None
