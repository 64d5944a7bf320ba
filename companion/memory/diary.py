"""Keeps her diary: a few lines on a day, each with the user's lines that it rests on; and how far she has read each day.

A day begins at five in the morning: an evening that goes past midnight belongs to the day before.
"""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import MESSAGE, Message, as_message, iso_time, storable
from companion.memory.database import Database
from companion.text.calendar_words import DAY_BEGINS

WrittenBy = Literal["mind", "form"]
"""The LLM, or a written form filled by code."""
_COLUMNS = "id, day, text, by, made"

MessageList = list[Message]
DayList = list[tuple[date, datetime]]


@dataclass(frozen=True)
class DiaryLine:
    """A line of her diary."""

    id: int
    day: date
    """The day that it is about."""
    text: str
    """Her words, to the user."""
    by: WrittenBy
    made: datetime
    """Local time, without zone."""
    sources: tuple[Message, ...]
    """The user's lines that it rests on, in the order they were said."""


LineList = list[DiaryLine]


class Diary:
    """The lines in the file. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    @property
    def today(self) -> date:
        """The day that it is now."""
        return day_of(self._now())

    def add(self, day: date, text: str, by: WrittenBy, sources: Sequence[Message]) -> DiaryLine | None:
        """Keep a line; None, and nothing is kept, when one of its sources was forgotten or corrected meanwhile."""
        with self._database.writing() as writer:
            for source in sources:
                row = writer.execute("select text from message where id = ?", (source.id,)).fetchall()
                if row != [(source.text,)]:
                    return None
            writer.execute(
                "insert into diary_line(day, text, by, made) values (?, ?, ?, ?)",
                (day.isoformat(), storable(text), by, iso_time(self._now())),
            )
            number = int(writer.last_insert_rowid())
            writer.executemany(
                "insert or ignore into diary_source(line, message) values (?, ?)",
                [(number, one.id) for one in sources],
            )
        return self.line(number)

    def line(self, number: int) -> DiaryLine:
        """One line. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from diary_line where id = ?", (number,)):
            return self._as_line(row)
        raise CompanionError(f"There is no line {number} in her diary; `companion diary list` shows which there are.")

    def list(self, limit: int = 1000, before: date | None = None) -> LineList:
        """The lines, the newest day first, those of a day in the order they were written; `before`: only of earlier days."""
        sql = f"""select {_COLUMNS} from diary_line where ?1 is null or day < ?1 order by day desc, id limit ?2"""
        rows = self._database.rows(sql, (before.isoformat() if before else None, limit))
        return [self._as_line(row) for row in rows]

    def of_day(self, day: date) -> LineList:
        """The lines on that day, in the order they were written."""
        rows = self._database.rows(f"select {_COLUMNS} from diary_line where day = ? order by id", (day.isoformat(),))
        return [self._as_line(row) for row in rows]

    def said_on(self, day: date) -> MessageList:
        """What was said on that day, in the order it was said, without imported conversations."""
        begins = beginning(day)
        sql = f"""select {MESSAGE} from message m join conversation c on c.id = m.conversation
            where not c.imported and m.at >= ? and m.at < ? order by m.id"""
        span = (iso_time(begins), iso_time(begins + timedelta(days=1)))
        return [as_message(row) for row in self._database.rows(sql, span)]

    def days_to_read(self, since: date) -> DayList:
        """The days from then on in which the user said something she has not read, the earliest first; and when that was last."""
        sql = f"""select date(m.at, '-{DAY_BEGINS} hours') as said_on, max(m.at) from message m
            join conversation c on c.id = m.conversation where not c.imported and m.speaker = 'you' and m.at >= ?
            group by said_on having max(m.id) > coalesce((select through from diary_day where day = said_on), 0)
            order by said_on"""
        rows = self._database.rows(sql, (iso_time(beginning(since)),))
        return [(date.fromisoformat(day), datetime.fromisoformat(at)) for day, at in rows]

    def orders(self, messages: Iterable[Message]) -> frozenset[int]:
        """Those of these messages that asked her to do or to keep something, or told her how to be."""
        numbers = json.dumps([one.id for one in messages])
        sql = """select value from json_each(?1) where value in (select message from receipt)
            or value in (select message from told_rule) or value in (select message from letter_words)
            or value in (select e.message from evidence e join fact f on f.id = e.fact where f.subject = 'boundary')"""
        return frozenset(int(row[0]) for row in self._database.rows(sql, (numbers,)))

    def last_saying(self, word: str, before: datetime, loosely: bool = False) -> Message | None:
        """The user's last line before that moment that has this word as it is written, imported ones too.

        `loosely`: also in other capitals and without its accents, so that “amy” may be Amy, and “rose” Rose.
        """
        spelt: Callable[[str], str] = loose if loosely else str
        sql = f"""select {MESSAGE} from message m where m.speaker = 'you' and m.at < ?2 and m.id in
            (select rowid from words where words match '"' || replace(?1, '"', '') || '"') order by m.at desc, m.id desc"""
        for row in self._database.rows(sql, (word, iso_time(before))):
            if re.search(rf"(?<!\w){re.escape(spelt(word))}(?!\w)", spelt((found := as_message(row)).text)):
                return found
        return None

    def first_said(self) -> datetime | None:
        """When the user's first line was said; None before it."""
        rows = self._database.rows("select min(at) from message where speaker = 'you'")
        return datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None

    def read_through(self, day: date) -> int:
        """The id of the last message of that day that she has read for her diary; 0 for none."""
        rows = self._database.rows("select through from diary_day where day = ?", (day.isoformat(),))
        return int(rows[0][0]) if rows else 0

    def mark_read(self, day: date, through: int) -> None:
        """Note that she has read that day up to this message."""
        sql = "insert into diary_day(day, through) values (?, ?) on conflict(day) do update set through = excluded.through"
        with self._database.writing() as writer:
            writer.execute(sql, (day.isoformat(), through))

    def spent_today(self) -> float:
        """The seconds for which the LLM has worked on the diary since this date began."""
        rows = self._database.rows("select spent from diary_day where day = ?", (self._now().date().isoformat(),))
        return float(rows[0][0]) if rows else 0.0

    def spend(self, seconds: float) -> None:
        """Count these seconds of the LLM's."""
        sql = "insert into diary_day(day, spent) values (?, ?) on conflict(day) do update set spent = spent + excluded.spent"
        with self._database.writing() as writer:
            writer.execute(sql, (self._now().date().isoformat(), seconds))

    def _as_line(self, row: tuple[Any, ...]) -> DiaryLine:
        number, day, text, by, made = row
        sql = f"select {MESSAGE} from message m join diary_source s on s.message = m.id where s.line = ? order by m.id"
        sources = tuple(as_message(one) for one in self._database.rows(sql, (number,)))
        return DiaryLine(number, date.fromisoformat(day), text, by, datetime.fromisoformat(made), sources)


def day_of(moment: datetime) -> date:
    """The day to which a moment belongs."""
    return (moment.replace(tzinfo=None) - timedelta(hours=DAY_BEGINS)).date()


def beginning(day: date) -> datetime:
    """When that day begins."""
    return datetime.combine(day, time(DAY_BEGINS))


def loose(text: str) -> str:
    """The text in lower case and without accents: “José” and “jose” are alike."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()
