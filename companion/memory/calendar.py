"""Keeps the events of the calendar."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

_COLUMNS = "id, uid, title, begins, ends, zone, recurrence, except_on, place, notes, removed, message"
_ADD = """insert into calendar_event(uid, title, begins, ends, zone, recurrence, except_on, place, notes, message, made)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CHANGE = """update calendar_event set title = ?, begins = ?, ends = ?, zone = ?, recurrence = ?, except_on = ?, place = ?,
    notes = ?, message = ?, removed = null where id = ?"""


@dataclass(frozen=True)
class CalendarEvent:
    """Something that happens at a time or on whole days, perhaps again and again."""

    title: str
    begins: datetime | date
    """The time on the wall in `zone`; a day alone for what lasts whole days."""
    ends: datetime | date | None = None
    """None when nobody said; of whole days the last one."""
    zone: str = "UTC"
    recurrence: str = ""
    """A rule as in iCalendar (RRULE), without its start; empty for once."""
    except_on: tuple[str, ...] = ()
    """Beginnings, ISO, that the recurrence leaves out."""
    place: str = ""
    notes: str = ""
    uid: str = ""
    """Its name in .ics files; empty: a new one is given."""
    id: int = 0
    removed: datetime | None = None
    message: int | None = None

    @property
    def whole_days(self) -> bool:
        """Whether it has no hour."""
        return not isinstance(self.begins, datetime)


class Calendar:
    """All events. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def add(self, event: CalendarEvent) -> CalendarEvent:
        """Keep a new event."""
        with self._database.writing() as writer:
            writer.execute(_ADD, _new(event, iso_time(self._now())))
            number = int(writer.last_insert_rowid())
        return self.event(number)

    def event(self, number: int) -> CalendarEvent:
        """One event, also a removed one. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from calendar_event where id = ?", (number,)):
            return _as_event(row)
        raise CompanionError(f"The calendar has no event {number}; `companion calendar list` shows which there are.")

    def everything(self) -> Sequence[CalendarEvent]:
        """All events, also removed ones."""
        return [_as_event(row) for row in self._database.rows(f"select {_COLUMNS} from calendar_event order by id")]

    def keep(self, added: Iterable[CalendarEvent], changed: Iterable[CalendarEvent], removed: Iterable[int]) -> None:
        """Add, change and take out many events at once: all of it or nothing."""
        at = iso_time(self._now())
        with self._database.writing() as writer:
            writer.executemany(_ADD, [_new(event, at) for event in added])
            writer.executemany(_CHANGE, [(*_row(event), event.id) for event in changed])
            writer.executemany(
                "update calendar_event set removed = ? where id = ?", [(at, number) for number in removed]
            )

    def events(self) -> Sequence[CalendarEvent]:
        """All that is in the calendar, the earliest beginning first."""
        sql = f"select {_COLUMNS} from calendar_event where removed is null order by begins, id"
        return [_as_event(row) for row in self._database.rows(sql)]

    def change(self, event: CalendarEvent) -> CalendarEvent:
        """Keep the event as it is given, under its number; its name in .ics files stays, and what was removed is back."""
        with self._database.writing() as writer:
            writer.execute(_CHANGE, (*_row(event), event.id))
        return self.event(event.id)

    def remove(self, number: int) -> None:
        """Take an event out of the calendar."""
        with self._database.writing() as writer:
            writer.execute("update calendar_event set removed = ? where id = ?", (iso_time(self._now()), number))

    def put_back(self, number: int) -> CalendarEvent:
        """Put a removed event back as it was."""
        return self.change(replace(self.event(number), removed=None))


def _new(event: CalendarEvent, at: str) -> tuple[object, ...]:
    return (event.uid or f"{uuid.uuid4()}@companion", *_row(event), at)


def _row(event: CalendarEvent) -> tuple[object, ...]:
    ends = event.ends.isoformat() if event.ends is not None else ""
    return (
        *(
            storable(event.title),
            event.begins.isoformat(),
            ends,
            event.zone,
            event.recurrence,
            "\n".join(event.except_on),
        ),
        *(storable(event.place), storable(event.notes), event.message),
    )


def wall(text: str) -> datetime | date:
    """A beginning or an end as it is kept: a time on the wall, or a day."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _as_event(row: tuple[Any, ...]) -> CalendarEvent:
    number, uid, title, begins, ends, zone, recurrence, except_on, place, notes, removed, message = row
    return CalendarEvent(
        *(title, wall(begins), wall(ends) if ends else None, zone, recurrence, tuple(except_on.split())),
        *(place, notes, uid, number, datetime.fromisoformat(removed) if removed else None, message),
    )
