"""Makes a request of a line that goes on with what was just done, without naming it: “half past”, “and eggs”, “call it the roast”.

For every deed: the words that were read in the line, and what is kept of what was just done, together make the request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.beside_times import beside, instead, moved_by
from companion.deeds.calendar_answers import CalendarAnswers
from companion.deeds.calendar_grammar import AskCalendar, ChangeEvent, PutIn, title_of
from companion.deeds.calendar_words import begins_at
from companion.deeds.clock_grammar import DaysUntil, TellDate
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.durations import duration_in_words
from companion.deeds.just_kept import JustAsked, JustKept
from companion.deeds.just_rung import just_rung
from companion.deeds.list_follow import IS_COUNT
from companion.deeds.list_items import items_of
from companion.deeds.list_names import items_meant, meant_list, named_list, to_do
from companion.deeds.list_requests import AboutList
from companion.deeds.note_grammar import ReadNotes, RemoveNotes, TakeNote
from companion.deeds.reminder_grammar import bare_text
from companion.deeds.scheduled_requests import RINGS_FOR, AboutScheduled, PutOff, found_by, put_later, those_meant
from companion.deeds.scheduling import Schedule, as_spoken
from companion.deeds.slot_reader import SlotReading
from companion.deeds.slot_requests import STANDS_FOR, request_of
from companion.deeds.slot_times import length_of, time_of
from companion.deeds.timer_called import NameTimer, meant
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer
from companion.memory import Memory
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import DueKind, DueTime
from companion.memory.lists import KeptList

ENDS = ("stop", "cancel", "remove", "clear", "tick")
_SAME = re.compile(r"\b(?:same|again|another|one more|as well|too|also|repeat)\b", re.IGNORECASE)
_OF_KIND = re.compile(r"\b(?:timer|alarm|reminder)s?\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:when|what time|what day|what date|which day|how long|morning|evening|a\.?m\b|p\.?m\b)", re.IGNORECASE
)
_COUNTED = re.compile(r"\b(?:how many|how long|how far)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|both|every|lot|everything)\b", re.IGNORECASE)


Made = Request | DeedQuestion | None


class FollowUps:
    """Makes the requests; reads the file, changes nothing in it."""

    def __init__(self, memory: Memory) -> None:
        self._memory, self._kept = memory, JustKept(memory)
        self._makers: Mapping[str, Callable[[SlotReading, str, datetime, JustAsked], Made]] = {
            "timer": self._timer,
            "alarm": self._alarm,
            "reminder": self._reminder,
            "calendar": self._calendar,
            "list": self._list,
            "note": self._note,
            "clock": self._clock,
        }

    def request_of(self, read: SlotReading, deed: str, line: str, now: datetime, just: JustAsked) -> Made:
        """What the line asks of this deed, of what was just done or beside it; None when that is in doubt."""
        return self._makers[deed](read, line, now, just) if deed in self._makers else None

    def _timer(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        one = self._kept.due(just, "timer", now)
        name = _text(read)
        if read.action in ("set", "add"):
            lengths = [length_of(words) for words in read.all("length")]
            again = one.length if one is not None and not read.all("length") and _SAME.search(line) else None
            length = lengths[0] if len(lengths) == 1 else again
            text = name or (one.text if one is not None and again is not None else "")
            return SetTimer(length, text) if length is not None else None
        running = self._memory.due_times.list("timer")
        if name and read.action != "rename" and (named := meant(name, running)):
            one = named[0] if len(named) == 1 else None
        if not name and len(running) > 1 and _OF_KIND.search(line):
            return None  # it may mean any of them
        if one is None or one.state not in ("waiting", "paused"):
            return request_of(read, "timer", line, now) if name and read.action != "rename" else None
        which = one.text or duration_in_words(one.length or timedelta())
        match read.action:
            case "more":
                more = moved_by(read, line, now)
                return AddToTimer(more, which) if more else None
            case "move" if read.all("length") and one.length is not None:
                length = length_of(read.one("length"))
                return AddToTimer(length - one.length, which) if length and length != one.length else None
            case "move":
                more = moved_by(read, line, now)
                return AddToTimer(more, which) if more else None
            case "rename" if name:
                return NameTimer(name, which)
            case "pause" | "resume":
                return AboutTimers(read.action, which)
            case "ask" | "list":
                return AboutTimers("left", which)
        return AboutTimers("stop", which) if read.action in ENDS else None

    def _alarm(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        return self._scheduled(read, line, now, just, "alarm")

    def _reminder(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        return self._scheduled(read, line, now, just, "reminder")

    def _scheduled(self, read: SlotReading, line: str, now: datetime, just: JustAsked, kind: DueKind) -> Made:
        one = self._kept.due(just, kind, now)
        waiting = self._memory.due_times.list(kind)
        which = " ".join(filter(None, (_text(read), read.one("old"))))
        if read.action not in ("set", "rename") and which and (named := those_meant(waiting, which, now)):
            one = named[0] if len(named) == 1 else None
        if read.action == "set":
            return self._scheduled_beside(read, line, now, just, one)
        if (
            read.action == "snooze"
            and (rung := just_rung(self._memory, kind, now, RINGS_FOR)) is not None
            and rung.rung
        ):
            by = moved_by(read, line, now)
            return PutOff(by) if by is not None else None
        if one is None or one.state != "waiting" or (not which and len(waiting) > 1 and _OF_KIND.search(line)):
            return None
        at = one.due.astimezone(now.tzinfo)
        assert kind in ("alarm", "reminder")
        match read.action:
            case "ask":
                return AboutScheduled("when", found_by(one, now))
            case "list":
                return AboutScheduled("list", time=time_of(read, now))
            case "rename" if _text(read):
                return Schedule(as_spoken(at, one.recurrence), _text(read), moves=one.id)
            case "tick" if one.recurrence:
                return None
            case "move" | "more" | "snooze":
                by = moved_by(read, line, now) if not read.all("when") and not read.all("repeat") else None
                if by is not None:
                    return AboutScheduled("move", found_by(one, now), by=by)
                time = beside(read, at, now, moves=True)
                time = instead(at, one.recurrence, time, now) if time is not None else None
                return Schedule(time, bare_text(_text(read)) or one.text, moves=one.id) if time is not None else None
        return AboutScheduled("stop", found_by(one, now)) if read.action in ENDS else None

    def _scheduled_beside(
        self, read: SlotReading, line: str, now: datetime, just: JustAsked, one: DueTime | None
    ) -> Made:
        """Another alarm or reminder, beside the one or the event that was just kept."""
        event = self._kept.event(just, now)
        at = one.due.astimezone(now.tzinfo) if one is not None else begins_at(event, now) if event is not None else None
        called = one.text if one is not None else event.title if event is not None else ""
        text = bare_text(_text(read)) or called
        if at is None:
            return None
        if not read.all("when") and not read.all("repeat"):
            again = one is not None and bool(_text(read)) and bool(_SAME.search(line))
            return Schedule(as_spoken(at, one.recurrence), text) if again and one is not None else None
        if one is not None and not read.all("when") and not _text(read):
            time = beside(read, at, now, moves=True)
            time = instead(at, one.recurrence, time, now) if time is not None else None
            return Schedule(time, one.text, moves=one.id) if time is not None else None
        time = beside(read, at, now, moves=False)
        if time is not None and not (time.clock or time.ahead or time.repeats) and one is not None:
            time = as_spoken(at).corrected(time)
        return Schedule(time, text) if time is not None and (text or one is not None) else None

    def _calendar(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        event = self._kept.event(just, now)
        title = title_of(_text(read))
        if read.action in ("add", "set"):
            return self._event_beside(read, now, event, title)
        look = CalendarAnswers(self._memory.calendar)
        if title and read.action != "rename":
            found = look.meant(title, None, now)
            event = found[0].event if len(found) == 1 else None
        if read.action in ("ask", "list", "read"):
            time = time_of(read, now)
            if time is not None and not title:
                return AskCalendar("days", time)
            return AskCalendar("when", which=event.title) if event is not None and _WHEN.search(line) else None
        if event is None:
            return request_of(read, "calendar", line, now) if title and read.action != "rename" else None
        at = begins_at(event, now)
        if read.action in ENDS:
            return ChangeEvent("cancel", event.title) if not event.recurrence else None
        if read.action == "rename":
            kept = PutIn(as_spoken(at, event.recurrence), title, whole_days=event.whole_days, moves=event.id)
            return kept if title else None
        by = moved_by(read, line, now) if not read.all("when") and not read.all("repeat") else None
        if by is not None:
            whole = event.whole_days
            if whole and by % timedelta(days=1):
                return None
            moved = as_spoken(put_later(at, by), event.recurrence)
            return PutIn(replace(moved, clock=None) if whole else moved, event.title, whole_days=whole, moves=event.id)
        time = beside(read, at, now, moves=True) if read.action in ("move", "more", "snooze") else None
        if time is None or time.ahead:
            return None
        if event.whole_days and not time.clock:
            days = replace(as_spoken(at), clock=None).corrected(time)
            return PutIn(days, event.title, whole_days=True, moves=event.id)
        moved_to = instead(at, event.recurrence, time, now)
        return PutIn(moved_to, event.title, moves=event.id) if moved_to is not None else None

    def _event_beside(self, read: SlotReading, now: datetime, event: CalendarEvent | None, title: str) -> Made:
        if event is None or not (read.all("when") or read.all("repeat")):
            return None
        at = begins_at(event, now)
        if not title and not read.all("when"):
            time = beside(read, at, now, moves=True)
            time = instead(at, event.recurrence, time, now) if time is not None else None
            return PutIn(time, event.title, moves=event.id) if time is not None and not event.whole_days else None
        time = beside(read, at, now, moves=False)
        if time is None or time.ahead:
            return None
        if event.whole_days and not time.clock:
            return PutIn(time, title or event.title, whole_days=True)
        beside_it = instead(at, "", time, now)
        return PutIn(beside_it, title or event.title) if beside_it is not None else None

    def _list(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        kept = self._kept.list(just)
        lists = self._memory.lists.all()
        said = read.one("list")
        other = (named_list(f"the {said} list", lists) or said) if said else ""
        found = [items_of(words, to_do(other or (kept.name if kept else ""))) for words in read.all("item")]
        if kept is None or any(one is None for one in found):
            return None
        items = tuple(dict.fromkeys(item for one in found for item in one or ()))
        last = tuple((just.receipt.undo or {}).get("asked", ["", []])[1]) or getattr(just.request, "items", ())
        name = other or kept.name
        match read.action:
            case "add" if items and read.all("not") and items_meant(read.one("not"), kept.items):
                return AboutList("swap", kept.name, (read.one("not"),), items[0]) if len(items) == 1 else None
            case "add" if len(items) == 1 and IS_COUNT.fullmatch(items[0]) and len(last) == 1:
                return AboutList("swap", kept.name, last, f"{items[0]} {last[0]}")
            case "add" if items:
                return AboutList("add", name, items)
            case "add" if other and last and meant_list(other, lists) is None:
                return AboutList("add", other, last)
            case "add" if other and last:
                return AboutList("add" if _SAME.search(line) else "move", *_to(kept.name, other, last, line))
            case "remove" | "tick" | "cancel" if items or not _ALL.search(line):
                meant_items = items or last
                if not meant_items or not all(items_meant(one, kept.items) for one in meant_items):
                    return None
                return AboutList("tick" if read.action == "tick" else "remove", kept.name, meant_items)
            case "tick" | "remove" if not items and kept.items:
                return AboutList("tick" if read.action == "tick" else "clear", kept.name, _all_of(kept, read.action))
            case "clear":
                return AboutList("clear", name)
            case "ask" if items:
                return AboutList("ask", name, items)
            case "read" | "ask":
                return AboutList("read", name)
            case "list":
                return AboutList("lists")
        return None

    def _note(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        note = self._kept.note(just)
        words = _text(read)
        if read.action == "add" and words:
            if note is not None and (old := read.one("not")) and old.lower() in note.text.lower():
                text = re.sub(re.escape(old), lambda _: words, note.text, count=1, flags=re.IGNORECASE)
                return TakeNote(text, instead=note.id)
            return TakeNote(words[:1].upper() + words[1:]) if len(words.split()) > 1 else None
        if read.action in ("read", "ask"):
            return ReadNotes("about", words) if words else ReadNotes("last") if note is not None else None
        if read.action == "list":
            return ReadNotes("all")
        if read.action in ENDS and note is not None and not words:
            return RemoveNotes("about", note.text) if self._memory.notes.about(note.text) == [note] else None
        return None

    def _clock(self, read: SlotReading, line: str, now: datetime, just: JustAsked) -> Made:
        if read.all("place") or read.all("when"):
            return request_of(read, "clock", line, now)
        day = just.request.day if isinstance(just.request, TellDate | DaysUntil) else None
        if day is None or read.action != "ask":
            return None
        return DaysUntil(day) if _COUNTED.search(line) else TellDate(day)


def _to(name: str, other: str, items: tuple[str, ...], line: str) -> tuple[str, tuple[str, ...], str]:
    """The list, the items and the other list, for what is put on another list too or instead."""
    return (other, items, "") if _SAME.search(line) else (name, items, other)


def _all_of(kept: KeptList, action: str) -> tuple[str, ...]:
    return tuple(item.text for item in kept.items) if action == "tick" else ()


def _text(read: SlotReading) -> str:
    words = read.one("text").strip(" ,.;:!?'\"")
    return "" if STANDS_FOR.fullmatch(words) else words
