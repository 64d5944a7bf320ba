"""Keeps how far the interview is in which she is met, and what each answer was understood to be, after every answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.environment import UNFINISHED, Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

NEUTRAL_LABEL = "Interview"
"""What stands where a name would, before a line of the neutral voice."""


@dataclass(frozen=True)
class KeptAnswer:
    """What an answer was understood to be."""

    value: str
    """One of our own words: “quiet”, “lower”, “skipped”."""
    name: str = ""
    """A name that it told: of a person, of hers, of the user."""
    message: int | None = None
    """The line that gave it; None when it was skipped or chosen without a word."""


@dataclass(frozen=True)
class KeptInterview:
    """One interview, as far as it has come."""

    id: int
    conversation: int
    """The conversation that holds its lines, and nothing else."""
    begun: datetime
    ended: datetime | None
    """None while it can be resumed."""
    place: Mapping[str, Any]
    """How far it is, as JSON has it."""
    answers: Mapping[str, KeptAnswer]
    """By question."""


class Interviews:
    """Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def last(self) -> KeptInterview | None:
        """The newest interview, ended or not; None before the first."""
        rows = self._database.rows(
            "select id, conversation, begun, ended, place from interview order by id desc limit 1"
        )
        for number, conversation, begun, ended, place in rows:
            sql = "select question, value, name, message from interview_answer where interview = ? order by id"
            answers = {row[0]: KeptAnswer(*row[1:]) for row in self._database.rows(sql, (number,))}
            ended_at = datetime.fromisoformat(ended) if ended else None
            return KeptInterview(
                number, conversation, datetime.fromisoformat(begun), ended_at, json.loads(place), answers
            )
        return None

    def holds(self, message: int | None) -> bool:
        """Whether this line was said in an interview."""
        sql = "select 1 from message where id = ? and conversation in (select conversation from interview)"
        return bool(self._database.rows(sql, (message,)))

    def begin(self, conversation: int) -> None:
        """Begin another interview, whose lines are in this conversation; one that had not ended ends."""
        self._mark(unfinished=True)
        now = iso_time(self._now())
        with self._database.writing() as writer:
            writer.execute("update interview set ended = ? where ended is null", (now,))
            writer.execute("insert into interview(begun, conversation) values (?, ?)", (now, conversation))

    def keep(self, place: Mapping[str, Any], answers: Mapping[str, KeptAnswer], ended: bool = False) -> None:
        """Keep how far the newest interview is and these answers to it, all others are taken back; on the disk on return."""
        now = iso_time(self._now())
        with self._database.writing() as writer:
            (number,) = writer.execute("select max(id) from interview").fetchall()[0]
            writer.execute(
                "update interview set place = ?, ended = ? where id = ?",
                (json.dumps(place), now if ended else None, number),
            )
            writer.execute("delete from interview_answer where interview = ?", (number,))
            rows = [
                (number, question, one.value, storable(one.name), one.message, now) for question, one in answers.items()
            ]
            writer.executemany(
                """insert into interview_answer(interview, question, value, name, message, made)
                    select ?1, ?2, ?3, ?4, ?5, ?6 where ?5 is null or exists (select 1 from message where id = ?5)""",
                rows,
            )
        self._mark(unfinished=not ended)

    def _mark(self, unfinished: bool) -> None:
        path = self._database.path.with_name(UNFINISHED)
        try:
            if unfinished:
                path.touch()
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise CompanionError(f"{path} can't be written ({error.strerror}); make the folder writable.") from error
