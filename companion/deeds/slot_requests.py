"""Makes a request of the words that were read as slots, for each deed; None where they make no whole request."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from companion.deeds.calendar_grammar import AskCalendar, ChangeEvent, PutIn, title_of
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.list_items import items_of
from companion.deeds.list_names import named_list, to_do
from companion.deeds.list_requests import AboutList, ListAction
from companion.deeds.note_grammar import ReadNotes, RemoveNotes, TakeNote
from companion.deeds.reminder_grammar import OF_WHAT, WHEN, bare_text
from companion.deeds.scheduled_requests import AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.slot_reader import SlotReading
from companion.deeds.slot_times import length_of, time_of
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer

Made = Request | DeedQuestion | None
_FREE = re.compile(r"\b(?:free|clear|busy|available|clash\w*|space|gap)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|what time|what day|which day|what date)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|latest|most recent)\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:all|every(?: single)?|both)\b", re.IGNORECASE)
_KEEPS = re.compile(
    r"\b(?:note|notes|jot|write|writing|put|keep|record|remember|log|memo|take|down|mark|save|scribble|file|stick|pop|make|pen|pencil"
    r"|add|hold on|get that|paper|forget)\b",
    re.IGNORECASE,
)
"""Beside what is to be noted something must ask for it: a line of mere letters is no note."""
_STANDS_FOR = re.compile(r"(?:it|that|this|them|those|these|one|thing|something)", re.IGNORECASE)


def request_of(read: SlotReading, deed: str, line: str, now: datetime) -> Made:
    """What the line asks of this deed; a question where one thing is missing."""
    return _MAKERS[deed](read, line, now) if deed in _MAKERS else None


def _timer(read: SlotReading, line: str, now: datetime) -> Made:
    name = _text(read)
    if read.action in ("set", "add"):
        lengths = [length_of(words) for words in read.all("length")]
        if not lengths and not read.all("when") and not read.all("repeat") and not read.all("by"):
            return DeedQuestion("timer", "For how long?", SetTimer(None, name))
        length = lengths[0] if len(lengths) == 1 and not read.all("repeat") and not read.all("when") else None
        return SetTimer(length, name) if length else None
    which = name or read.one("old")
    if read.action == "more":
        more = length_of(read.one("by"))
        return AddToTimer(more, which) if more is not None else None
    if read.action in ("stop", "cancel", "clear"):
        return AboutTimers("stop", which, read.action == "clear")
    if read.action in ("ask", "list"):
        return AboutTimers("left", which)
    return AboutTimers(read.action, which) if read.action in ("pause", "resume") else None  # type: ignore[arg-type]


def _list(read: SlotReading, line: str, now: datetime) -> Made:
    said = read.one("list")
    name = named_list(f"the {said} list", ()) or said if said else ""
    found = [items_of(words, to_do(name)) for words in read.all("item")]
    if any(one is None for one in found):
        return None
    items = tuple(dict.fromkeys(item for one in found for item in one or ()))
    if read.action == "add":
        return (
            AboutList("add", name, items)
            if items
            else DeedQuestion("list", "What shall I put on it?", AboutList("add", name))
        )
    if read.action in ("remove", "tick"):
        return AboutList(read.action, name, items) if items else None  # type: ignore[arg-type]
    if read.action == "list":
        return AboutList("lists")
    action: ListAction = "ask" if read.action == "ask" and items else "clear" if read.action == "clear" else "read"
    return (
        AboutList(action, name, items if action == "ask" else ()) if read.action in ("ask", "read", "clear") else None
    )


def _alarm(read: SlotReading, line: str, now: datetime) -> Made:
    if read.action == "set":
        time = time_of(read, now)
        return Schedule(time, _text(read)) if time is not None or not read.all("when") else None
    return _of_scheduled(read, now)


def _reminder(read: SlotReading, line: str, now: datetime) -> Made:
    if read.action != "set":
        return _of_scheduled(read, now)
    text, time = bare_text(_text(read)), time_of(read, now)
    if time is None and (read.all("when") or read.all("repeat")):
        return None
    if not text:
        return DeedQuestion("reminder", OF_WHAT, Schedule(time, None))
    return Schedule(time, text) if time is not None else DeedQuestion("reminder", WHEN, Schedule(None, text))


def _of_scheduled(read: SlotReading, now: datetime) -> Made:
    which = " ".join(filter(None, (_text(read), read.one("old"))))
    if read.action in ("cancel", "stop", "clear"):
        if not read.all("old") and read.all("when"):
            which = f"{which} {read.one('when')}".strip()
        return AboutScheduled("stop", which, read.action == "clear")
    if read.action in ("move", "more"):
        by, time = length_of(read.one("by")), time_of(read, now)
        return AboutScheduled("move", which, time=time, by=by) if (by is None) != (time is None) else None
    if read.action == "ask":
        return AboutScheduled("when", which) if which else AboutScheduled("list", time=time_of(read, now))
    return AboutScheduled("list", time=time_of(read, now)) if read.action == "list" else None


def _calendar(read: SlotReading, line: str, now: datetime) -> Made:
    title, time = title_of(_text(read)), time_of(read, now)
    if time is None and read.all("when"):
        return None
    match read.action:
        case "add" | "set":
            return PutIn(time, title) if title and time is not None else None
        case "ask" | "list" | "read":
            if time is not None and not title:
                return AskCalendar("free" if _FREE.search(line) else "days", time)
            if title and time is None and _WHEN.search(line):
                return AskCalendar("when", which=title)
            return AskCalendar("days", time) if time is not None else None
        case "cancel" | "remove" | "clear":
            old = time_of(read, now, ("old", "when"))
            every = read.action == "clear" or bool(_EVERY.search(line))
            return ChangeEvent("cancel", title, old, every and not title) if title or old is not None else None
        case "move" if title and time is not None and not read.all("by"):
            return ChangeEvent("move", title, time)
    return None


def _note(read: SlotReading, line: str, now: datetime) -> Made:
    words = _text(read)
    match read.action:
        case "add" if len(words.split()) > 1 and _KEEPS.search(line.replace(words, " ")):
            return TakeNote(words[:1].upper() + words[1:])
        case "read" | "ask" if words:
            return ReadNotes("about", words)
        case "read" | "list":
            return ReadNotes("last" if _LAST.search(line) else "all")
        case "remove" | "clear" if words:
            return RemoveNotes("about", words)
    return None


def _text(read: SlotReading) -> str:
    """What it is about; empty for a word that only stands for it."""
    words = read.one("text").strip(" ,.;:!?'\"")
    return "" if _STANDS_FOR.fullmatch(words) else words


_MAKERS: Mapping[str, Callable[[SlotReading, str, datetime], Made]] = {
    "timer": _timer,
    "list": _list,
    "alarm": _alarm,
    "reminder": _reminder,
    "calendar": _calendar,
    "note": _note,
}
HAS_SLOTS = frozenset(_MAKERS)
"""The deeds of which a request can be made of slots."""
