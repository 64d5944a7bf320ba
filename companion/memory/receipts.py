"""Keeps the receipts of what she did when asked, and notes which were undone."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

UNDO_KEPT = timedelta(days=30)
"""So long a removal can be undone; then its receipt holds no copy of what was removed any more."""
_COLUMNS = "id, deed, text, happens, undo, done, undone, message"


@dataclass(frozen=True)
class Receipt:
    """The proof that something was done."""

    id: int
    """0 for one that is not kept."""
    deed: str
    """One of: clock, timer, alarm, reminder, calendar, list, note, sum, letter, piano."""
    text: str
    """What was done, in a few words: “pasta, ten minutes”."""
    happens: datetime | None
    """When what was set will happen, local time without a zone."""
    undo: Mapping[str, Any] | None
    """What its deed needs to undo it; None when it can't be undone."""
    done: datetime
    undone: datetime | None = None
    message: int | None = None
    """The line that asked for it."""

    @property
    def undoable(self) -> bool:
        """Whether it can still be undone."""
        return self.undo is not None and self.undone is None


class KeptReceipts:
    """All receipts. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now
        self._looked: date | None = None
        """The day of the last `drop_copies`."""

    def add(
        self,
        deed: str,
        text: str,
        happens: datetime | None,
        undo: Mapping[str, Any] | None,
        message: int | None = None,
    ) -> Receipt:
        """Keep a receipt."""
        sql = "insert into receipt(deed, text, happens, undo, done, message) values (?, ?, ?, ?, ?, ?)"
        when = happens.replace(tzinfo=None).isoformat(timespec="seconds") if happens else ""
        values = (
            deed,
            storable(text),
            when,
            None if undo is None else json.dumps(undo),
            iso_time(self._now()),
            message,
        )
        with self._database.writing() as writer:
            writer.execute(sql, values)
            number = int(writer.last_insert_rowid())
        return self.receipt(number)

    def list(self, limit: int = 100, undone: bool = True) -> list[Receipt]:
        """The last receipts, the newest first; without the undone ones unless `undone`."""
        where = "1" if undone else "undone is null"
        sql = f"select {_COLUMNS} from receipt where {where} order by id desc limit ?"
        return [_as_receipt(row) for row in self._database.rows(sql, (limit,))]

    def lately(self, within: timedelta) -> tuple[tuple[Receipt, timedelta], ...]:
        """What was done within this time and is not undone, the newest first, each with how long ago it was."""
        now = self._now().replace(tzinfo=None)
        found = [(one, max(now - one.done, timedelta())) for one in self.list(undone=False)]
        return tuple((one, ago) for one, ago in found if ago <= within)

    def receipt(self, receipt: int) -> Receipt:
        """One receipt. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from receipt where id = ?", (receipt,)):
            return _as_receipt(row)
        raise CompanionError(f"There is no receipt {receipt}; `companion deeds list` shows which there are.")

    def of_conversation(self, conversation: int) -> dict[int, tuple[Receipt, ...]]:
        """The receipts of what was asked in a conversation, by the message that asked, oldest first."""
        sql = f"""select {_COLUMNS} from receipt where message in (select id from message where conversation = ?)
            order by id"""
        found: dict[int, tuple[Receipt, ...]] = {}
        for receipt in map(_as_receipt, self._database.rows(sql, (conversation,))):
            assert receipt.message is not None
            found[receipt.message] = (*found.get(receipt.message, ()), receipt)
        return found

    def mark_undone(self, receipt: int) -> None:
        """Note that what was done is undone."""
        with self._database.writing() as writer:
            writer.execute("update receipt set undone = ? where id = ?", (iso_time(self._now()), receipt))

    def drop_copies(self) -> bool:
        """Once a day: drop the copies that old receipts hold of what was removed; whether there were any."""
        if self._looked == (today := self._now().date()):
            return False
        self._looked = today
        sql = """update receipt set undo = null where undo is not null and done < ?
            and (deed in ('letter', 'note') and json_extract(undo, '$.removed') is not null
                or deed = 'list' and json_array_length(undo, '$.items') > 0)"""
        with self._database.writing() as writer:
            writer.execute(sql, (iso_time(self._now() - UNDO_KEPT),))
            return bool(writer.changes())


def _as_receipt(row: tuple[Any, ...]) -> Receipt:
    number, deed, text, happens, undo, done, undone, message = row
    return Receipt(
        number,
        deed,
        text,
        datetime.fromisoformat(happens) if happens else None,
        json.loads(undo) if undo is not None else None,
        datetime.fromisoformat(done),
        datetime.fromisoformat(undone) if undone else None,
        message,
    )
