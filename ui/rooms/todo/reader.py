"""Reads what waits, the calendar, lists, notes, and receipts of what was done, as rows to show. Runs in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from companion.text.calendar_words import dated, weekday
from ui.parts.engine_api import Now
from ui.parts.receipts import when_words
from ui.parts.rows import TodoRow
from ui.parts.words import clock, day, plain, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.deeds.calendar_days import Happening
    from companion.memory import Memory
    from companion.memory.due_times import DueTime
    from companion.memory.kept_notes import KeptNote
    from companion.memory.lists import KeptList
    from companion.memory.receipts import Receipt

TodoGroup = Literal["waiting", "calendar", "lists", "notes", "done"]
GROUPS: dict[TodoGroup, str] = {
    "waiting": "Waiting",
    "calendar": "Calendar",
    "lists": "Lists",
    "notes": "Notes",
    "done": "Done",
}
_SECTIONS = {"timer": "Timers", "alarm": "Alarms", "reminder": "Reminders"}
A_WEEK = timedelta(days=7)
"""So far ahead the calendar is shown."""
MOST_DONE = 100
"""So many receipts are shown."""


@dataclass(frozen=True)
class TodoPage:
    """What is shown of one group."""

    group: TodoGroup
    rows: Sequence[TodoRow]
    counts: Mapping[TodoGroup, int]
    """How many things each group has; not of what is done."""


def todo_page(memory: Memory, group: TodoGroup, now: Now) -> TodoPage:
    """Read one group."""
    waiting, week = memory.due_times.list(), _week(memory, now)
    lists, notes = memory.lists.all(), memory.notes.all()
    match group:
        case "waiting":
            order = list(_SECTIONS)
            waiting.sort(key=lambda one: (order.index(one.kind), one.state == "paused", one.due))
            rows = [_waiting_row(one, now) for one in waiting]
        case "calendar":
            rows = [_calendar_row(one, now()) for one in week]
        case "lists":
            rows = [row for one in lists for row in _list_rows(one)]
        case "notes":
            rows = [_note_row(one, now()) for one in notes]
        case "done":
            rows = [_done_row(one, now()) for one in memory.receipts.list(MOST_DONE)]
    counts: dict[TodoGroup, int] = {"waiting": len(waiting), "calendar": len(week)}
    return TodoPage(group, rows, counts | {"lists": len(lists), "notes": len(notes)})


def _week(memory: Memory, now: Now) -> list[Happening]:
    """What is still to come within seven days."""
    from companion.deeds.calendar_days import happenings
    from companion.deeds.local_time import with_zone

    here = with_zone(now)()
    return happenings(memory.calendar.events(), here, here + A_WEEK)


def _calendar_row(one: Happening, now: datetime) -> TodoRow:
    begins, ends = one.begins.replace(tzinfo=None), one.ends.replace(tzinfo=None)
    hours = f"{clock(begins)} to {clock(ends)}" if isinstance(one.event.ends, datetime) else clock(begins)
    details = [
        "all day" if one.whole_days else hours,
        plain(one.event.place),
        "repeats" if one.event.recurrence else "",
    ]
    text, when = plain(one.event.title), " · ".join(filter(None, details))
    named = {0: "Today", 1: "Tomorrow"}.get((max(begins, now).date() - now.date()).days)
    section = named or f"{weekday(begins)} {dated(begins).rpartition(' ')[0]}"
    spoken = f"{section}, {text}, {when.replace(' · ', ', ')}"
    return TodoRow(one.event.id, "calendar", section, text[:1].upper() + text[1:], when, "", spoken)


def _list_rows(kept: KeptList) -> list[TodoRow]:
    """The open ones first."""
    name = plain(kept.name)
    section = name[:1].upper() + name[1:]
    if not kept.items:
        return [TodoRow(0, "list", section, "Nothing on it", "", "", f"{section}, nothing on it", over=True)]
    ordered = sorted(kept.items, key=lambda item: item.ticked is not None)
    return [
        TodoRow(
            *(item.id, "list", section, plain(item.text), "ticked off" if item.ticked else "", ""),
            spoken=f"{section}, {plain(item.text)}{', ticked off' if item.ticked else ''}",
            over=item.ticked is not None,
        )
        for item in ordered
    ]


def _note_row(note: KeptNote, now: datetime) -> TodoRow:
    text, when = plain(note.text), f"{short_day(note.made, now)} {clock(note.made)}"
    return TodoRow(note.id, "note", "", text, when, "", f"{text}, {when}")


def _waiting_row(one: DueTime, now: Now) -> TodoRow:
    from companion.deeds.durations import duration_in_words
    from companion.deeds.local_time import with_zone
    from companion.deeds.moment_words import repetition_in_words

    due = one.due.astimezone(with_zone(now)().tzinfo)
    local, paused = due.replace(tzinfo=None), one.state == "paused"
    when = repetition_in_words(one.recurrence, due) if one.recurrence else when_words(local, now())
    length = duration_in_words(one.length) if one.length is not None else ""
    text = plain(one.text) or one.kind.capitalize()
    left = f"paused with {duration_in_words(one.left)} left" if paused and one.left is not None else "paused"
    told = [one.kind, plain(one.text), length, left if paused else when]
    return TodoRow(
        id=one.id,
        kind=one.kind,
        section=_SECTIONS[one.kind],
        text=text[:1].upper() + text[1:],
        when=" · ".join(filter(None, (length, "paused" if paused else when))),
        button="Stop" if one.kind == "timer" else "Cancel",
        spoken=", ".join(filter(None, told)).capitalize(),
        ends=local.timestamp() if one.kind == "timer" and not paused else 0.0,
        length_s=one.length.total_seconds() if one.length is not None else 0.0,
        left_s=one.left.total_seconds() if one.left is not None else 0.0,
    )


def _done_row(one: Receipt, now: datetime) -> TodoRow:
    happens = when_words(one.happens, now) if one.happens is not None else ""
    state = "undone" if one.undone is not None else ""
    text, details = plain(one.text), " · ".join(filter(None, (one.deed, happens, state)))
    return TodoRow(
        id=one.id,
        kind=one.deed,
        section=day(one.done, now),
        text=text[:1].upper() + text[1:],
        when=details,
        button="Undo" if one.undoable else "",
        spoken=f"{text}, {details.replace(' · ', ', ')}",
        over=one.undone is not None,
    )
