"""Keeps what she said unasked: when, of which kind, on which line of the user's it rests, and whether it was not wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from companion.environment import Now
from companion.memory.conversations import iso_time
from companion.memory.database import Database

UnaskedKind = Literal["greeting", "loose end", "date", "flashback", "person", "hush"]
"""“hush”: she said nothing; the user did not want to be spoken to just then."""
_COLUMNS = "id, kind, at, place, dismissed, message"


@dataclass(frozen=True)
class SaidUnasked:
    """One thing that she said unasked, or that is not to be said."""

    id: int
    kind: UnaskedKind
    at: datetime
    """Local, without a zone."""
    place: int
    """Where in the line its loose end begins."""
    dismissed: bool
    """Whether the user did not want it."""
    message: int | None
    """The line of the user's that it rests on."""


class UnaskedSayings:
    """All of them. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def add(
        self, kind: UnaskedKind, message: int | None = None, place: int = 0, dismissed: bool = False
    ) -> SaidUnasked:
        """Note that it is being said now, or that it is not wanted. A line that was forgotten meanwhile is not noted."""
        sql = """insert into unasked(kind, at, place, dismissed, message)
            values (?, ?, ?, ?, (select id from message where id = ?))"""
        with self._database.writing() as writer:
            writer.execute(sql, (kind, iso_time(self._now()), place, int(dismissed), message))
            number = int(writer.last_insert_rowid())
        return _as_said(self._database.rows(f"select {_COLUMNS} from unasked where id = ?", (number,))[0])  # noqa: S608

    def all(self) -> list[SaidUnasked]:
        """Every one, the oldest first."""
        return [_as_said(row) for row in self._database.rows(f"select {_COLUMNS} from unasked order by id")]  # noqa: S608

    def dismiss(self, number: int) -> None:
        """Note that the user did not want this."""
        with self._database.writing() as writer:
            writer.execute("update unasked set dismissed = 1 where id = ?", (number,))

    def dismiss_last(self) -> None:
        """Note that the user did not want what was said last."""
        with self._database.writing() as writer:
            writer.execute("""update unasked set dismissed = 1 where kind <> 'hush' and at >= (select substr(max(at), 1, 19)
                from unasked where kind <> 'hush')""")

    def heard_from_since(self, moment: datetime) -> bool:
        """Whether the user has said anything since then."""
        sql = "select exists (select 1 from message where speaker = 'you' and at > ?)"
        return bool(self._database.rows(sql, (iso_time(moment),))[0][0])


def _as_said(row: tuple[Any, ...]) -> SaidUnasked:
    number, kind, at, place, dismissed, message = row
    return SaidUnasked(number, kind, datetime.fromisoformat(at), place, bool(dismissed), message)
