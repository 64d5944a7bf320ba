"""Keeps a summary of each finished conversation: a title, a few sentences, the people, the mood."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from companion.environment import Now
from companion.memory.conversations import Message, iso_time, storable
from companion.memory.database import Database

LEAST_MESSAGES = 4
"""Fewest messages of a conversation that is summarized: two exchanges."""

_SELECT = """select d.conversation, c.started, d.title, d.summary, d.people, d.mood, d.through
    from day d join conversation c on c.id = d.conversation"""
_NEWEST = "(select max(id) from message where conversation = c.id)"


@dataclass(frozen=True)
class DaySummary:
    """The summary of one conversation, in her words."""

    conversation: int
    date: datetime
    """When the conversation began: local time, without zone."""
    title: str
    """At most six words."""
    summary: str
    """One to three sentences: “We talked about …”"""
    people: tuple[str, ...]
    """Names from the conversation, in the order they came up."""
    mood: str
    """The user's mood in one word; empty when it is not clear."""
    through: int
    """The id of the last message that was summarized."""


class DaySummaries:
    """The summaries in the file. A trigger deletes one when a message of its conversation changes or goes; then it is due."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def due(self, quiet_minutes: float) -> list[int]:
        """Ids of the conversations to summarize, newest first: two exchanges or more, quiet for so long, and not summarized
        since their last message."""
        quiet_since = iso_time(self._now() - timedelta(minutes=quiet_minutes))
        sql = f"""select c.id from conversation c left join day d on d.conversation = c.id
            where (select count(*) from message where conversation = c.id) >= ?
            and (select at from message where id = {_NEWEST}) <= ?
            and (d.through is null or d.through < {_NEWEST})
            order by c.id desc"""
        return [row[0] for row in self._database.rows(sql, (LEAST_MESSAGES, quiet_since))]

    def save(self, summary: DaySummary, messages: Sequence[Message]) -> bool:
        """Store a summary in place of an earlier one.

        `messages`: the whole conversation as it was when it was summarized. False, and nothing is stored, when it has
        changed since: somebody spoke, or a message was edited or forgotten.
        """
        row = (summary.title, summary.summary, json.dumps(summary.people, ensure_ascii=False), summary.mood)
        with self._database.writing() as writer:
            now = writer.execute(
                "select id, text from message where conversation = ? order by id", (summary.conversation,)
            )
            if not messages or now.fetchall() != [(message.id, message.text) for message in messages]:
                return False
            writer.execute(
                """insert or replace into day(conversation, title, summary, people, mood, through, made)
                    values (?, ?, ?, ?, ?, ?, ?)""",
                (summary.conversation, *map(storable, row), messages[-1].id, iso_time(self._now())),
            )
            return True

    def for_conversation(self, conversation: int) -> DaySummary | None:
        """The summary of that conversation, if there is one."""
        for row in self._database.rows(f"{_SELECT} where d.conversation = ?", (conversation,)):
            return _as_summary(row)
        return None

    def list(self, limit: int = 50, before: int | None = None) -> list[DaySummary]:
        """Summaries, newest first; `before`: only those older than that conversation."""
        sql = f"""{_SELECT}
            where ?1 is null or (-c.imported, c.id) < (select -imported, id from conversation where id = ?1)
            order by c.imported, c.id desc limit ?2"""
        return [_as_summary(row) for row in self._database.rows(sql, (before, limit))]


def _as_summary(row: tuple[Any, ...]) -> DaySummary:
    conversation, started, title, summary, people, mood, through = row
    return DaySummary(
        conversation, datetime.fromisoformat(started), title, summary, tuple(json.loads(people)), mood, through
    )
