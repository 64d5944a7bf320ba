"""Finds what is kept because a line asked for it, and removes what of that goes with the line.

What waits or is in use stays, as paper would: a reminder, an event, a note, a thing on a list, a letter, a piece; it is named, so
that the user knows. What is over goes, and with what goes every receipt about it, whoever asked for that.
"""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import apsw

from companion.text.capital import capital
from companion.text.listing import listed

KeptTable = Literal[
    "due_time", "calendar_event", "list_item", "kept_note", "letter", "piece", "receipt", "diary_line", "to_ask"
]
_KINDS: dict[KeptTable, tuple[str, str, str]] = {
    "due_time": ("kind", "text", "state in ('waiting', 'paused')"),
    "calendar_event": ("'event'", "title", "removed is null"),
    "list_item": ("(select name from kept_list where id = list) || ' list:'", "text", "1"),
    "kept_note": ("'note'", "text", "1"),
    "letter": ("'letter'", "title", "1"),
    "piece": ("'piece'", "title", "1"),
}
"""For each table: what a row is called, its text, and when it is in use. Which of these is over is removed."""
_STRINGS = "(select group_concat(atom, char(10)) from json_tree({}) where type = 'text')"
_WORDS: dict[KeptTable, str] = {
    "calendar_event": "title, place, notes",
    "letter": f"""title, {_STRINGS.format("brief")}, (select group_concat(text || char(10) || instruction, char(10))
        from letter_version where letter_version.letter = letter.id)""",
    "piece": "title, why",
}
"""All columns that hold words, where a row has more of them than its text."""
_LETTERS: tuple[KeptTable, ...] = ("letter",)
OVER = "line_forgotten and (state = 'stopped' or (state = 'over' and told >= rung and rung < ?))"
"""Due times that stayed when their line was forgotten and are over since that moment."""
_SHOWN = 3
"""So many things that stay are named."""
_LONGEST = 60

_Row = tuple[KeptTable, int]
"""A table and an id."""


@dataclass(frozen=True)
class StayingThing:
    """Something that stays when the line that asked for it is forgotten."""

    table: KeptTable
    id: int
    uid: bytes | str
    called: str
    """“reminder”, “note”, “shopping list:”."""
    text: str

    @property
    def in_words(self) -> str:
        """“the reminder “call Amy””."""
        text = " ".join(self.text.split())
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
        return f"the {self.called} “{short}”" if short else f"the {self.called}"


def stay_in_words(things: Sequence[StayingThing]) -> str:
    """“The reminder “call Amy” stays, under To do; remove it there or by saying so.” Empty for nothing."""
    if not things:
        return ""
    names = [one.in_words for one in things[:_SHOWN]]
    if len(things) > _SHOWN:
        names.append(f"{len(things) - _SHOWN} more")
    pages = ["To do"] if any(one.table not in ("letter", "piece") for one in things) else []
    pages += ["Made"] if any(one.table in ("letter", "piece") for one in things) else []
    said, (stay, it) = listed(names), ("stays", "it") if len(things) == 1 else ("stay", "them")
    return f"{capital(said)} {stay}, under {listed(pages)}; remove {it} there or by saying so."


def staying(
    connection: apsw.Connection,
    where: str,
    values: Sequence[object] = (),
    tables: Collection[KeptTable] = tuple(_KINDS),
) -> list[StayingThing]:
    """What is in use in these tables and meets the condition, in the columns `id`, `message` and `made`."""
    found = []
    for table in tables:
        called, text, in_use = _KINDS[table]
        sql = f"select id, uid, {called}, {text} from {table} where {in_use} and ({where}) order by id"
        found += [StayingThing(table, *row) for row in _read(connection, sql, values)]
    return found


def asked_by(connection: apsw.Connection, line: int) -> list[StayingThing]:
    """What is in use and was asked for by this line, with the letters that it told something of."""
    quoting = "id in (select letter from letter_words where message = ?)"
    return [*staying(connection, "message = ?", (line,)), *staying(connection, quoting, (line,), _LETTERS)]


def naming(connection: apsw.Connection, name: str) -> tuple[list[StayingThing], list[tuple[KeptTable, bytes | str]]]:
    """What names this person in any of its words: what is in use, and what is over or a receipt."""
    says = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE).search
    receipts = _read(connection, f"select uid, text, {_STRINGS.format('undo')} from receipt")
    over: list[tuple[KeptTable, bytes | str]] = [("receipt", uid) for uid, *words in receipts if says(_joined(words))]
    used: set[tuple[KeptTable, bytes | str]] = set()
    for table, (_, text, in_use) in _KINDS.items():
        for uid, is_used, *words in _read(connection, f"select uid, {in_use}, {_WORDS.get(table, text)} from {table}"):
            if says(_joined(words)):
                used.add((table, uid)) if is_used else over.append((table, uid))
    return [one for one in staying(connection, "1") if (one.table, one.uid) in used], over


def _joined(words: Iterable[str | None]) -> str:
    return "\n".join(filter(None, words))


def _read(connection: apsw.Connection, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    return connection.execute(sql, values).fetchall()


def messages_of(connection: apsw.Connection, conversations: Iterable[bytes], messages: Iterable[bytes]) -> list[int]:
    """The ids of these messages, and of those of these conversations."""
    in_one = "select id from message where conversation = (select id from conversation where uid = ?)"
    found = [row[0] for uid in conversations for row in _read(connection, in_one, (uid,))]
    one = "select id from message where uid = ?"
    return [*found, *(row[0] for uid in messages for row in _read(connection, one, (uid,)))]


def remove_kept(
    connection: apsw.Connection, lines: Collection[int], kept: Iterable[tuple[KeptTable, bytes | str]]
) -> None:
    """Delete what these lines asked for and is over, and these rows in any case, with the receipts about all of them.

    A due time that waits is marked, so that it goes when it is over. The file may be an old backup that lacks tables.
    """
    tables = {row[0] for row in _read(connection, "select name from sqlite_schema where type = 'table'")}
    going = {found for table, uid in kept if table in tables for found in _with_uid(connection, table, uid)}
    for table in ("due_time", "calendar_event"):
        over = f"select id from {table} where message = ? and not ({_KINDS[table][2]})" if table in tables else ""
        going |= {(table, row[0]) for line in lines if over for row in _read(connection, over, (line,))}
    if "letter" in tables and "letter_words" not in tables:
        for line in lines:
            _remove_words(connection, line)
    if "receipt" in tables:
        _remove_receipts(connection, going, frozenset(lines))
    for table, number in going:
        connection.execute(f"delete from {table} where id = ?", (number,))
    if (
        "due_time" in tables
        and connection.execute("select count(*) from pragma_table_info('due_time') where name = 'line_forgotten'").get
    ):
        mark = "update due_time set line_forgotten = 1 where message = ?"
        connection.executemany(mark, [(line,) for line in lines])


def _remove_words(connection: apsw.Connection, line: int) -> None:
    """Take a line out of the letters of an old backup, which has no table of the lines that they quote."""
    for (said,) in _read(connection, "select trim(text) from message where id = ?", (line,)):
        connection.execute(
            """update letter set brief = json_set(brief, '$.told', (select json_group_array(value)
                from json_each(brief, '$.told') where trim(value) <> ?1))
            where exists (select 1 from json_each(brief, '$.told') where trim(value) = ?1)""",
            (said,),
        )
        connection.execute("update letter_version set instruction = '' where trim(instruction) = ?", (said,))


def _with_uid(connection: apsw.Connection, table: KeptTable, uid: bytes | str) -> list[_Row]:
    return [(table, row[0]) for row in _read(connection, f"select id from {table} where uid = ?", (uid,))]


def _remove_receipts(connection: apsw.Connection, going: set[_Row], lines: frozenset[int]) -> None:
    """Delete the receipts about what goes, and those that could put back what one of these lines had asked for."""
    rows = _read(connection, "select id, deed, undo from receipt where undo is not null") if going or lines else []
    for number, deed, text in rows:
        undo = json.loads(text)
        if not _rows_of(deed, undo).isdisjoint(going) or not lines.isdisjoint(_asked_by(deed, undo)):
            connection.execute("delete from receipt where id = ?", (number,))


def _rows_of(deed: str, undo: dict[str, Any]) -> set[_Row]:
    """The rows that a receipt is about."""
    were = [one["id"] for one in undo.get("were", [])]
    table: KeptTable
    match deed:
        case "timer" | "alarm" | "reminder":
            table, numbers = "due_time", [undo.get("set"), *were]
        case "calendar":
            table, numbers = "calendar_event", [undo.get("added"), *undo.get("removed", []), *were]
        case "list":
            table, numbers = "list_item", [*undo.get("added", []), *(row[0] for row in undo.get("items", []))]
        case "note":
            table, numbers = "kept_note", [undo.get("noted"), *(row[0] for row in undo.get("removed", []))]
        case _:
            table, numbers = (
                ("piece" if deed == "piano" else "letter"),
                [undo.get(name) for name in ("piece", "letter", "finished")],
            )
    return {(table, number) for number in numbers if isinstance(number, int)}


def _asked_by(deed: str, undo: dict[str, Any]) -> set[int]:
    """The lines that asked for what a receipt would put back."""
    rows = undo.get("items" if deed == "list" else "removed", [])
    place = {"list": 5, "note": 3}.get(deed)
    if place is not None:
        return {row[place] for row in rows if row[place] is not None}
    rows = [undo[name] for name in undo if isinstance(undo[name], dict)]
    quoted = {line for row in rows for line, _ in row.get("words", ())}
    return quoted | {row["message"] for row in rows if row.get("message")}
