"""What is to be forgotten comes in; a memory without it goes out, at once, and for ten seconds the way back.

`message`, `fact`, `person`, `conversation` and `period` take it out of every table and index in one transaction; `undo` puts
every row back. `settle` makes it final: nothing of it is left in the file's pages, in the log files, nor in the copies this
program made; those that could not be freed of it are named. The ten seconds are the caller's; what a crash left unsettled is
forgotten all the same, and `settle_rest` finishes it.

What is forgotten is what was asked for and what rests on it (facts, the day's summary, vectors). Other messages stay, also
her reply that may repeat the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time
from companion.memory.database import Database
from companion.memory.log_words import remove_lines
from companion.memory.removal import ForgottenIds, Kind, forgotten_ids, remove, scrub
from companion.memory.undoing import Change, Recorded, put_back, recording

What = Literal["message", "fact", "person", "conversation", "period"]
MessagesListener = Callable[[tuple[int, ...]], None]
"""Is told the ids of messages."""


@dataclass(frozen=True)
class RemainingCopy:
    """A copy that could not be freed of what was forgotten."""

    path: Path
    why: str
    """A sentence."""


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten, and all that is needed to undo it. It lives in memory only, until it is settled."""

    what: What
    messages: tuple[int, ...]
    """The ids of the messages that went."""
    facts: tuple[int, ...]
    """The ids of the facts that went, with those that only these messages told."""
    number: int
    """Its own, in the file."""
    changes: tuple[Change, ...] = field(repr=False, compare=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the messages that went."""
        return tuple(
            change.old["text"] for change in self.changes if change.table == "message" and change.op == "DELETE"
        )


class Copies(Protocol):
    """The copies of the file that this program made."""

    def purge(self, gone: ForgottenIds) -> tuple[RemainingCopy, ...]:
        """Take it out of each; those from which it can't be taken."""


class Forgetting:
    """Forgets for good, but for ten seconds. Any thread may call it; every method raises CompanionError."""

    def __init__(self, database: Database, copies: Copies, now: Now, logs: Path | None = None) -> None:
        """`logs`: the folder of log files, which hold words only when the user asked for it."""
        self._database = database
        self._copies = copies
        self._now = now
        self._logs = logs
        self._open: dict[int, Forgotten] = {}
        self._when_gone: list[MessagesListener] = []
        self._when_back: list[MessagesListener] = []

    def add_listeners(self, gone: MessagesListener, back: MessagesListener) -> None:
        """Call these after messages went or came back, for what is kept of them in memory."""
        self._when_gone.append(gone)
        self._when_back.append(back)

    def message(self, message: int) -> Forgotten:
        """One message, with the facts only it told."""
        with self._forgetting("message") as (writer, taken):
            taken.add("message", writer, "id = ?", (message,))
        return taken.forgotten("There is no message {}; it may have been forgotten already.", message)

    def conversation(self, conversation: int) -> Forgotten:
        """All of a conversation."""
        with self._forgetting("conversation") as (writer, taken):
            taken.add("conversation", writer, "id = ?", (conversation,))
        return taken.forgotten("There is no conversation {}; it may have been forgotten already.", conversation)

    def period(self, first: datetime, last: datetime) -> Forgotten:
        """Everything said from `first` to `last`, both included, and what was written by hand on the memory page then."""
        span = (iso_time(first), iso_time(last))
        with self._forgetting("period") as (writer, taken):
            taken.add("message", writer, "at between ? and ?", span)
            taken.add("fact", writer, "origin = 'added' and told between ? and ?", span)
        return taken.forgotten("Nothing was said from {:%d %B %Y %H:%M} to {:%d %B %Y %H:%M}.", first, last)

    def fact(self, fact: int, past: bool = False) -> Forgotten:
        """One fact; the messages that told it stay, but it is not drawn from these words again.

        `past`: with what it superseded, which otherwise holds again.
        """
        with self._forgetting("fact") as (writer, taken):
            before = """id in (with recursive before(id) as (select ? union
                select fact.id from fact join before on fact.superseded_by = before.id) select id from before)"""
            taken.add_facts(writer, before if past else "id = ?", (fact,))
        return taken.forgotten("There is no fact {}; it may have been forgotten already.", fact)

    def person(self, person: int, words: bool = False) -> Forgotten:
        """A person's page: all facts about them, over ones too. `words`: also every message that says their name."""
        with self._forgetting("person") as (writer, taken):
            taken.add_facts(writer, "person = ?", (person,))
            taken.add("person", writer, "id = ?", (person,))
            if words:
                saying = (
                    "id in (select rowid from words where words match (select '\"' || replace(name, '\"', '') || '\"'"
                )
                taken.add("message", writer, f"{saying} from person where id = ?))", (person,))
        return taken.forgotten("There is no person {}; they may have been forgotten already.", person)

    def undo(self, forgotten: Forgotten) -> None:
        """Put every row back, with the same ids. Raises CompanionError when it is final."""
        if self._open.pop(forgotten.number, None) is None:
            raise CompanionError("That is forgotten for good; what was said can be said again.")
        with self._database.writing() as writer:
            put_back(writer, forgotten.changes)
            writer.execute("delete from forgotten where id = ?", (forgotten.number,))
        self._notify(self._when_back, forgotten.messages)

    def make_final(self, *forgotten: Forgotten) -> tuple[RemainingCopy, ...]:
        """Make these final, which may take seconds; the copies that still hold any. Harmless for what was undone."""
        due = [one for one in forgotten if self._open.pop(one.number, None) is not None]
        return self._make_final([one.number for one in due], tuple(w for one in due for w in one.texts)) if due else ()

    def make_rest_final(self) -> tuple[RemainingCopy, ...]:
        """Finish what a crash left, and try again the copies that could not be freed; those that still can't."""
        rows = self._database.rows("select id from forgotten where not final")
        numbers = [row[0] for row in rows if row[0] not in self._open]
        return self._make_final(numbers, None) if numbers else ()

    def _make_final(self, numbers: Sequence[int], words: tuple[str, ...] | None) -> tuple[RemainingCopy, ...]:
        if self._logs is not None and words != ():
            remove_lines(self._logs, words)
        sql = "select kind, uid from gone where forgotten = ?"
        gone = forgotten_ids(pair for number in numbers for pair in self._database.rows(sql, (number,)))
        holding = (*self._scrubbed(), *self._copies.purge(gone))
        if not holding:
            with self._database.writing() as writer:
                writer.executemany("update forgotten set final = 1 where id = ?", [(number,) for number in numbers])
        return holding

    def _scrubbed(self) -> tuple[RemainingCopy, ...]:
        """This may take seconds; somebody who has something to say comes first."""
        try:
            with self._database.alone(giving_way=True) as writer:
                if scrub(writer):
                    return ()
        except apsw.InterruptError:
            pass  # the same answer
        path = self._database.path
        return (RemainingCopy(path, f"{path.name} is in use; its free places are overwritten in a quieter moment."),)

    @contextmanager
    def _forgetting(self, what: What) -> Iterator[tuple[apsw.Connection, _Removal]]:
        """One transaction: what the block names is taken out when it ends."""
        taken = _Removal(what)
        with self._database.writing() as writer:
            with recording(writer) as taken.recorded:
                yield writer, taken
                remove(writer, forgotten_ids(taken.pairs))
                taken.remove_what_is_empty(writer)
            taken.record(writer, iso_time(self._now()))
        if taken.pairs:
            self._open[taken.number] = taken.forgotten("")
            self._notify(self._when_gone, self._open[taken.number].messages)

    def _notify(self, watchers: Sequence[MessagesListener], messages: tuple[int, ...]) -> None:
        """Also when only facts went: what is known of them in memory goes, too."""
        for told in watchers:
            told(messages)


class _Removal:
    """What one call takes out, while it is at work."""

    def __init__(self, what: What) -> None:
        self.pairs: list[tuple[Kind, bytes]] = []
        self.recorded = Recorded()
        self.number = 0
        self._what: What = what
        self._conversations: list[tuple[Any, ...]] = []

    def add(self, kind: Kind, writer: apsw.Connection, where: str, values: tuple[object, ...]) -> None:
        """The rows of that kind (a table of its name) for which this is true."""
        rows: list[tuple[Any, ...]] = writer.execute(f"select uid from {kind} where {where}", values).fetchall()  # noqa: S608 - our own words
        self.pairs += [(kind, row[0]) for row in rows]
        if kind == "message":
            sql = f"select distinct conversation from message where {where}"  # noqa: S608 - our own words
            self._conversations += writer.execute(sql, values).fetchall()

    def add_facts(self, writer: apsw.Connection, where: str, values: tuple[object, ...]) -> None:
        """These facts, whose quotations give no fact again."""
        self.add("fact", writer, where, values)
        sql = """insert or ignore into refused(message, quote)
            select message, quote from evidence where fact in (select id from fact where {})"""
        writer.execute(sql.format(where), values)

    def remove_what_is_empty(self, writer: apsw.Connection) -> None:
        """A conversation all of whose messages went goes with them."""
        sql = "delete from conversation where id = ?1 and not exists (select 1 from message where conversation = ?1)"
        writer.executemany(sql, self._conversations)

    def record(self, writer: apsw.Connection, at: str) -> None:
        """Write down that it went: what was asked for, and what went with it, as it may be in a copy too."""
        if not self.pairs:
            return
        writer.execute("insert into forgotten(at) values (?)", (at,))
        self.number = int(writer.last_insert_rowid())
        kinds: tuple[Kind, ...] = ("message", "fact")
        went = dict.fromkeys(
            [*self.pairs, *((kind, row["uid"]) for kind in kinds for row in self.recorded.deleted(kind))]
        )
        sql = "insert or replace into gone(kind, uid, forgotten) values (?, ?, ?)"
        writer.executemany(sql, [(kind, uid, self.number) for kind, uid in went])

    def forgotten(self, otherwise: str, *named: object) -> Forgotten:
        """What the caller gets. Raises CompanionError, `otherwise`, when there was nothing."""
        if not self.pairs:
            raise CompanionError(otherwise.format(*named))
        messages, facts = (tuple(row["id"] for row in self.recorded.deleted(kind)) for kind in ("message", "fact"))
        return Forgotten(self._what, messages, facts, self.number, self.recorded.changes)
