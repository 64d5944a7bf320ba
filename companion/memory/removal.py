"""Removes rows from a memory file of any version by their uids, and overwrites what could be read of them.

The word indexes need care: `secure-delete` removes a word at once, but not the few letters of it that separate two pages of
the index. Where such letters are left of a word that no longer occurs, the index is rewritten.
"""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import apsw

from companion.memory.kept_of_lines import KeptTable, messages_of, remove_kept

Kind = Literal["conversation", "message", "person", "fact", "told_rule"] | KeptTable
_INDEXES = ("words", "stems", "fact_stems")
_LARGEST_VACUUM = 1024 * 1024 * 1024
"""Largest file in bytes that is vacuumed, about a million messages: that takes 16 s, and memory in proportion. Without a
vacuum `secure_delete` leaves a few rows: when SQLite balances a page with its neighbours, a row moved to another page stays
readable in the gap between the cells and is not overwritten when it is deleted (`bench forget` found 4 words of 104)."""


@dataclass(frozen=True)
class ForgottenIds:
    """The uids of what is to be removed."""

    conversations: tuple[bytes, ...] = ()
    """With all their messages."""
    messages: tuple[bytes, ...] = ()
    people: tuple[bytes, ...] = ()
    """With all facts about them."""
    facts: tuple[bytes, ...] = ()
    rules: tuple[bytes, ...] = ()
    kept: tuple[tuple[KeptTable, bytes | str], ...] = ()
    """Rows of what was kept when asked."""

    def pairs(self) -> Iterable[tuple[Kind, bytes | str]]:
        """Each uid with its kind."""
        yield from (("conversation", uid) for uid in self.conversations)
        yield from (("message", uid) for uid in self.messages)
        yield from (("person", uid) for uid in self.people)
        yield from (("fact", uid) for uid in self.facts)
        yield from (("told_rule", uid) for uid in self.rules)
        yield from self.kept


def forgotten_ids(pairs: Iterable[tuple[Any, Any]]) -> ForgottenIds:
    """Group pairs of kind and uid."""
    kinds: dict[str, list[bytes]] = {"conversation": [], "message": [], "person": [], "fact": [], "told_rule": []}
    kept = []
    for kind, uid in pairs:
        if kind in kinds:
            kinds[kind].append(uid)
        else:
            kept.append((kind, uid))
    conversations, messages, people, facts, rules = (tuple(uids) for uids in kinds.values())
    return ForgottenIds(conversations, messages, people, facts, rules, tuple(kept))


def remove(connection: apsw.Connection, gone: ForgottenIds) -> int:
    """Delete these rows inside the caller's transaction, and what the schema's triggers delete with them; how many rows."""
    before = connection.total_changes()
    remove_kept(connection, messages_of(connection, gone.conversations, gone.messages), gone.kept)
    in_conversation = "delete from message where conversation = (select id from conversation where uid = ?)"
    _delete_each(connection, "message", in_conversation, gone.conversations)
    _delete_each(connection, "message", "delete from message where uid = ?", gone.messages)
    _delete_each(connection, "conversation", "delete from conversation where uid = ?", gone.conversations)
    about = "delete from fact where person = (select id from person where uid = ?)"
    _delete_each(connection, "fact", about, gone.people)
    _delete_each(connection, "person", "delete from person where uid = ?", gone.people)
    _delete_each(connection, "fact", "delete from fact where uid = ?", gone.facts)
    _delete_each(connection, "told_rule", "delete from told_rule where uid = ?", gone.rules)
    return connection.total_changes() - before


def scrub(connection: apsw.Connection) -> bool:
    """Overwrite what remains of removed rows: in the word indexes, in free pages, in the write-ahead log.

    False when the log could not be emptied because another connection is reading it. Must be called outside a
    transaction; temporary data stay in memory. Raises apsw.Error.
    """
    for index in _INDEXES:
        if _table_exists(connection, index) and _remains(connection, index):
            _rewrite(connection, index)
    if int(connection.pragma("page_count")) * int(connection.pragma("page_size")) <= _LARGEST_VACUUM:
        connection.execute("vacuum")
    busy = connection.execute("pragma wal_checkpoint(truncate)").fetchall()[0][0]
    return not busy


def _delete_each(connection: apsw.Connection, table: str, sql: str, uids: tuple[bytes, ...]) -> None:
    if uids and _table_exists(connection, table):
        connection.executemany(sql, [(uid,) for uid in uids])


def _table_exists(connection: apsw.Connection, table: str) -> bool:
    """Whether the table exists; an old backup lacks the tables of later versions."""
    return bool(connection.execute("select count(*) from sqlite_schema where name = ?", (table,)).get)


def _remains(connection: apsw.Connection, index: str) -> bool:
    """Whether the index contains the first letters of a word that no longer occurs in it."""
    connection.execute(f"create virtual table temp.terms using fts5vocab(main, {index}, row)")
    try:
        terms: list[tuple[Any, ...]] = connection.execute(f"select term from {index}_idx").fetchall()
        for (term,) in terms:
            beginning = bytes(term)[1:].decode("utf-8", "ignore")
            found = connection.execute("select term from temp.terms where term >= ? limit 1", (beginning,)).get
            if beginning and not str(found or "").startswith(beginning):
                return True
        return False
    finally:
        connection.execute("drop table temp.terms")


def _rewrite(connection: apsw.Connection, index: str) -> None:
    """Rewrite every page by merging. FTS5 skips that for an index with one segment, so a second one is made first."""
    connection.execute("begin immediate")
    try:
        connection.execute(f"insert into {index}(rowid, text) values (-1, 'a')")
        connection.execute(f"insert into {index}({index}) values ('optimize')")
        connection.execute(f"insert into {index}({index}, rowid, text) values ('delete', -1, 'a')")
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.execute("rollback")
