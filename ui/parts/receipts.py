"""Turns receipts into rows for the chips under a reply: “timer · 21:50 · pasta, ten minutes · undo”."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from companion.events import DeedDone, FellDue
from companion.text.calendar_words import weekday
from ui.parts.rows import ReceiptRow
from ui.parts.words import clock, plain, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory.receipts import Receipt

ReceiptRows = list[dict[str, Any]]
"""Each a `ReceiptRow` as a dict."""
_A_WEEK = 7
"""Days ahead for which the name of the day is enough."""


def from_event(done: DeedDone, now: datetime) -> dict[str, Any]:
    """The chip of an event."""
    when = datetime.fromisoformat(done.when) if done.when else None
    return _row(done.id, done.deed, done.text, when, done.undo, False, now)


def from_memory(receipts: Sequence[Receipt], now: datetime) -> ReceiptRows:
    """The chips that memory keeps of a past reply."""
    return [
        _row(one.id, one.deed, one.text, one.happens, one.undoable, one.undone is not None, now) for one in receipts
    ]


def due_words(due: FellDue, now: datetime) -> str:
    """What a notification says of what has fallen due: “pasta, 21:50”."""
    return ", ".join(filter(None, (plain(due.text), when_words(datetime.fromisoformat(due.when), now))))


def undone(rows: ReceiptRows, receipt: int) -> ReceiptRows:
    """The same chips, where that receipt says that it is undone; the very same list if it is not among them."""
    if all(row["id"] != receipt for row in rows):
        return rows
    return [_as_undone(row) if row["id"] == receipt else row for row in rows]


def when_words(moment: datetime, now: datetime) -> str:
    """“21:50” today, “Wednesday 12:00” within a week, else “3 March 12:00”."""
    ahead = (moment.date() - now.date()).days
    if ahead == 0:
        return clock(moment)
    if ahead == 1:
        return f"tomorrow {clock(moment)}"
    return f"{weekday(moment) if 0 < ahead < _A_WEEK else short_day(moment, now)} {clock(moment)}"


def _row(
    number: int, deed: str, text: str, when: datetime | None, undo: bool, is_undone: bool, now: datetime
) -> dict[str, Any]:
    moment = when_words(when, now) if when is not None and number else ""  # what only tells something is of now
    words = " · ".join(filter(None, (deed, moment, plain(text))))
    row = dataclasses.asdict(ReceiptRow(number, words, undo, f"Done: {words.replace(' · ', ', ')}"))
    return _as_undone(row) if is_undone else row


def _as_undone(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "words": f"{row['words']} · undone", "undo": False, "spoken": f"{row['spoken']}, undone"}
