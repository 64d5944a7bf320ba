"""Stores conversations and their messages, and finds them again: what the engine, the window and the commands call."""

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
from companion.memory.calendar import Calendar
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
from companion.memory.diary import Diary
from companion.memory.due_times import DueTimes
from companion.memory.facts import Extract, Facts, extract_nothing
from companion.memory.forgetting import Forgetting
from companion.memory.interviews import Interviews
from companion.memory.kept_notes import KeptNotes
from companion.memory.kept_search import KeptHit, search_kept
from companion.memory.keys import Key, find_key
from companion.memory.letters import Letters
from companion.memory.lists import KeptLists
from companion.memory.moods import Moods
from companion.memory.pieces import KeptPieces
from companion.memory.query import SpeakerNames
from companion.memory.recall import Recall
from companion.memory.receipts import KeptReceipts
from companion.memory.search import SearchResults, search
from companion.memory.to_ask import QuestionsToAsk
from companion.memory.told_rules import ToldRules
from companion.memory.unasked import UnaskedSayings
from companion.text.characters import ordinary
from companion.text.sentences import ended


class Memory:
    """Everything that was said. Any thread may call it; what a call stores is on the disk when the call returns.

    Every method raises CompanionError when the disk or the file fails; what was stored before stays.
    """

    def __init__(self, database: Database, now: Now, extract: Extract = extract_nothing) -> None:
        self.database = database
        self._now = now
        folder = database.path.parent
        self.facts = Facts(database, now, extract)
        self.rules = ToldRules(database, now)
        self.receipts = KeptReceipts(database, now)
        self.due_times = DueTimes(database, now)
        self.calendar = Calendar(database, now)
        self.lists = KeptLists(database, now)
        self.notes = KeptNotes(database, now)
        self.letters = Letters(database, now)
        self.pieces = KeptPieces(database, now)
        self.interviews = Interviews(database, now)
        self.unasked = UnaskedSayings(database, now)
        self.summaries = DaySummaries(database, now)
        self.diary = Diary(database, now)
        self.to_ask = QuestionsToAsk(database, now)
        self.recall = Recall(database, now)
        self.backups = Backups(database, folder / "backups", now)
        self.moods = Moods(database, now, self.backups)
        self.forgetting = Forgetting(database, self.backups, now, folder / "logs")

    def begin_conversation(self) -> int:
        """Begin a conversation and return its id. No list shows it until something is said in it."""
        with self.database.writing() as writer:
            writer.execute("insert into conversation(started) values (?)", (iso_time(self._now()),))
            return int(writer.last_insert_rowid())

    def resume_conversation(self, hours: float) -> int:
        """The newest conversation's id if its last message is less than `hours` old, else the id of a new one.

        An interview is never gone on with: its lines are answers to written questions.
        """
        interview = self.interviews.last()
        for newest in self.conversations(limit=1):
            apart = interview is not None and interview.conversation == newest.id
            if not apart and self._now() - newest.ended < timedelta(hours=hours):
                return newest.id
        return self.begin_conversation()

    def add(
        self,
        conversation: int,
        speaker: Speaker,
        text: str,
        via: Via,
        at: datetime | None = None,
        neutral: bool = False,
    ) -> Message:
        """Store one line, unchanged except for NUL and half surrogates.

        If the conversation was forgotten meanwhile, it is created again under its id. `neutral`: the neutral voice says it.
        """
        when = iso_time(at or self._now())
        with self.database.writing() as writer:
            writer.execute("insert or ignore into conversation(id, started) values (?, ?)", (conversation, when))
            writer.execute(
                "insert into message(conversation, speaker, text, at, via) values (?, ?, ?, ?, ?)",
                (conversation, speaker, storable(text), when, via),
            )
            number = int(writer.last_insert_rowid())
            if neutral:
                writer.execute("insert into neutral_line(message) values (?)", (number,))
            return as_message(_row(writer, number))

    def extend(self, message_id: int, sentence: str) -> None:
        """Append a sentence to her reply; a reply that was forgotten meanwhile stays forgotten."""
        with self.database.writing() as writer:
            for row in writer.execute("select text from message where id = ?", (message_id,)).fetchall():
                text = join_sentences(str(row[0]), storable(sentence))
                writer.execute("update message set text = ? where id = ?", (text, message_id))

    def end_sentence(self, message_id: int) -> None:
        """Let her reply so far end with a full stop, if only a clause ends it: its sentence was cut there."""
        with self.database.writing() as writer:
            for row in writer.execute("select text from message where id = ?", (message_id,)).fetchall():
                writer.execute("update message set text = ? where id = ?", (ended(str(row[0])), message_id))

    def finish_reply(self, message_id: int, heard: str | None) -> None:
        """Finish her reply. None: it was heard whole. A text: it was interrupted and only this much was heard.

        An interrupted reply is cut to the text that was heard, or removed if that is empty.
        """
        if heard is None:
            return
        text = storable(heard)
        with self.database.writing() as writer:
            if text.strip():
                writer.execute("update message set text = ?, interrupted = 1 where id = ?", (text, message_id))
            else:
                writer.execute("delete from message where id = ?", (message_id,))

    def edit(self, message_id: int, text: str) -> Message:
        """Correct a line that was said; the indexes, its vector, its facts and the summary follow.

        Backups made before, and a log that holds words, keep the old words: forget the message to remove them there too.
        Raises CompanionError for an empty text and when there is no such message.
        """
        if not (text := storable(ordinary(text))).strip():
            raise CompanionError("A line can't be made empty; forget it instead.")
        with self.database.writing() as writer:
            if _row(writer, message_id) is None:
                raise CompanionError(f"There is no message {message_id}; it may have been forgotten.")
            writer.execute("update message set text = ?1 where id = ?2 and text <> ?1", (text, message_id))
            return as_message(_row(writer, message_id))

    def conversations(self, limit: int = 50, before: int | None = None) -> list[Conversation]:
        """Conversations that have a message, newest first; `before`: only those older than that conversation."""
        sql = f"""select {CONVERSATION} from conversation c
            where exists (select 1 from message where conversation = c.id)
            and (?1 is null or (-c.imported, c.id) < (select -imported, id from conversation where id = ?1))
            order by c.imported, c.id desc limit ?2"""
        return [as_conversation(row) for row in self.database.rows(sql, (before, limit))]

    def conversation(self, conversation: int) -> Conversation:
        """One conversation. Raises CompanionError when there is none with that id."""
        for row in self.database.rows(f"select {CONVERSATION} from conversation c where id = ?", (conversation,)):
            return as_conversation(row)
        raise CompanionError(
            f"There is no conversation {conversation}; `companion history list` shows which there are."
        )

    def messages(self, conversation: int) -> list[Message]:
        """All messages of a conversation, in the order they were said."""
        sql = f"select {MESSAGE} from message m where m.conversation = ? order by m.id"
        return [as_message(row) for row in self.database.rows(sql, (conversation,))]

    def recent(self, conversation: int, limit: int) -> list[Message]:
        """The last `limit` messages of a conversation, in the order they were said."""
        sql = f"select {MESSAGE} from message m where m.conversation = ? order by m.id desc limit ?"
        return [as_message(row) for row in reversed(self.database.rows(sql, (conversation, limit)))]

    def said_since(self, moment: datetime, limit: int = 1000) -> list[Message]:
        """What was said from then on, in the order it was said: the last `limit` messages, without imported conversations."""
        sql = f"""select {MESSAGE} from message m join conversation c on c.id = m.conversation
            where not c.imported and m.at >= ? order by m.id desc limit ?"""
        return [as_message(row) for row in reversed(self.database.rows(sql, (iso_time(moment), limit)))]

    def said_on_days_like(self, moment: datetime) -> list[Message]:
        """The user's lines of earlier months' days of the same number, in the order they were said; none imported."""
        sql = f"""select {MESSAGE} from message m join conversation c on c.id = m.conversation where not c.imported
            and m.speaker = 'you' and substr(m.at, 9, 2) = ?1 and m.at < ?2 order by m.id"""
        day = iso_time(moment)[:10]
        return [as_message(row) for row in self.database.rows(sql, (day[8:], day))]

    def message(self, message: int) -> Message:
        """One message. Raises CompanionError when it is not there, or no longer."""
        for row in self.database.rows(f"select {MESSAGE} from message m where id = ?", (message,)):
            return as_message(row)
        raise CompanionError(f"There is no line {message}, or it was forgotten; nothing of it is left to show.")

    def said_before(self, messages: Iterable[int]) -> dict[int, str]:
        """For each message, by its id: the user's last two messages before it in its conversation, the last one first."""
        sql = """select m.id, (select group_concat(text, ' ') from (select text from message where conversation = m.conversation
                and speaker = 'you' and id < m.id order by id desc limit 2))
            from message m where m.id in (select value from json_each(?))"""
        rows = self.database.rows(sql, (json.dumps(list(messages)),))
        return {int(number): str(text or "") for number, text in rows}

    def add_sources(self, reply: int, messages: Iterable[int]) -> None:
        """Store the messages a reply rests on; those that were forgotten meanwhile are left out."""
        sql = """insert or ignore into drawn_on(reply, message)
            select r.id, m.id from message r, message m where r.id = ? and m.id = ?"""
        with self.database.writing() as writer:
            writer.executemany(sql, [(reply, message) for message in messages])

    def sources(self, conversation: int) -> dict[int, tuple[Message, ...]]:
        """The messages each reply of a conversation rests on, by the id of the reply."""
        sql = f"""select d.reply, {MESSAGE} from drawn_on d join message r on r.id = d.reply
            join message m on m.id = d.message where r.conversation = ? order by d.reply, m.id"""
        drawn: dict[int, tuple[Message, ...]] = {}
        for reply, *row in self.database.rows(sql, (conversation,)):
            drawn[reply] = (*drawn.get(reply, ()), as_message(tuple(row)))
        return drawn

    def in_sequence(self, messages: Iterable[int]) -> dict[int, int]:
        """For each message, by its id, its place in the order in which all was said; imported conversations come first."""
        sql = """select m.id, m.id - 1000000000000 * c.imported from message m join conversation c on c.id = m.conversation
            where m.id in (select value from json_each(?))"""
        return {int(row[0]): int(row[1]) for row in self.database.rows(sql, (json.dumps(list(messages)),))}

    def outdated(self, messages: Iterable[int]) -> frozenset[int]:
        """Those of these messages that only tell facts which a later message has superseded or ended."""
        sql = """select e.message from evidence e join fact f on f.id = e.fact where e.message in (select value from json_each(?))
            group by e.message having min(f.superseded_by is not null or (f.until is not null and e.message <
                (select max(message) from evidence where fact = f.id)))"""
        return frozenset(row[0] for row in self.database.rows(sql, (json.dumps(list(messages)),)))

    def search(self, words: str, limit: int = 50, skip: int = 0, whole: bool = False) -> SearchResults:
        """Messages that contain all these words, best first. Any text is a safe query.

        The last word may be unfinished (“tom” finds “tomorrow”) unless `whole` is set.
        """
        with self.database.reading() as reader:
            return search(reader, words, limit, skip, whole)

    def search_kept(self, words: str, whole: bool = False) -> list[KeptHit]:
        """Notes, lists, reminders, events, letters and pieces that have all these words, as `search`; the newest first."""
        return search_kept(self, words, whole)

    def check(self) -> list[str]:
        """The faults found in the file, one sentence each; empty when there are none."""
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
        """Close the file and free what was loaded from it. May be called twice."""
        self.recall.use_embedder(None)
        self.database.close()


def open_memory(path: Path, key: Key, now: Now, extract: Extract = extract_nothing) -> Memory:
    """Opens the memory file, or creates it.

    Without `extract` (see `Facts`) a fact written by hand is kept as a plain sentence. Raises LockedError for a wrong key,
    and CompanionError for a file that is newer than the program, damaged, not ours or not writable.
    """
    return Memory(open_database(path, key), now, extract)


def open_environment_memory(
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
        memory = open_memory(environment.memory_file, key, environment.now, extract)
    finally:
        key.wipe()
    memory.recall.names = SpeakerNames(environment.settings.her_name, environment.settings.your_name)
    return memory


def _row(connection: apsw.Connection, message_id: int) -> tuple[object, ...]:
    row: tuple[object, ...] = connection.execute(f"select {MESSAGE} from message m where id = ?", (message_id,)).get
    return row
