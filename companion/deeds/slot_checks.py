"""Tells whether what a request ends, moves or asks after is there, or is at least named in the line as what it is."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.calendar_answers import CalendarAnswers
from companion.deeds.calendar_grammar import AskCalendar, ChangeEvent, names_the_calendar
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.just_rung import just_rung
from companion.deeds.list_names import items_meant, meant_list
from companion.deeds.list_requests import AboutList
from companion.deeds.note_grammar import ReadNotes, RemoveNotes
from companion.deeds.scheduled_requests import RINGS_FOR, AboutScheduled, PutOff, those_meant
from companion.deeds.timer_called import meant
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, names_a_timer
from companion.memory import Memory

_NAMES_LIST = re.compile(r"\b(?:lists?|shopping|groceries|to.?dos?|packing)\b", re.IGNORECASE)
_NAMES_NOTE = re.compile(r"\b(?:notes?|noted?|wr[io]te|written|jot\w*)\b", re.IGNORECASE)

_ASKS_OF_DAYS = re.compile(
    r"\b(?:what|what's|when|when's|which|who|how many|am i|do i|have i|did i|anything|free|busy|clear|is there|are there)\b",
    re.IGNORECASE,
)


def is_there(memory: Memory, deed: str, asked: Request | DeedQuestion, line: str, now: datetime) -> bool:
    """Whether the request is about something that is kept, or names what it is about; true for all that makes something new."""
    match asked:
        case AboutTimers() | AddToTimer():
            return bool(meant(asked.which, memory.due_times.list("timer"))) or names_a_timer(line)
        case AboutScheduled():
            kept = those_meant(memory.due_times.list("alarm" if deed == "alarm" else "reminder"), asked.which, now)
            return bool(kept) or bool(
                re.search(r"\balarms?\b" if deed == "alarm" else r"\bremind", line, re.IGNORECASE)
            )
        case PutOff():
            rung = just_rung(memory, "alarm" if deed == "alarm" else "reminder", now, RINGS_FOR)
            return rung is not None and rung.rung is not None
        case ChangeEvent():
            days = asked.time if asked.action == "cancel" else None
            return bool(CalendarAnswers(memory.calendar).meant(asked.which, days, now)) or names_the_calendar(line)
        case AskCalendar():
            return bool(_ASKS_OF_DAYS.search(line)) or names_the_calendar(line)
        case AboutList(action=action, name=name, items=items) if action not in ("add", "create"):
            lists = memory.lists.all()
            has = any(items_meant(item, one.items) for item in items for one in lists)
            return has or bool(name and meant_list(name, lists)) or bool(_NAMES_LIST.search(line))
        case ReadNotes() | RemoveNotes():
            return bool(asked.words and memory.notes.about(asked.words)) or bool(_NAMES_NOTE.search(line))
    return True
