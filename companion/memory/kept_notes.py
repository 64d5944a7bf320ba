"""Keeps what the user had noted, word for word, and finds it again."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database
from companion.text.grounding import content_words


@dataclass(frozen=True)
class KeptNote:
    """Something noted."""

    id: int
    text: str
    """The user's own words."""
    made: datetime
    message: int | None = None
    """The line that asked for it."""


class KeptNotes:
    """All notes. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def all(self) -> list[KeptNote]:
        """Every note, the newest first."""
        rows = self._database.rows("select id, text, made, message from kept_note order by made desc, id desc")
        return [_as_note(row) for row in rows]

    def add(self, text: str, message: int | None = None) -> KeptNote:
        """Note this."""
        with self._database.writing() as writer:
            sql = "insert into kept_note(text, made, message) values (?, ?, ?)"
            writer.execute(sql, (storable(text), iso_time(self._now()), message))
            number = int(writer.last_insert_rowid())
        return self.note(number)

    def note(self, number: int) -> KeptNote:
        """One note. Raises CompanionError when there is none with that number."""
        for row in self._database.rows("select id, text, made, message from kept_note where id = ?", (number,)):
            return _as_note(row)
        raise CompanionError(f"There is no note {number} any more; “Read me my notes” tells those there are.")

    def about(self, words: str) -> list[KeptNote]:
        """The notes that have all these words that matter, in any form; the newest first."""
        wanted = stems(words)
        return [note for note in self.all() if wanted and wanted <= stems(note.text)]

    def remove(self, number: int) -> None:
        """Delete a note."""
        with self._database.writing() as writer:
            writer.execute("delete from kept_note where id = ?", (number,))

    def put_back(self, note: KeptNote) -> None:
        """Restore a note with its date."""
        sql = """insert or replace into kept_note(id, text, made, message)
            values (?, ?, ?, (select id from message where id = ?))"""
        with self._database.writing() as writer:
            writer.execute(sql, (note.id, note.text, iso_time(note.made), note.message))


def stems(words: str) -> frozenset[str]:
    """The words that matter, without accents and endings: “Where's the boiler man?” has “boiler” and “man”."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))
    return frozenset(content_words(plain.casefold()))


def _as_note(row: tuple[Any, ...]) -> KeptNote:
    number, text, made, message = row
    return KeptNote(number, text, datetime.fromisoformat(made), message)
