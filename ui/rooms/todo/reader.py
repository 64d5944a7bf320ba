"""Reads what waits for its time, and the receipts of what was done, as rows to show. Runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ui.parts.engine_api import Now
from ui.parts.receipts import when_words
from ui.parts.rows import TodoRow
from ui.parts.words import day, plain

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Memory
    from companion.memory.due_times import DueTime
    from companion.memory.receipts import Receipt

TodoGroup = Literal["waiting", "done"]
GROUPS: dict[TodoGroup, str] = {"waiting": "Waiting", "done": "Done"}
_SECTIONS = {"timer": "Timers", "alarm": "Alarms", "reminder": "Reminders"}
MOST_DONE = 100
"""So many receipts are shown."""


@dataclass(frozen=True)
class TodoPage:
    """What is shown of one group."""

    group: TodoGroup
    rows: Sequence[TodoRow]
    waiting: int
    """How many things wait, whichever group is shown."""


def todo_page(memory: Memory, group: TodoGroup, now: Now) -> TodoPage:
    """Read one group."""
    waiting = memory.due_times.list()
    if group == "waiting":
        order = list(_SECTIONS)
        waiting.sort(key=lambda one: (order.index(one.kind), one.state == "paused", one.due))
        rows = [_waiting_row(one, now) for one in waiting]
    else:
        rows = [_done_row(one, now()) for one in memory.receipts.list(MOST_DONE)]
    return TodoPage(group, rows, len(waiting))


def _waiting_row(one: DueTime, now: Now) -> TodoRow:
    from companion.deeds.durations import duration_in_words
    from companion.deeds.local_time import with_zone
    from companion.deeds.moment_words import repetition_in_words

    due = one.due.astimezone(with_zone(now)().tzinfo)
    local, paused = due.replace(tzinfo=None), one.state == "paused"
    when = repetition_in_words(one.recurrence, due) if one.recurrence else when_words(local, now())
    length = duration_in_words(one.length) if one.length is not None else ""
    text = plain(one.text) or one.kind.capitalize()
    told = [one.kind, plain(one.text), length, "paused" if paused else when]
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
