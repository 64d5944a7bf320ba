"""Forgets messages, facts, rules, people, conversations and periods, which can be undone until it is made final.

`message`, `fact`, `rule`, `person`, `conversation` and `period` remove it from every table and index in one transaction; `undo`
puts every row back. `make_final` removes what remains in the file's pages, in the log files and in the backups this program made,
and names the copies where that failed. The caller decides when: ten seconds later. What a crash left undone is forgotten all
the same; `make_rest_final` finishes it.

Forgetting removes what was asked for and what rests on it (facts, the summary, vectors, receipts, timers that are over). Other
messages stay, also a reply of hers that may repeat the words. What a line asked to be kept stays, unless `kept`, and is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time
from companion.memory.database import Database
from companion.memory.kept_of_lines import OVER, KeptTable, StayingThing, asked_by, messages_of, naming, staying
from companion.memory.log_words import remove_lines
from companion.memory.removal import ForgottenIds, Kind, forgotten_ids, remove, scrub
from companion.memory.undoing import Change, Recorded, put_back, recording
from companion.text.calendar_words import dated

What = Literal["message", "fact", "person", "conversation", "period", "rule", "due time", "diary", "question"]
_REMEMBERED_FOR = timedelta(hours=2)
"""So long after it has rung, a due time can still be put off."""
MessagesListener = Callable[[tuple[int, ...]], None]
"""Called with the ids of messages."""


@dataclass(frozen=True)
class RemainingCopy:
    """A copy that still contains what was forgotten."""

    path: Path
    why: str
    """The reason, a sentence for the user."""


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten, and all that is needed to undo it. Kept in memory only, until it is final."""

    what: What
    messages: tuple[int, ...]
    """The ids of the forgotten messages."""
    facts: tuple[int, ...]
    """The ids of the forgotten facts, including those that only these messages told."""
    number: int
    """Its id in the table `forgotten`."""
    stays: tuple[StayingThing, ...] = field(repr=False)
    """What these lines had asked to be kept, and is."""
    changes: tuple[Change, ...] = field(repr=False, compare=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the forgotten messages."""
        return tuple(
            change.old["text"] for change in self.changes if change.table == "message" and change.op == "DELETE"
        )


class Copies(Protocol):
    """The backups of the file that this program made."""

    def purge(self, gone: ForgottenIds) -> tuple[RemainingCopy, ...]:
        """Remove these from every backup; returns the backups where that failed."""


class Forgetting:
    """Forgets, undoes it, and makes it final. Any thread may call it; every method raises CompanionError."""

    def __init__(self, database: Database, copies: Copies, now: Now, logs: Path | None = None) -> None:
        """`logs`: the folder of log files, which contain what was said only when the user asked for it."""
        self._database = database
        self._copies = copies
        self._now = now
        self._logs = logs
        self._open: dict[int, Forgotten] = {}
        self._on_forgotten: list[MessagesListener] = []
        self._on_restored: list[MessagesListener] = []

    def add_listeners(self, forgotten: MessagesListener, restored: MessagesListener) -> None:
        """Call `forgotten` after messages were forgotten, `restored` after that was undone, so that caches can follow."""
        self._on_forgotten.append(forgotten)
        self._on_restored.append(restored)

    def message(self, message: int, kept: bool = False) -> Forgotten:
        """Forget one message, and the facts that only it told; with `kept`, also what it asked to be kept, here and below."""
        with self._forgetting("message", kept) as (writer, removal):
            removal.add("message", writer, "id = ?", (message,))
        return removal.forgotten("There is no message {}; it may have been forgotten already.", message)

    def conversation(self, conversation: int, kept: bool = False) -> Forgotten:
        """Forget a whole conversation."""
        with self._forgetting("conversation", kept) as (writer, removal):
            removal.add("conversation", writer, "id = ?", (conversation,))
        return removal.forgotten("There is no conversation {}; it may have been forgotten already.", conversation)

    def period(self, first: datetime, last: datetime, kept: bool = False) -> Forgotten:
        """Forget what was said from `first` to `last`, both included, and the facts and rules written by hand in that time."""
        span = (iso_time(first), iso_time(last))
        with self._forgetting("period", kept) as (writer, removal):
            removal.add("receipt", writer, "message is null and done between ? and ?", span)
            in_it = "message is null and made between ? and ?"
            removal.add("due_time", writer, f"{in_it} and state in ('stopped', 'over')", span)
            removal.stays += staying(writer, in_it, span)
            removal.add("message", writer, "at between ? and ?", span)
            removal.add("fact", writer, "origin = 'added' and told between ? and ?", span)
            removal.add("told_rule", writer, "message is null and told between ? and ?", span)
        return removal.forgotten(
            "Nothing was said from {} to {}.", *(f"{dated(at)} {at:%H:%M}" for at in (first, last))
        )

    def fact(self, fact: int, past: bool = False, words: bool = False, kept: bool = False) -> Forgotten:
        """Forget one fact; it is not extracted from the same words again.

        `past`: also forget what it superseded, which otherwise becomes current again. `words`: also the messages that told it,
        which otherwise stay and may be recalled; with them goes what else only they told.
        """
        with self._forgetting("fact", kept) as (writer, removal):
            before = """id in (with recursive before(id) as (select ? union
                select fact.id from fact join before on fact.superseded_by = before.id) select id from before)"""
            which = before if past else "id = ?"
            removal.add_facts(writer, which, (fact,))
            if words:
                telling = f"id in (select message from evidence where fact in (select id from fact where {which}))"  # noqa: S608
                removal.add("message", writer, telling, (fact,))
        return removal.forgotten("There is no fact {}; it may have been forgotten already.", fact)

    def rule(self, rule: int) -> Forgotten:
        """Forget one rule she was told, for good; the line that told it stays. What it replaced is in force again."""
        with self._forgetting("rule", False) as (writer, removal):
            removal.add("told_rule", writer, "id = ?", (rule,))
        return removal.forgotten("There is no rule {}; it may have been forgotten already.", rule)

    def diary(self, line: int | None = None) -> Forgotten:
        """Discard one line of her diary, or all of it; the lines it rests on stay, and are not written about again."""
        with self._forgetting("diary", False) as (writer, removal):
            removal.add("diary_line", writer, "?1 is null or id = ?1", (line,))
        return removal.forgotten("There is no such line in her diary; it may have been discarded already.")

    def question(self, question: int) -> Forgotten:
        """Discard what she meant to ask."""
        with self._forgetting("question", False) as (writer, removal):
            removal.add("to_ask", writer, "id = ?", (question,))
        return removal.forgotten("There is no question {}; it may have been discarded already.", question)

    def person(self, person: int, words: bool = False, kept: bool = False) -> Forgotten:
        """Forget a person: all facts about them, past ones too. `words`: also every message that contains their name.

        Then receipts that name them go too, and with `kept` all that is kept and names them.
        """
        with self._forgetting("person", kept) as (writer, removal):
            removal.add_facts(writer, "person = ?", (person,))
            removal.add("person", writer, "id = ?", (person,))
            if words:
                saying = (
                    "id in (select rowid from words where words match (select '\"' || replace(name, '\"', '') || '\"'"
                )
                removal.add("message", writer, f"{saying} from person where id = ?))", (person,))
                for (name,) in writer.execute("select name from person where id = ?", (person,)).fetchall():
                    stays, over = naming(writer, str(name))
                    removal.stays += stays
                    removal.pairs += over
        return removal.forgotten("There is no person {}; they may have been forgotten already.", person)

    def undo(self, forgotten: Forgotten) -> None:
        """Put every row back, with the same ids. Raises CompanionError when it is final already."""
        if self._open.pop(forgotten.number, None) is None:
            raise CompanionError("That is forgotten for good; what was said can be said again.")
        with self._database.writing() as writer:
            put_back(writer, forgotten.changes)
            writer.execute("delete from forgotten where id = ?", (forgotten.number,))
        self._notify(self._on_restored, forgotten.messages)

    def make_final(self, *forgotten: Forgotten) -> tuple[RemainingCopy, ...]:
        """Make these final, which may take seconds; returns the copies that still contain any of it.

        Does nothing for what was undone.
        """
        due = [one for one in forgotten if self._open.pop(one.number, None) is not None]
        return self._make_final([one.number for one in due], tuple(w for one in due for w in one.texts)) if due else ()

    def make_rest_final(self) -> tuple[RemainingCopy, ...]:
        """Make final what a crash left, and try again the copies that failed; returns those that still fail."""
        rows = self._database.rows("select id from forgotten where not final")
        numbers = [row[0] for row in rows if row[0] not in self._open]
        return self._make_final(numbers, None) if numbers else ()

    def remove_over(self) -> bool:
        """Forget for good the due times that are over and stayed only because they waited; whether there were any."""
        since = ((self._now() - _REMEMBERED_FOR).astimezone(UTC).isoformat(timespec="milliseconds"),)
        if not self._database.rows(f"select 1 from due_time where {OVER} limit 1", since):  # noqa: S608 - our own words
            return False
        with self._forgetting("due time", False) as (writer, removal):
            removal.add("due_time", writer, OVER, since)
        if removal.pairs:
            self.make_final(removal.forgotten(""))
        return bool(removal.pairs)

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
        """Scrub the file, which may take seconds; gives way when another thread wants to write, to be tried again later."""
        try:
            with self._database.alone(giving_way=True) as writer:
                scrubbed = scrub(writer)
        except apsw.InterruptError:  # another thread wants to write
            scrubbed = False
        if scrubbed:
            return ()
        path = self._database.path
        return (RemainingCopy(path, f"{path.name} is in use; its free places are overwritten in a quieter moment."),)

    @contextmanager
    def _forgetting(self, what: What, kept: bool) -> Iterator[tuple[apsw.Connection, _Removal]]:
        """Run the block in one transaction, and remove what it has added to the `_Removal` when it ends."""
        removal = _Removal(what)
        with self._database.writing() as writer:
            with recording(writer) as removal.recorded:
                yield writer, removal
                removal.settle_kept(writer, kept)
                remove(writer, forgotten_ids(removal.pairs))
                removal.remove_what_is_empty(writer)
            removal.record(writer, iso_time(self._now()))
        if removal.pairs:
            self._open[removal.number] = removal.forgotten("")
            self._notify(self._on_forgotten, self._open[removal.number].messages)

    def _notify(self, listeners: Sequence[MessagesListener], messages: tuple[int, ...]) -> None:
        """Call them also when only facts were forgotten: caches hold facts, too."""
        for listener in listeners:
            listener(messages)


class _Removal:
    """What one call is about to remove."""

    def __init__(self, what: What) -> None:
        self.pairs: list[tuple[Kind, Any]] = []
        self.stays: list[StayingThing] = []
        self.recorded = Recorded()
        self.number = 0
        self._what: What = what
        self._conversations: list[tuple[Any, ...]] = []

    def add(self, kind: Kind, writer: apsw.Connection, where: str, values: tuple[object, ...]) -> None:
        """Add the rows of the table `kind` that meet the condition."""
        rows: list[tuple[Any, ...]] = writer.execute(f"select uid from {kind} where {where}", values).fetchall()  # noqa: S608 - our own words
        self.pairs += [(kind, row[0]) for row in rows]
        if kind == "message":
            sql = f"select distinct conversation from message where {where}"  # noqa: S608 - our own words
            self._conversations += writer.execute(sql, values).fetchall()

    def add_facts(self, writer: apsw.Connection, where: str, values: tuple[object, ...]) -> None:
        """Add these facts, and note that their quotes must not be extracted again."""
        self.add("fact", writer, where, values)
        sql = """insert or ignore into refused(message, quote)
            select message, quote from evidence where fact in (select id from fact where {})"""
        writer.execute(sql.format(where), values)

    def settle_kept(self, writer: apsw.Connection, kept: bool) -> None:
        """Find what these lines asked to be kept: it stays or, with `kept`, goes too."""
        gone = forgotten_ids(self.pairs)
        for line in messages_of(writer, gone.conversations, gone.messages):
            self.stays += asked_by(writer, line)
        known = {(one.table, one.id): one for one in self.stays if (one.table, one.uid) not in self.pairs}
        self.stays = [] if kept else list(known.values())
        self.pairs += [(one.table, one.uid) for one in known.values()] if kept else []

    def remove_what_is_empty(self, writer: apsw.Connection) -> None:
        """Delete the conversations that have no message left."""
        sql = "delete from conversation where id = ?1 and not exists (select 1 from message where conversation = ?1)"
        writer.executemany(sql, self._conversations)

    def record(self, writer: apsw.Connection, at: str) -> None:
        """Note the ids of what was removed, and of what was removed along with it: backups contain these, too."""
        if not self.pairs:
            return
        writer.execute("insert into forgotten(at) values (?)", (at,))
        self.number = int(writer.last_insert_rowid())
        kinds: tuple[Kind, ...] = ("message", "fact", "told_rule", *get_args(KeptTable))
        went = dict.fromkeys(
            [*self.pairs, *((kind, row["uid"]) for kind in kinds for row in self.recorded.deleted(kind))]
        )
        sql = "insert or replace into gone(kind, uid, forgotten) values (?, ?, ?)"
        writer.executemany(sql, [(kind, uid, self.number) for kind, uid in went])

    def forgotten(self, otherwise: str, *named: object) -> Forgotten:
        """The result for the caller. Raises CompanionError with the text `otherwise` when there was nothing to forget."""
        if not self.pairs:
            raise CompanionError(otherwise.format(*named))
        messages, facts = (tuple(row["id"] for row in self.recorded.deleted(kind)) for kind in ("message", "fact"))
        return Forgotten(self._what, messages, facts, self.number, tuple(self.stays), self.recorded.changes)
