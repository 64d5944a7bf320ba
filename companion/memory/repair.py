"""Repairs a damaged memory: copies everything that can be read into a new file, and names what is lost.

Each page of the file carries a tag by which damage is detected, so a row is either read as it was or not at all. Tables are
read in ranges of rows; a range that fails is halved until only the unreadable rows are left out. Indexes are rebuilt. The index
of times still tells which messages there were, and when; lost ones are looked for in the backups.
"""

# ruff: noqa: S608 - only names of our own tables are put into the SQL

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import copy_private
from companion.memory.database import connect, open_database
from companion.memory.keys import Key
from companion.memory.restoring import replace_memory, require_not_in_use
from companion.text.calendar_words import dated

_TABLES = (
    "conversation", "message", "person", "fact", "evidence", "refused", "day", "drawn_on", "meaning", "told_rule", "receipt",
    "due_time", "calendar_event", "kept_list", "list_item", "kept_note", "letter", "letter_version",
    "letter_words", "piece", "piece_words", "interview", "interview_answer", "unasked", "line_mood", "day_mood", "neutral_line",
    "diary_line", "diary_source", "diary_day", "to_ask", "forgotten", "gone", "todo",
)  # fmt: skip
"""The tables to copy; a table comes after those it refers to."""
_OF_MESSAGES = (
    *("evidence", "refused", "meaning", "todo", "letter_words", "piece_words", "interview_answer", "line_mood"),
    *("diary_source", "to_ask", "neutral_line"),
)

_LIKELY_LAST = 1 << 20

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Repaired:
    """The result of a repair."""

    messages: int
    """How many were saved, including those found in backups."""
    from_copies: int
    """How many of these were found only in backups."""
    lost: tuple[str, ...]
    """What could not be read or found, a phrase each: “12 messages of 3 to 5 March 2026”."""
    kept: Path | None
    """Where the damaged file was moved to."""


def repair(environment: Environment, key: Key) -> Repaired:
    """Replace the damaged file by one with everything that can be read, and move the damaged one to the backups.

    Raises CompanionError when nothing can be read, the disk is full, or another process has the memory open.
    """
    require_not_in_use(environment)
    memory = environment.memory_file
    try:
        with tempfile.TemporaryDirectory(prefix="repairing-", dir=environment.home) as folder:
            damaged, draft = Path(folder) / "damaged.db", Path(folder) / "draft.db"
            for end in ("", "-wal"):
                if memory.with_name(memory.name + end).exists():
                    copy_private(memory.with_name(memory.name + end), damaged.with_name(damaged.name + end))
            with closing(_readable(damaged, environment, key)) as source:
                repaired = _salvage(source, draft, environment, key)
            return Repaired(*repaired, replace_memory(environment, draft, "damaged"))
    except OSError as error:
        raise CompanionError(f"{memory} can't be repaired ({error.strerror}); free some space, or allow it.") from error


def _readable(damaged: Path, environment: Environment, key: Key) -> apsw.Connection:
    try:
        return connect(damaged, key, damaged=True)
    except (apsw.NotADBError, apsw.CorruptError, FileNotFoundError) as error:
        raise CompanionError(
            f"Nothing of {environment.memory_file} can be read, its first page is damaged; put a copy from "
            f"{environment.home / 'backups'} in its place with `companion restore FILE`."
        ) from error


def _salvage(
    source: apsw.Connection, draft: Path, environment: Environment, key: Key
) -> tuple[int, int, tuple[str, ...]]:
    """Fill the new file; returns the number of messages, how many of them came from backups, and what is lost."""
    database = open_database(draft, key)
    try:
        with database.alone() as writer:
            writer.pragma("foreign_keys", False)
            writer.pragma("synchronous", "OFF")
        with database.writing() as writer:
            lost = [phrase for table in _TABLES if (phrase := _copy_table(source, writer, table))]
            missing = _missing(source, writer)
            found = _found_in_copies(writer, environment, key, missing.times.keys())
            _make_consistent(writer)
            messages = int(writer.execute("select count(*) from message").get)
        with database.alone() as writer:
            writer.pragma("synchronous", "FULL")
            writer.execute("pragma wal_checkpoint(truncate)").fetchall()
    finally:
        database.close()
    still = _Missing({number: at for number, at in missing.times.items() if number not in found}, missing.certain)
    return messages, len(found), (*([_described(still)] if still.times else []), *lost)


def _copy_table(source: apsw.Connection, writer: apsw.Connection, table: str) -> str:
    """Copy every readable row of a table, in the columns both files have; returns a phrase for what is lost.

    Lost messages, and what can be made again, are not mentioned here.
    """
    columns = [name for name in _columns(writer, table) if name in _columns(source, table)]
    if not columns:
        return ""  # the damaged file is older than this table
    if table == "todo":
        writer.execute("delete from todo")
    marks = ", ".join("?" * len(columns))
    sql = f"insert or replace into {table}({', '.join(columns)}) values ({marks})"
    failed = False
    for rows in _readable_rows(source, table, ", ".join(columns)):
        failed |= rows is None
        writer.executemany(sql, rows or [])
    if failed and table == "todo":
        writer.execute("insert or ignore into todo(job, message) select 'meaning', id from message")
        writer.execute("insert or ignore into todo(job, message) select 'facts', id from message where speaker = 'you'")
    return (
        f"some rows of the table “{table}”"
        if failed and table not in ("message", "meaning", "todo", "drawn_on")
        else ""
    )


def _readable_rows(source: apsw.Connection, table: str, columns: str) -> Iterator[Rows | None]:
    """The rows in batches; None for a batch that can't be read."""
    if _without_rowid(source, table):
        yield from _from_both_ends(source, table, columns)
        return
    try:
        last = source.execute(f"select max(rowid) from {table}").get
    except apsw.Error:
        last = _last_number(source, table)
    pending = [(0, int(last or 0) + 1)]
    while pending:
        first, end = pending.pop()
        try:
            yield source.execute(
                f"select {columns} from {table} where rowid >= ? and rowid < ?", (first, end)
            ).fetchall()
        except apsw.Error:
            middle = (first + end) // 2
            if end - first <= 1:
                yield None
            else:
                pending += [(middle, end), (first, middle)]


def _last_number(source: apsw.Connection, table: str) -> int:
    """The last row id given out; a very high one where that can't be read or is not stored."""
    sql = "select coalesce((select seq from sqlite_sequence where name = ?), 2 * max(seq)) from sqlite_sequence"
    try:
        known = source.execute(sql, (table,)).get
        return int(known or _LIKELY_LAST)
    except apsw.Error:
        return _LIKELY_LAST


def _from_both_ends(source: apsw.Connection, table: str, columns: str) -> Iterator[Rows | None]:
    """The rows of a table without rowid: forwards up to the damage, then backwards up to it."""
    for order in ("", " order by " + ", ".join(f"{name} desc" for name in _keys(source, table))):
        rows: Rows = []
        try:
            for row in source.execute(f"select {columns} from {table}{order}"):
                rows.append(row)
        except apsw.Error:
            yield rows
            yield None
        else:
            yield rows
            return


@dataclass(frozen=True)
class _Missing:
    """Messages that existed and could not be read."""

    times: dict[int, datetime | None]
    """When each was said, where that is known, by id."""
    certain: bool
    """False when the indexes that list them are damaged too: then messages that were deleted are counted as well."""


def _missing(source: apsw.Connection, writer: apsw.Connection) -> _Missing:
    there = {row[0] for row in writer.execute("select id from message")}
    found: dict[int, datetime | None] = {}
    certain = False
    for sql in (
        "select id, null from message indexed by message_of_conversation where conversation > 0",
        "select id, at from message indexed by message_by_time where at > ''",
    ):
        try:
            for number, at in source.execute(sql):
                if number not in there:
                    found[number] = datetime.fromisoformat(at) if at else found.get(number)
            certain = True
        except apsw.Error:
            continue  # this index is damaged, or newer than the file
    return _Missing(found if certain else _gaps(writer, _last_number(source, "message")) | found, certain)


def _gaps(writer: apsw.Connection, last: int) -> dict[int, datetime | None]:
    """Ids that no saved message has, each with the time of the message before it."""
    gaps: dict[int, datetime | None] = {}
    next_one, before = 1, None
    saved: Rows = writer.execute("select id, at from message order by id").fetchall()
    for number, at in (*saved, (last + 1, None)):
        gaps |= dict.fromkeys(range(next_one, number), before)
        next_one, before = number + 1, datetime.fromisoformat(at) if at else None
    return gaps


def _found_in_copies(writer: apsw.Connection, environment: Environment, key: Key, missing: Collection[int]) -> set[int]:
    """Restore lost messages from the backups, except those forgotten since; returns the ids found."""
    found: set[int] = set()
    for path in sorted(
        (environment.home / "backups").glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True
    ):
        if len(found) == len(missing):
            break
        try:
            with closing(connect(path, key)) as copy:
                found |= {number for number in missing if number not in found and _copy_message(copy, writer, number)}
        except apsw.Error:
            continue  # this backup can't be read either
    return found


def _copy_message(copy: apsw.Connection, writer: apsw.Connection, number: int) -> bool:
    names = "id, uid, conversation, speaker, text, at, via, interrupted"
    row = copy.execute(f"select {names} from message where id = ?", (number,)).fetchone()
    if row is None or writer.execute("select 1 from gone where kind = 'message' and uid = ?", (row[1],)).get:
        return False
    writer.execute(f"insert or ignore into message({names}) values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return bool(writer.changes())


def _make_consistent(writer: apsw.Connection) -> None:
    """Delete rows that refer to something lost, add lost rows of conversations, and rebuild the indexes.

    A fact or a rule that has lost all its quotes stays, as if it were written by hand.
    """
    writer.execute("""insert into conversation(id, started) select conversation, min(at) from message
        where conversation not in (select id from conversation) group by conversation""")
    writer.execute("delete from evidence where fact not in (select id from fact)")
    writer.execute("""update fact set origin = 'added' where not exists
        (select 1 from evidence e join message m on m.id = e.message where e.fact = fact.id)""")
    for table in _OF_MESSAGES:
        writer.execute(f"delete from {table} where message not in (select id from message)")
    gone = "not in (select id from message)"
    writer.execute(f"delete from drawn_on where message {gone} or reply {gone}")
    writer.execute("delete from day where conversation not in (select id from conversation)")
    writer.execute("delete from gone where forgotten not in (select id from forgotten)")
    writer.execute("update fact set person = null where person not in (select id from person)")
    writer.execute("update fact set superseded_by = null where superseded_by not in (select id from fact)")
    writer.execute("update told_rule set message = null where message not in (select id from message)")
    writer.execute("delete from diary_source where line not in (select id from diary_line)")
    writer.execute("delete from diary_line where id not in (select line from diary_source)")
    writer.execute("delete from interview_answer where interview not in (select id from interview)")
    for table in ("receipt", "unasked"):
        writer.execute(f"delete from {table} where message not in (select id from message)")
    writer.execute("delete from list_item where list not in (select id from kept_list)")
    writer.execute("delete from letter_version where letter not in (select id from letter)")
    writer.execute("delete from letter_words where letter not in (select id from letter)")
    writer.execute("delete from piece_words where piece not in (select id from piece)")
    writer.execute("update piece set varies = null where varies not in (select id from piece)")
    for table in ("due_time", "calendar_event", "list_item", "kept_note", "letter", "piece"):
        writer.execute(f"update {table} set message = null where message not in (select id from message)")
    writer.execute("update told_rule set replaced_by = null where replaced_by not in (select id from told_rule)")
    for index in ("words", "stems", "fact_stems"):
        writer.execute(f"insert into {index}({index}) values ('rebuild')")


def _described(missing: _Missing) -> str:
    """The phrase for the user: “12 messages of 3 to 5 March 2026”."""
    many = len(missing.times)
    count = f"{'' if missing.certain else 'up to '}{many} message{'s' if many > 1 else ''}"
    days = sorted({at.date() for at in missing.times.values() if at is not None})
    if not days:
        return count
    if days[0] == days[-1]:
        return f"{count} of {dated(days[0])}"
    return f"{count} of {dated(days[0])} to {dated(days[-1])}"


def _columns(connection: apsw.Connection, table: str) -> list[str]:
    return [str(row[0]) for row in connection.execute("select name from pragma_table_info(?) order by cid", (table,))]


def _keys(connection: apsw.Connection, table: str) -> list[str]:
    return [
        str(row[0])
        for row in connection.execute("select name from pragma_table_info(?) where pk order by pk", (table,))
    ]


def _without_rowid(connection: apsw.Connection, table: str) -> bool:
    return bool(connection.execute("select wr from pragma_table_list(?) where schema = 'main'", (table,)).get)
