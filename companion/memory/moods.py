"""Keeps how the user's lines seemed to be said, and what a day was like: estimated from them, or in the user's own word."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, TextIO

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time
from companion.memory.database import Database
from companion.memory.diary import beginning, day_of
from companion.memory.forgetting import RemainingCopy
from companion.prosody.day import FELT, Felt, LineMood, felt
from companion.prosody.mood import Mood

_ESTIMATES = "energy, energy_sure, pleasantness, pleasantness_sure, hesitation, hesitation_sure"

WordForDay = Felt | Literal["unknown"]
"""What the user may say of a day; “unknown”: nobody should tell."""
WORDS: tuple[WordForDay, ...] = (*FELT, "unknown")

Figures = Mapping[str, float]
"""Measured figures of a voice, by name."""


@dataclass(frozen=True)
class DayMood:
    """What a day was like on which the user talked."""

    day: date
    words: int
    """How many the user said or typed."""
    felt: Felt | None
    """None: can't tell."""
    corrected: bool
    """Whether this is the user's own word."""


DayMoods = list[DayMood]
FiguresList = list[dict[str, float]]


@dataclass(frozen=True)
class DeletedMoods:
    """What became of a wish to delete estimates."""

    lines: int
    """Of how many lines they were."""
    remaining: tuple[RemainingCopy, ...]
    """The backups that still have them."""


class Copies(Protocol):
    """The backups of the file that this program made."""

    def change(self, delete: Callable[[apsw.Connection], int]) -> tuple[RemainingCopy, ...]:
        """Let `delete` delete rows of every backup; returns the backups where that failed."""


class Moods:
    """The estimates in the file. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now, copies: Copies) -> None:
        self._database, self._now, self._copies = database, now, copies

    def keep(self, message: int, mood: Mood, figures: Figures | None) -> None:
        """Keep the estimate of a line, unless the line was forgotten meanwhile; `figures` of its sound, if it had one."""
        estimates = (mood.energy, mood.pleasantness, mood.hesitation)
        values = [part for one in estimates for part in (one.value, one.confidence)]
        sql = """insert or replace into line_mood select id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 from message where id = ?1"""
        with self._database.writing() as writer:
            writer.execute(sql, (message, *values, json.dumps(dict(figures)) if figures else None))

    def figures(self, limit: int) -> FiguresList:
        """Those of the last `limit` spoken lines, the oldest first: what is usual for this speaker."""
        sql = """select figures from line_mood where figures is not null order by message desc limit ?"""
        return [json.loads(row[0]) for row in reversed(self._database.rows(sql, (limit,)))]

    def days(self, first: date, last: date) -> DayMoods:
        """The days on which the user talked, from `first` to `last`, the earliest first; imported conversations are left out."""
        sql = """select m.at, length(m.text) - length(replace(m.text, ' ', '')) + 1,
                l.energy, l.energy_sure, l.pleasantness, l.pleasantness_sure
            from message m join conversation c on c.id = m.conversation left join line_mood l on l.message = m.id
            where not c.imported and m.speaker = 'you' and m.at >= ? and m.at < ? order by m.at"""
        span = (iso_time(beginning(first)), iso_time(beginning(last + timedelta(days=1))))
        words: dict[date, int] = {}
        lines: dict[date, list[LineMood]] = {}
        for at, count, energy, energy_sure, pleasantness, pleasantness_sure in self._database.rows(sql, span):
            day = day_of(datetime.fromisoformat(at))
            words[day] = words.get(day, 0) + int(count)
            if energy_sure is not None:
                lines.setdefault(day, []).append(LineMood(energy, energy_sure, pleasantness, pleasantness_sure))
        corrected = self._corrected(first, last)
        return [
            DayMood(day, count, _felt(corrected.get(day), lines.get(day, [])), day in corrected)
            for day, count in words.items()
        ]

    def all_days(self) -> DayMoods:
        """Every day on which the user talked, the earliest first."""
        first, last = self._database.rows("select min(at), max(at) from message where speaker = 'you'")[0]
        if first is None:
            return []
        return self.days(day_of(datetime.fromisoformat(first)), day_of(datetime.fromisoformat(last)))

    def lines(self) -> list[tuple[Any, ...]]:
        """Every estimate: the `uid` of its line, then the columns of _ESTIMATES."""
        sql = f"select hex(m.uid), {_ESTIMATES} from line_mood l join message m on m.id = l.message order by m.id"
        return self._database.rows(sql)

    def day(self, day: date) -> DayMood:
        """One day. Raises CompanionError if the user did not talk on it."""
        for one in self.days(day, day):
            return one
        raise CompanionError(f"Nothing was said on {day:%Y-%m-%d}; `companion history moods` shows the days there are.")

    def correct(self, day: date, word: WordForDay) -> None:
        """Keep the user's own word for a day. Raises CompanionError if the user did not talk on it."""
        self.day(day)
        sql = "insert into day_mood(day, felt) values (?, ?) on conflict(day) do update set felt = excluded.felt"
        with self._database.writing() as writer:
            writer.execute(sql, (day.isoformat(), word))

    def delete(self, day: date | None = None) -> DeletedMoods:
        """Delete what is kept of a day, or of all days: estimates, figures of the voice, words; what was said stays.

        In the file and in its backups, where it is overwritten; may take seconds.
        """
        with self._database.writing() as writer:
            lines, _days = _delete(writer, day)
        return DeletedMoods(lines, self._copies.change(lambda copy: sum(_delete(copy, day))))

    def _corrected(self, first: date, last: date) -> dict[date, str]:
        sql = "select day, felt from day_mood where day >= ? and day <= ?"
        rows = self._database.rows(sql, (first.isoformat(), last.isoformat()))
        return {date.fromisoformat(day): word for day, word in rows}


def _delete(connection: apsw.Connection, day: date | None) -> tuple[int, int]:
    """Delete the estimates of a day, or of all; of how many lines, and how many words for a day. An old backup may have none."""
    if not connection.execute("select 1 from sqlite_schema where name = 'line_mood'").fetchall():
        return 0, 0
    span = (None, None) if day is None else (iso_time(beginning(day)), iso_time(beginning(day + timedelta(days=1))))
    sql = """delete from line_mood where ?1 is null or message in (select id from message where at >= ?1 and at < ?2)"""
    connection.execute(sql, span)
    lines = int(connection.changes())
    connection.execute("delete from day_mood where ?1 is null or day = ?1", (day.isoformat() if day else None,))
    return lines, int(connection.changes())


def _felt(word: str | None, lines: list[LineMood]) -> Felt | None:
    """The user's word, or what the lines tell."""
    if word is None:
        return felt(lines)
    return next((one for one in FELT if one == word), None)


def day_as_json(one: DayMood) -> dict[str, Any]:
    """A day as it is printed and exported."""
    return {"day": one.day.isoformat(), "words": one.words, "felt": one.felt, "corrected": one.corrected}


def moods_as_json(moods: Moods) -> dict[str, Any]:
    """{"days": as `day_as_json`, "lines": {"message": its `uid`, "energy", "energy_sure" …}}; null: can't tell."""
    names = ("message", *_ESTIMATES.split(", "))
    days = [day_as_json(one) for one in moods.all_days()]
    return {"days": days, "lines": [dict(zip(names, row, strict=True)) for row in moods.lines()]}


def write_moods(moods: Moods, out: TextIO) -> None:
    """The days in words, as Markdown."""
    days = moods.all_days()
    if days:
        told = (f"- {one.day} {one.felt or 'can’t tell'}{' (your word)' if one.corrected else ''}" for one in days)
        out.write("# How the days seemed\n\n" + "\n".join(told) + "\n\n")
