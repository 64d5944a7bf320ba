"""What the engine, the window and the commands call: say that something was said, and find it again."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from companion.environment import Environment, Now
from companion.errors import CompanionError
from companion.memory.backups import Backups
from companion.memory.conversations import (
    CONVERSATION,
    MESSAGE,
    Conversation,
    Message,
    Speaker,
    Via,
    as_conversation,
    as_message,
    iso_time,
    join_sentences,
    storable,
)
from companion.memory.database import Database, open_database
from companion.memory.day_summaries import DaySummaries
from companion.memory.facts import Extract, Facts, extract_nothing
from companion.memory.forgetting import Forgetting
from companion.memory.keys import Key, find_key
from companion.memory.recall import Recall
from companion.memory.search import SearchResults, search


class Memory:
    """Everything that was said. Any thread may call it; what it took is on the disk when the call returns.

    Every method raises CompanionError when the disk or the file fails; what was there before stays.
    """

    def __init__(self, database: Database, now: Now, extract: Extract = extract_nothing) -> None:
        self.database = database
        self._now = now
        folder = database.path.parent
        self.facts = Facts(database, now, extract)
        self.summaries = DaySummaries(database, now)
        self.recall = Recall(database, now)
        self.backups = Backups(database, folder / "backups", now)
        self.forgetting = Forgetting(database, self.backups, now, folder / "logs")

    def begin_conversation(self) -> int:
        """A new conversation's id. It shows in no list until something is said in it."""
        with self.database.writing() as writer:
            writer.execute("insert into conversation(started) values (?)", (iso_time(self._now()),))
            return int(writer.last_insert_rowid())

    def resume_conversation(self, hours: float) -> int:
        """The newest conversation's id if something was said in it within so many hours, else a new one's."""
        for newest in self.conversations(limit=1):
            if self._now() - newest.ended < timedelta(hours=hours):
                return newest.id
        return self.begin_conversation()

    def add(self, conversation: int, speaker: Speaker, text: str, via: Via, at: datetime | None = None) -> Message:
        """Keep one line, exactly but for NUL and half surrogates; a conversation deleted meanwhile begins again."""
        when = iso_time(at or self._now())
        with self.database.writing() as writer:
            writer.execute("insert or ignore into conversation(id, started) values (?, ?)", (conversation, when))
            writer.execute(
                "insert into message(conversation, speaker, text, at, via) values (?, ?, ?, ?, ?)",
                (conversation, speaker, storable(text), when, via),
            )
            return as_message(_row(writer, int(writer.last_insert_rowid())))

    def extend(self, message_id: int, sentence: str) -> None:
        """Her reply grows by a sentence; one that was deleted meanwhile stays deleted."""
        with self.database.writing() as writer:
            for row in writer.execute("select text from message where id = ?", (message_id,)).fetchall():
                text = join_sentences(str(row[0]), storable(sentence))
                writer.execute("update message set text = ? where id = ?", (text, message_id))

    def finish_reply(self, message_id: int, heard: str | None) -> None:
        """Her reply is over. `heard` means it was interrupted: that becomes the text; nothing heard, no message."""
        if heard is None:
            return
        text = storable(heard)
        with self.database.writing() as writer:
            if text.strip():
                writer.execute("update message set text = ?, interrupted = 1 where id = ?", (text, message_id))
            else:
                writer.execute("delete from message where id = ?", (message_id,))

    def edit(self, message_id: int, text: str) -> Message:
        """Correct a line that was said. Its words, stems, vector, facts and day follow.

        Copies made before, and the log where it holds words, keep the words as they were; to be rid of them, forget the
        message. Raises CompanionError for an empty text and when there is no such message.
        """
        if not (text := storable(text)).strip():
            raise CompanionError("A line can't be made empty; forget it instead.")
        with self.database.writing() as writer:
            if _row(writer, message_id) is None:
                raise CompanionError(f"There is no message {message_id}; it may have been forgotten.")
            writer.execute("update message set text = ?1 where id = ?2 and text <> ?1", (text, message_id))
            return as_message(_row(writer, message_id))

    def conversations(self, limit: int = 50, before: int | None = None) -> list[Conversation]:
        """The newest first, of those with a message; `before`: those older than that conversation."""
        sql = f"""select {CONVERSATION} from conversation c
            where exists (select 1 from message where conversation = c.id)
            and (?1 is null or (c.started, c.id) < (select started, id from conversation where id = ?1))
            order by c.started desc, c.id desc limit ?2"""
        return [as_conversation(row) for row in self.database.rows(sql, (before, limit))]

    def conversation(self, conversation: int) -> Conversation:
        """One conversation. Raises CompanionError when there is none of that id."""
        for row in self.database.rows(f"select {CONVERSATION} from conversation c where id = ?", (conversation,)):
            return as_conversation(row)
        raise CompanionError(
            f"There is no conversation {conversation}; `companion history list` shows which there are."
        )

    def messages(self, conversation: int) -> list[Message]:
        """All of a conversation, in the order they were said."""
        sql = f"select {MESSAGE} from message m where m.conversation = ? order by m.id"
        return [as_message(row) for row in self.database.rows(sql, (conversation,))]

    def recent(self, conversation: int, limit: int) -> list[Message]:
        """The last so many messages of a conversation, in the order they were said."""
        sql = f"select {MESSAGE} from message m where m.conversation = ? order by m.id desc limit ?"
        return [as_message(row) for row in reversed(self.database.rows(sql, (conversation, limit)))]

    def message(self, message: int) -> Message:
        """One message. Raises CompanionError when it is not there (any more)."""
        for row in self.database.rows(f"select {MESSAGE} from message m where id = ?", (message,)):
            return as_message(row)
        raise CompanionError("That was forgotten meanwhile; nothing of it is left to show.")

    def said_before(self, messages: Iterable[int]) -> dict[int, str]:
        """What the user said just before each of these in its conversation: their last two messages, the last one first."""
        sql = """select m.id, (select group_concat(text, ' ') from (select text from message where conversation = m.conversation
                and speaker = 'you' and id < m.id order by id desc limit 2))
            from message m where m.id in (select value from json_each(?))"""
        rows = self.database.rows(sql, (json.dumps(list(messages)),))
        return {int(number): str(text or "") for number, text in rows}

    def add_sources(self, reply: int, messages: Iterable[int]) -> None:
        """Her reply drew on these messages; those that were forgotten meanwhile are left out."""
        sql = """insert or ignore into drawn_on(reply, message)
            select r.id, m.id from message r, message m where r.id = ? and m.id = ?"""
        with self.database.writing() as writer:
            writer.executemany(sql, [(reply, message) for message in messages])

    def sources(self, conversation: int) -> dict[int, tuple[Message, ...]]:
        """What each reply of a conversation drew on, by the id of the reply."""
        sql = f"""select d.reply, {MESSAGE} from drawn_on d join message r on r.id = d.reply
            join message m on m.id = d.message where r.conversation = ? order by d.reply, m.id"""
        drawn: dict[int, tuple[Message, ...]] = {}
        for reply, *row in self.database.rows(sql, (conversation,)):
            drawn[reply] = (*drawn.get(reply, ()), as_message(tuple(row)))
        return drawn

    def outdated(self, messages: Iterable[int]) -> frozenset[int]:
        """Which of these only tell what has been superseded, or has ended, by something told later."""
        sql = """select e.message from evidence e join fact f on f.id = e.fact where e.message in (select value from json_each(?))
            group by e.message having min(f.superseded_by is not null or (f.until is not null and e.message <
                (select max(message) from evidence where fact = f.id)))"""
        return frozenset(row[0] for row in self.database.rows(sql, (json.dumps(list(messages)),)))

    def search(self, words: str, limit: int = 50, skip: int = 0, whole: bool = False) -> SearchResults:
        """Messages with all these words, best first. Any text is a safe query.

        The last word may be unfinished (“tom”: “tomorrow”), unless only `whole` ones are wanted.
        """
        with self.database.reading() as reader:
            return search(reader, words, limit, skip, whole)

    def check(self) -> list[str]:
        """What is wrong with the file, a sentence each; nothing when all is well."""
        faults: list[str] = []
        with self.database.writing() as writer:
            faults += [str(row[0]) for row in writer.execute("pragma integrity_check") if row[0] != "ok"]
            faults += [f"message {row[1]} has no conversation" for row in writer.execute("pragma foreign_key_check")]
            try:
                writer.execute("insert into words(words, rank) values ('integrity-check', 1)")
            except apsw.CorruptError as error:
                faults.append(f"the index of words is damaged ({error})")
        return faults

    def close(self) -> None:
        """Let go of the file, and of what of it was in memory. May be called twice."""
        self.recall.use_embedder(None)
        self.database.close()


def open_memory(path: Path, key: Key, now: Now, extract: Extract = extract_nothing) -> Memory:
    """Opens the memory file, or creates it.

    Without `extract` (see `Facts`) a fact written by hand is kept as a plain sentence. Raises LockedError for a wrong key,
    and CompanionError for a file that is newer than the program, damaged, not ours or not writable.
    """
    return Memory(open_database(path, key), now, extract)


def open_house(
    environment: Environment,
    environ: Mapping[str, str],
    ask: Callable[[str], str] | None = None,
    extract: Extract = extract_nothing,
) -> Memory:
    """Finds the key and opens the memory of this environment; `ask` puts a question to the user and returns a passphrase.

    Raises what `find_key` and `open_memory` raise.
    """
    key = find_key(environment, environ, ask)
    try:
        return open_memory(environment.memory_file, key, environment.now, extract)
    finally:
        key.wipe()


def _row(connection: apsw.Connection, message_id: int) -> tuple[object, ...]:
    row: tuple[object, ...] = connection.execute(f"select {MESSAGE} from message m where id = ?", (message_id,)).get
    return row
