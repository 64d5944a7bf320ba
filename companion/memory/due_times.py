"""Keeps the due times of timers, alarms and reminders: what waits, what has rung, and what was told of it."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

DueKind = Literal["timer", "alarm", "reminder"]
DueState = Literal["waiting", "paused", "stopped", "over"]
_COLUMNS = "id, kind, text, due, zone, recurrence, length_s, left_s, state, rung, told, made, message"


@dataclass(frozen=True)
class DueTime:
    """Something that falls due at a moment, perhaps again and again."""

    id: int
    kind: DueKind
    text: str
    """A timer's name, or what to be reminded of; may be empty."""
    due: datetime
    """The next moment, in UTC."""
    zone: str
    """The zone that a recurrence is counted in, such as Europe/Vienna."""
    recurrence: str = ""
    """A rule as in iCalendar (RRULE), without its start; empty for once."""
    length: timedelta | None = None
    """The whole length of a timer, and of what else was asked for in so many minutes: those don't travel with the hours."""
    left: timedelta | None = None
    """What is left of a paused timer."""
    state: DueState = "waiting"
    rung: datetime | None = None
    """The last moment that fell due, in UTC."""
    told: datetime | None = None
    """The last moment that was told to the user, in UTC."""
    made: datetime | None = None
    """Local, without a zone."""
    message: int | None = None

    @property
    def local(self) -> datetime:
        """`due` by the clocks of its zone; by those of this computer where the zone has no name, or none that is in the tables."""
        try:
            return self.due.astimezone(ZoneInfo(self.zone))
        except (KeyError, ValueError, OSError):
            return self.due.astimezone()

    @property
    def untold(self) -> bool:
        """Whether it fell due and the user was not told yet."""
        return self.rung is not None and (self.told is None or self.told < self.rung)


DueTimeList = list[DueTime]
"""Inside `DueTimes`, `list` is the method."""


class DueTimes:
    """All due times. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def add(
        self,
        kind: DueKind,
        text: str,
        due: datetime,
        recurrence: str = "",
        length: timedelta | None = None,
        message: int | None = None,
    ) -> DueTime:
        """Keep one that waits; `due` has a zone.

        A recurrence by days is kept with the hour: in the night in which the clocks leave it out, it rings an hour later, once.
        """
        sql = """insert into due_time(kind, text, due, zone, recurrence, length_s, made, message)
            values (?, ?, ?, ?, ?, ?, ?, ?)"""
        seconds = length.total_seconds() if length is not None else None
        row = (
            kind,
            storable(text),
            _utc(due),
            zone_name(due),
            _with_hour(recurrence, due),
            seconds,
            iso_time(self._now()),
            message,
        )
        with self._database.writing() as writer:
            writer.execute(sql, row)
            number = int(writer.last_insert_rowid())
        return self.due_time(number)

    def due_time(self, number: int) -> DueTime:
        """One of them. Raises CompanionError when there is none with that number."""
        for found in self._select("id = ?", (number,)):
            return found
        raise CompanionError(f"There is no due time {number}; `companion deeds due` shows which there are.")

    def list(self, *kinds: DueKind, states: Sequence[DueState] = ("waiting", "paused")) -> DueTimeList:
        """Those of these kinds (all, if none is named) in these states, the one due first at the front."""
        found = self._select("1", ())
        return [one for one in found if one.state in states and (not kinds or one.kind in kinds)]

    def next_due(self) -> datetime | None:
        """The moment, in UTC, at which the next one falls due; None when none waits."""
        (row,) = self._database.rows("select min(due) from due_time where state = 'waiting'")
        return datetime.fromisoformat(row[0]) if row[0] else None

    def fallen_due(self, now: datetime) -> DueTimeList:
        """Those that wait and whose moment has come, the earliest first; `now` has a zone."""
        return self._select("state = 'waiting' and due <= ?", (_utc(now),))

    def untold(self) -> DueTimeList:
        """Those that have rung and of which the user was not told, the earliest first."""
        return self._select("rung is not null and (told is null or told < rung) and state <> 'stopped'", ())

    def ring(self, one: DueTime, again: datetime | None = None) -> DueTime | None:
        """Note that it has fallen due; it waits for the next time if there is one.

        None when it has been rung or stopped meanwhile, here or in another process.
        """
        sql = "update due_time set rung = due, due = ?, state = ? where id = ? and due = ? and state = 'waiting'"
        values = (_utc(again or one.due), "waiting" if again else "over", one.id, _utc(one.due))
        with self._database.writing() as writer:
            writer.execute(sql, values)
            changed = writer.changes()
        return self.due_time(one.id) if changed else None

    def carry(self, one: DueTime, due: datetime) -> bool:
        """Let it fall due then, in the zone of `due`; False when it has been rung or changed meanwhile, by anybody."""
        sql = "update due_time set due = ?, zone = ? where id = ? and due = ? and zone = ? and state = 'waiting'"
        with self._database.writing() as writer:
            writer.execute(sql, (_utc(due), zone_name(due), one.id, _utc(one.due), one.zone))
            return bool(writer.changes())

    def claim_telling(self, one: DueTime) -> bool:
        """Note that the user is told that it fell due; False when another process has told it, or it rang again since."""
        sql = "update due_time set told = rung where id = ? and rung = ? and (told is null or told < rung)"
        with self._database.writing() as writer:
            writer.execute(sql, (one.id, _utc(one.rung or one.due)))
            return bool(writer.changes())

    def change(
        self,
        number: int,
        state: DueState = "waiting",
        due: datetime | None = None,
        left: timedelta | None = None,
        length: timedelta | None = None,
        text: str | None = None,
        recurrence: str | None = None,
    ) -> DueTime:
        """Put it into this state, and change what is given; `left` is kept only in the state paused."""
        before = self.due_time(number)
        values = (
            *(state, _utc(due or before.due), zone_name(due) if due else before.zone),
            left.total_seconds() if left is not None else None,
            (length or before.length or timedelta()).total_seconds() or None,
            before.text if text is None else storable(text),
            before.recurrence if recurrence is None else _with_hour(recurrence, due or before.due),
        )
        sql = """update due_time set state = ?, due = ?, zone = ?, left_s = ?, length_s = ?, text = ?, recurrence = ?
            where id = ?"""
        with self._database.writing() as writer:
            writer.execute(sql, (*values, number))
        return self.due_time(number)

    def remove(self, number: int) -> None:
        """Delete it, as if it had never been set."""
        with self._database.writing() as writer:
            writer.execute("delete from due_time where id = ?", (number,))

    def _select(self, where: str, values: tuple[object, ...]) -> DueTimeList:
        rows = self._database.rows(f"select {_COLUMNS} from due_time where {where} order by due, id", values)
        return [_as_due_time(row) for row in rows]


def zone_name(moment: datetime) -> str:
    """The name of a moment's zone, such as Europe/Vienna."""
    return str(getattr(moment.tzinfo, "key", None) or "UTC")


def _with_hour(recurrence: str, due: datetime) -> str:
    by_days = re.match(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b", recurrence) and "BYHOUR" not in recurrence
    return f"{recurrence};BYHOUR={due.hour};BYMINUTE={due.minute};BYSECOND={due.second}" if by_days else recurrence


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _span(seconds: float | None) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds is not None else None


def _as_due_time(row: tuple[Any, ...]) -> DueTime:
    number, kind, text, due, zone, recurrence, length, left, state, rung, told, made, message = row
    return DueTime(
        *(number, kind, text, datetime.fromisoformat(due), zone, recurrence, _span(length), _span(left), state),
        *(_moment(rung), _moment(told), _moment(made), message),
    )
