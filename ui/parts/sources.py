"""Turns the messages a reply rests on into rows for the line “remembering · 3 November”."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from companion.events import Source
from ui.parts.rows import SourceRow
from ui.parts.words import clock, plain, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Message

SourceRows = list[dict[str, Any]]
"""Each a `SourceRow` as a dict."""


def from_event(memories: Sequence[Source], now: datetime) -> SourceRows:
    """The sources of an event, before her reply."""
    return _rows([(each.message, datetime.fromisoformat(each.when), each.text) for each in memories], now)


def from_memory(messages: Sequence[Message], now: datetime) -> SourceRows:
    """The sources that memory keeps of a past reply."""
    return _rows([(each.id, each.at, each.text) for each in messages], now)


def _rows(moments: Sequence[tuple[int, datetime, str]], now: datetime) -> SourceRows:
    days = [short_day(at, now) for _, at, _ in moments]
    return [
        dataclasses.asdict(SourceRow(message, day if days.count(day) == 1 else f"{day} {clock(at)}", plain(text)))
        for day, (message, at, text) in zip(days, moments, strict=True)
    ]
