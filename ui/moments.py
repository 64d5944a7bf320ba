"""What she drew on goes in, as told by the engine or kept in memory; rows for the line “remembering · 3 November” come out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from companion.events import Source
from ui.models import Moment
from ui.words import clock, on, plain

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Message

Rows = list[dict[str, Any]]
"""Each a `Moment`."""


def told(memories: Sequence[Source], now: datetime) -> Rows:
    """Of the event, before her reply."""
    return _rows([(each.message, datetime.fromisoformat(each.when), each.text) for each in memories], now)


def kept(messages: Sequence[Message], now: datetime) -> Rows:
    """Of memory, for a reply of the past."""
    return _rows([(each.id, each.at, each.text) for each in messages], now)


def _rows(moments: Sequence[tuple[int, datetime, str]], now: datetime) -> Rows:
    days = [on(at, now) for _, at, _ in moments]
    return [
        dataclasses.asdict(Moment(message, day if days.count(day) == 1 else f"{day} {clock(at)}", plain(text)))
        for day, (message, at, text) in zip(days, moments, strict=True)
    ]
