"""Makes a request of the words that were read as slots, for each deed; None where they make no whole request."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from companion.deeds.calendar_grammar import AskCalendar, ChangeEvent, PutIn, title_of
from companion.deeds.clock_grammar import read_clock
from companion.deeds.country import country_of
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.list_items import items_of
from companion.deeds.list_names import named_list, to_do
from companion.deeds.list_requests import AboutList, ListAction
from companion.deeds.note_grammar import ASK_TEXT, ReadNotes, RemoveNotes, TakeNote
from companion.deeds.reminder_grammar import OF_WHAT, WHEN, bare_text
from companion.deeds.scheduled_requests import AboutScheduled, PutOff
from companion.deeds.scheduling import Schedule
from companion.deeds.slot_reader import Slot, SlotReading
from companion.deeds.slot_times import length_of, time_of
from companion.deeds.spoken_times.finding import find_times
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
_LESS = re.compile(
    r"\b(?:earlier|sooner|forwards?|shorter|less|shave|knock|chop|lop|trim|reduce)\b|\btake\b.*\boff\b|\bdown by\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|start|create|make|begin|called|set up|open)\b", re.IGNORECASE)
_HOLD_ON = re.compile(
    r"\b(?:hold|hang|wait|bear|back|give (?:me|us)|just|one) (?:\w+ ){0,2}?(?:a|one|half a) (?:second|sec|tick|mo|moment)\b",
    re.IGNORECASE,
)
"""“Hold it there a second” sets no timer of a second."""
_NEXT = re.compile(r"\b(?:next|coming up|first)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all day|(?:whole|full|entire) day|day off)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:how (?:many (?:days|weeks|sleeps|nights|more)|long|far|soon)|count(?:down)?|(?:days|weeks|sleeps) (?:to|till|until))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:half (?:an? )?(?:dozen )?|(?:a |two |three )?(?:dozen|couple of|few) "
    r"|a (?=(?:pound|pint|kilo|bag|tin|box|jar|bottle|loaf|pack)\b))$",
    re.IGNORECASE,
)
STANDS_FOR = re.compile(r"(?:it|that|this|them|those|these|one|thing|something)", re.IGNORECASE)


def request_of(read: SlotReading, deed: str, line: str, now: datetime) -> Made:
    """What the line asks of this deed; a question where one thing is missing."""
    return _MAKERS[deed](read, line, now) if deed in _MAKERS else None


def _timer(read: SlotReading, line: str, now: datetime) -> Made:
    name = _text(read)
    if read.action in ("set", "add"):
        lengths = [length_of(words) for words in read.all("length")]
        if not lengths and not read.all("when") and not read.all("repeat") and not read.all("by"):
            return DeedQuestion("timer", "For how long?", SetTimer(None, name))
        once = len(set(lengths)) == 1 and not read.all("repeat") and not read.all("when")
        length = lengths[0] if once else None
        return SetTimer(length, name) if length and not _HOLD_ON.search(line) else None
    which = name or read.one("old")
    if read.action in ("more", "move"):
        more = length_of(read.one("by"))
        return AddToTimer(-more if _LESS.search(line) else more, which) if more is not None else None
    if read.action in ("stop", "cancel", "clear"):
        return AboutTimers("stop", which, read.action == "clear")
    if read.action in ("ask", "list"):
        return AboutTimers("left", which)
    return AboutTimers(read.action, which) if read.action in ("pause", "resume") else None  # type: ignore[arg-type]


def _list(read: SlotReading, line: str, now: datetime) -> Made:
    said = read.one("list")
    name = named_list(f"the {said} list", ()) or said if said else ""
    said_items = [_with_amount(one, line) for one in read.slots if one.label == "item"]
    found = [items_of(words, to_do(name)) for words in said_items]
    if any(one is None for one in found):
        return None
    items = tuple(dict.fromkeys(item for one in found for item in one or ()))
    if read.action == "add" and not items and name and _NEW.search(line):
        return AboutList("create", name)
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


def _with_amount(item: Slot, line: str) -> str:
    """The item with the amount right before it: “half a | pound of bacon”."""
    amount = _AMOUNT.search(line[: item.start])
    return f"{amount[0] if amount else ''}{item.words}"


def _alarm(read: SlotReading, line: str, now: datetime) -> Made:
    if read.action == "set":
        time = time_of(read, now)
        return Schedule(time, _text(read)) if time is not None or not read.all("when") else None
    return _of_scheduled(read, line, now)


def _reminder(read: SlotReading, line: str, now: datetime) -> Made:
    if read.action != "set":
        return _of_scheduled(read, line, now)
    text, time = bare_text(_text(read)), time_of(read, now)
    if time is None and (read.all("when") or read.all("repeat")):
        return None
    if not text:
        return DeedQuestion("reminder", OF_WHAT, Schedule(time, None))
    return Schedule(time, text) if time is not None else DeedQuestion("reminder", WHEN, Schedule(None, text))


def _of_scheduled(read: SlotReading, line: str, now: datetime) -> Made:
    which = " ".join(filter(None, (_text(read), read.one("old"))))
    if read.action in ("cancel", "stop", "clear"):
        if not read.all("old") and read.all("when"):
            which = f"{which} {read.one('when')}".strip()
        return AboutScheduled("stop", which, read.action == "clear")
    if read.action == "snooze":
        by = length_of(read.one("by"))
        return PutOff(by) if by is not None else None
    if read.action == "tick":
        return AboutScheduled("stop", which) if which else None
    if read.action in ("move", "more"):
        by, time = length_of(read.one("by")), time_of(read, now)
        if by is not None and _LESS.search(line):
            by = -by
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
            whole = bool(_WHOLE.search(line)) and time is not None and time.clock is None
            if title and time is not None:
                return PutIn(time, title, whole_days=whole)
            return (
                DeedQuestion("calendar", "When is it?", PutIn(None, title))
                if title and not read.all("repeat")
                else None
            )
        case "ask" | "list" | "read":
            if time is not None and not title:
                return AskCalendar("free" if _FREE.search(line) else "days", time)
            if title and time is None and not read.all("when"):
                return AskCalendar("when", which=title)
            if time is None and not read.all("when") and _NEXT.search(line):
                return AskCalendar("next")
            return AskCalendar("days", time) if time is not None else None
        case "cancel" | "remove" | "clear":
            old = time_of(read, now, ("old", "when"))
            every = read.action == "clear" or bool(_EVERY.search(line))
            return ChangeEvent("cancel", title, old, every and not title) if title or old is not None else None
        case "move" | "more" if title and read.all("by") and time is None:
            by = find_times(read.one("by"), now)
            later = by[0] if len(by) == 1 and by[0].only_length and not _LESS.search(line) else None
            return ChangeEvent("move", title, later) if later is not None else None
        case "move" if title and time is not None and not read.all("by"):
            return ChangeEvent("move", title, time)
    return None


def _note(read: SlotReading, line: str, now: datetime) -> Made:
    words = _text(read)
    match read.action:
        case "add" if not words and not read.slots:
            return DeedQuestion("note", ASK_TEXT, TakeNote(""))
        case "add" if len(words.split()) > 1 and _KEEPS.search(line.replace(words, " ")):
            return TakeNote(words[:1].upper() + words[1:])
        case "read" | "ask" if words:
            return ReadNotes("about", words)
        case "read" | "list":
            return ReadNotes("last" if _LAST.search(line) else "all")
        case "remove" | "clear" if words:
            return RemoveNotes("about", words)
    return None


def _clock(read: SlotReading, line: str, now: datetime) -> Made:
    country = country_of(now.tzinfo)
    if read.all("place") and not read.all("when"):
        return read_clock(f"what time is it in {read.one('place')}", now, country)
    day = read.one("when")
    if not day or read.all("place") or read.action != "ask":
        return None
    if found := _COUNTED.search(line):
        return read_clock(f"how many {'weeks' if 'week' in found[0] else 'days'} until {day}", now, country)
    return read_clock(f"what day is {day}", now, country)


def _text(read: SlotReading) -> str:
    """What it is about; empty for a word that only stands for it."""
    words = read.one("text").strip(" ,.;:!?'\"")
    return "" if STANDS_FOR.fullmatch(words) else words


_MAKERS: Mapping[str, Callable[[SlotReading, str, datetime], Made]] = {
    "timer": _timer,
    "list": _list,
    "alarm": _alarm,
    "reminder": _reminder,
    "calendar": _calendar,
    "note": _note,
    "clock": _clock,
}
HAS_SLOTS = frozenset(_MAKERS)
"""The deeds of which a request can be made of slots."""
