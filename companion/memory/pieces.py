"""Keeps the piano pieces she composed as MIDI, and finds them again by number, day or title."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

_COLUMNS = "id, made, title, why, seed, mood, key, seconds, midi, change, played, varies, message"


@dataclass(frozen=True)
class NewPiece:
    """A piece to keep."""

    title: str
    why: str
    """One sentence: why it is as it is."""
    seed: int
    mood: str
    """Such as “calm and sad”."""
    key: str
    """Such as “D minor”."""
    seconds: float
    """How long it lasts."""
    midi: bytes = field(repr=False)
    """A MIDI file without title and reason: these are forgotten with the lines they quote."""
    change: str = ""
    """What was changed in the piece it varies, such as “sadder”."""
    varies: int | None = None
    """The piece it is a variation of."""


@dataclass(frozen=True)
class KeptPiece:
    """A piece of hers."""

    id: int
    made: datetime
    title: str
    why: str
    """Empty when the line it quoted was forgotten."""
    seed: int
    mood: str
    key: str
    seconds: float
    midi: bytes = field(repr=False)
    change: str = ""
    played: datetime | None = None
    """When it was last played; None: never."""
    varies: int | None = None
    message: int | None = None
    """The line that asked for it."""


class KeptPieces:
    """All pieces. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def add(self, piece: NewPiece, message: int | None = None, words: Iterable[int] = ()) -> KeptPiece:
        """Keep a piece. `words`: the lines that its title and reason were taken from; forgetting one forgets both."""
        sql = """insert into piece(made, title, why, seed, mood, key, seconds, midi, change, varies, message)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        values = (
            *(iso_time(self._now()), storable(piece.title), storable(piece.why), piece.seed, piece.mood, piece.key),
            *(piece.seconds, piece.midi, piece.change, piece.varies, message),
        )
        with self._database.writing() as writer:
            writer.execute(sql, values)
            number = int(writer.last_insert_rowid())
            quoted = "insert or ignore into piece_words(piece, message) select ?, id from message where id = ?"
            writer.executemany(quoted, [(number, line) for line in words])
        return self.piece(number)

    def list(self, limit: int = 1000) -> Sequence[KeptPiece]:
        """The pieces, the newest first."""
        rows = self._database.rows(f"select {_COLUMNS} from piece order by made desc, id desc limit ?", (limit,))
        return [_as_piece(row) for row in rows]

    def piece(self, number: int) -> KeptPiece:
        """One piece. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from piece where id = ?", (number,)):
            return _as_piece(row)
        raise CompanionError(f"There is no piece {number}; `companion piano list` shows which there are.")

    def of_day(self, day: date) -> Sequence[KeptPiece]:
        """The pieces of that day, the newest first."""
        sql = f"select {_COLUMNS} from piece where substr(made, 1, 10) = ? order by made desc, id desc"
        return [_as_piece(row) for row in self._database.rows(sql, (day.isoformat(),))]

    def titled(self, title: str) -> Sequence[KeptPiece]:
        """The pieces with that title, the newest first; small and capital letters are the same."""
        wanted = title.casefold().strip()
        return [piece for piece in self.list() if piece.title.casefold() == wanted]

    def last_played(self) -> KeptPiece | None:
        """The piece that was played last; the newest one if none was played; None without pieces."""
        sql = f"select {_COLUMNS} from piece order by coalesce(played, made) desc, id desc limit 1"
        return next((_as_piece(row) for row in self._database.rows(sql)), None)

    def mark_played(self, number: int) -> None:
        """Note that it is being played now."""
        with self._database.writing() as writer:
            writer.execute("update piece set played = ? where id = ?", (iso_time(self._now()), number))

    def rename(self, number: int, title: str) -> KeptPiece:
        """Give a piece another title, in the user's words. Raises CompanionError for an empty one."""
        if not (title := " ".join(storable(title).split())):
            raise CompanionError("A piece needs a title; type one or leave it as it is.")
        with self._database.writing() as writer:
            writer.execute("update piece set title = ? where id = ?", (title, number))
        return self.piece(number)

    def remove(self, number: int) -> None:
        """Delete a piece; its variations stay."""
        with self._database.writing() as writer:
            writer.execute("delete from piece where id = ?", (number,))

    def words_of(self, number: int) -> tuple[int, ...]:
        """The lines that a piece's title and reason were taken from, as far as they are not forgotten."""
        rows = self._database.rows("select message from piece_words where piece = ? order by message", (number,))
        return tuple(int(row[0]) for row in rows)

    def put_back(self, piece: KeptPiece, words: Iterable[int] = ()) -> None:
        """Restore a piece that was removed, with its number and date; `words` as `words_of` told before."""
        sql = f"""insert or replace into piece({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            (select id from piece where id = ?), (select id from message where id = ?))"""
        values = (
            *(piece.id, iso_time(piece.made), piece.title, piece.why, piece.seed, piece.mood, piece.key),
            *(piece.seconds, piece.midi, piece.change, iso_time(piece.played) if piece.played else None),
            *(piece.varies, piece.message),
        )
        quoted = "insert or ignore into piece_words(piece, message) select ?, id from message where id = ?"
        with self._database.writing() as writer:
            writer.execute(sql, values)
            writer.executemany(quoted, [(piece.id, line) for line in words])


def _as_piece(row: tuple[Any, ...]) -> KeptPiece:
    number, made, title, why, seed, mood, key, seconds, midi, change, played, varies, message = row
    return KeptPiece(
        number, datetime.fromisoformat(made), title, why, seed, mood, key, seconds, midi, change,
        datetime.fromisoformat(played) if played else None, varies, message,
    )  # fmt: skip
