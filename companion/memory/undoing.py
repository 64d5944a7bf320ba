"""Records what a transaction changes, row by row, and puts the rows back.

SQLite's session extension records every row that is deleted or changed, also by triggers and foreign keys. The word indexes
are virtual tables and are not recorded: their triggers restore the words when a row is put back.
"""

# ruff: noqa: S608 - only names of our own tables are put into the SQL

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import apsw

_FIRST = (
    *("conversation", "message", "person", "fact", "told_rule", "due_time", "receipt", "calendar_event"),
    *("kept_list", "kept_note", "letter", "piece", "diary_line", "interview"),
)
"""Tables that others refer to; their rows are put back first."""
_NOT_RECORDED = frozenset({"forgotten", "gone", "meaning_change"})
"""Logs of what happened: undoing must not rewrite them."""

Op = Literal["DELETE", "UPDATE", "INSERT"]
_OPS: dict[str, Op] = {"DELETE": "DELETE", "INSERT": "INSERT", "UPDATE": "UPDATE"}


@dataclass(frozen=True)
class Change:
    """One row that was deleted, changed or inserted."""

    table: str
    op: Op
    key: dict[str, Any]
    """Its primary key, by column."""
    old: dict[str, Any]
    """The old values by column: all of a deleted row, the changed ones of a changed row, none of an inserted one."""


@dataclass
class Recorded:
    """The recorded changes; filled when the block ends."""

    changes: tuple[Change, ...] = field(default=(), repr=False)

    def deleted(self, table: str) -> list[dict[str, Any]]:
        """The rows of that table that were deleted."""
        return [change.old for change in self.changes if change.table == table and change.op == "DELETE"]


@contextmanager
def recording(writer: apsw.Connection) -> Iterator[Recorded]:
    """Record what the block does to the rows of every ordinary table. Must run inside a transaction."""
    recorded = Recorded()
    session = apsw.Session(writer, "main")
    try:
        tables = _tables(writer)
        for table in tables:
            session.attach(table)
        yield recorded
        changes = apsw.Changeset.iter(session.changeset())
        recorded.changes = tuple(_change(change, tables[change.name]) for change in changes)
    finally:
        session.close()


def put_back(writer: apsw.Connection, changes: tuple[Change, ...]) -> None:
    """Restore every row as it was, with its id; what was said and done since stays. Must run inside a transaction."""
    writer.execute("pragma defer_foreign_keys = on")
    for change in sorted(changes, key=_order):
        if change.op == "DELETE":
            _insert(writer, change)
        elif change.op == "UPDATE":
            _set(writer, change)
        else:
            _run(writer, f"delete from {change.table} where {_condition(change.key)}", change.key)
    _restore_todo(writer, changes)


def _order(change: Change) -> tuple[int, int]:
    """Deleted rows first, then changed ones; of these a person's name last, for triggers set it from the facts."""
    place = _FIRST.index(change.table) if change.table in _FIRST else len(_FIRST)
    return (tuple(_OPS).index(change.op), -place if change.op == "UPDATE" else place)


def _change(change: apsw.TableChange, columns: list[str]) -> Change:
    old = change.old if change.old is not None else (apsw.no_change,) * len(columns)
    new = change.new if change.new is not None else (apsw.no_change,) * len(columns)
    key = {columns[i]: new[i] if old[i] is apsw.no_change else old[i] for i in change.pk_columns}
    old_values = {name: value for name, value in zip(columns, old, strict=True) if value is not apsw.no_change}
    return Change(change.name, _OPS[change.op], key, {} if change.op == "INSERT" else old_values)


def _insert(writer: apsw.Connection, change: Change) -> None:
    """Insert the row, replacing what has taken its key since: a conversation begun again, a new summary."""
    columns = list(change.old)
    others = [name for name in columns if name not in change.key]
    rest = "do update set " + ", ".join(f"{name} = excluded.{name}" for name in others) if others else "do nothing"
    marks = ", ".join("?" * len(columns))
    sql = (
        f"insert into {change.table}({', '.join(columns)}) values ({marks}) on conflict({', '.join(change.key)}) {rest}"
    )
    writer.execute(sql, tuple(change.old.values()))


def _set(writer: apsw.Connection, change: Change) -> None:
    values = {name: value for name, value in change.old.items() if name not in change.key}
    sets = ", ".join(f"{name} = ?" for name in values)
    _run(writer, f"update {change.table} set {sets} where {_condition(change.key)}", values, change.key)


def _restore_todo(writer: apsw.Connection, changes: tuple[Change, ...]) -> None:
    """Put messages only on the lists of work they were on before: their vectors and facts are put back with them."""
    for change in changes:
        if change.table == "message" and change.op == "DELETE":
            writer.execute("delete from todo where message = ?", (change.old["id"],))
    for change in changes:
        if change.table == "todo" and change.op == "DELETE":
            _insert(writer, change)


def _condition(key: dict[str, Any]) -> str:
    return " and ".join(f"{name} = ?" for name in key)


def _run(writer: apsw.Connection, sql: str, *values: dict[str, Any]) -> None:
    writer.execute(sql, tuple(value for part in values for value in part.values()))


def _tables(writer: apsw.Connection) -> dict[str, list[str]]:
    """Our ordinary tables and their columns; not virtual tables, nor those SQLite keeps for them."""
    sql = """select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'"""
    names = [str(row[0]) for row in writer.execute(sql).fetchall() if row[0] not in _NOT_RECORDED]
    columns = "select name from pragma_table_info(?) order by cid"
    return {name: [str(row[0]) for row in writer.execute(columns, (name,))] for name in names}
