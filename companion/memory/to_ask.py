"""Keeps what she may ask next time, each with the user's line that it comes from; that line forgotten, it is gone."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from companion.environment import Now
from companion.memory.conversations import MESSAGE, Message, as_message, iso_time, storable
from companion.memory.database import Database


@dataclass(frozen=True)
class QuestionToAsk:
    """Something to ask the user."""

    id: int
    question: str
    """As she may say it: “You said you would call Amy. Did you?”"""
    message: Message
    """The user's line that it comes from."""
    not_before: date
    """The first day on which it makes sense."""
    made: datetime
    asked: datetime | None
    """When she asked it; None while she has not."""


QuestionList = list[QuestionToAsk]


class QuestionsToAsk:
    """All of them. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def add(self, question: str, message: Message, not_before: date) -> bool:
        """Keep a question; False, and nothing is kept, when its line was forgotten or corrected meanwhile, or has one already."""
        with self._database.writing() as writer:
            writer.execute(
                """insert into to_ask(question, message, not_before, made) select ?1, id, ?3, ?4 from message
                    where id = ?2 and text = ?5 and not exists (select 1 from to_ask where message = ?2)""",
                (storable(question), message.id, not_before.isoformat(), iso_time(self._now()), message.text),
            )
            return bool(writer.changes())

    def waiting(self) -> QuestionList:
        """Those not asked yet whose day has come, the newest first."""
        today = self._now().date()
        return [one for one in self.list() if one.asked is None and one.not_before <= today]

    def list(self) -> QuestionList:
        """All, the newest first."""
        sql = f"""select q.id, q.question, q.not_before, q.made, q.asked, {MESSAGE}
            from to_ask q join message m on m.id = q.message order by q.id desc"""
        return [_as_question(row) for row in self._database.rows(sql)]

    def mark_asked(self, number: int) -> None:
        """Note that she asks it now: it is not asked again."""
        with self._database.writing() as writer:
            writer.execute("update to_ask set asked = ? where id = ?", (iso_time(self._now()), number))


def _as_question(row: tuple[Any, ...]) -> QuestionToAsk:
    number, question, not_before, made, asked, *message = row
    return QuestionToAsk(
        number, question, as_message(tuple(message)), date.fromisoformat(not_before), datetime.fromisoformat(made),
        datetime.fromisoformat(asked) if asked else None,
    )  # fmt: skip
