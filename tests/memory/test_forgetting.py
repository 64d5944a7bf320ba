"""What is forgotten is gone everywhere at once, can be restored exactly, and then leaves no trace in any file."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.backups import Backups
from companion.memory.calendar import CalendarEvent
from companion.memory.database import connect, open_database
from companion.memory.day_summaries import DaySummaries, DaySummary
from companion.memory.fact import FactCandidate
from companion.memory.facts import Facts
from companion.memory.forgetting import Forgetting, Forgotten, RemainingCopy
from companion.memory.log_words import remove_lines
from companion.memory.migrations import MIGRATIONS
from companion.memory.migrations.runner import back_up
from tests.clock import Clock
from tests.memory.conftest import KEY

TABLES = ("conversation", "message", "meaning", "todo", "person", "fact", "evidence", "refused", "day", "drawn_on")


class Life:
    """Two conversations, the facts extracted from them, and queries to see all of it."""

    def __init__(self, memory: Memory, clock: Clock, backups: Path) -> None:
        self.memory = memory
        self.facts = Facts(memory.database, clock)
        self.days = DaySummaries(memory.database, clock)
        self.backups = Backups(memory.database, backups, clock)
        self.forgetting = Forgetting(memory.database, self.backups, clock)
        self.first, self.second = memory.begin_conversation(), memory.begin_conversation()
        clock.time -= timedelta(days=2)
        self.porto = self.say(self.second, "you", "Then I lived in Portogranite.")
        self.also = self.say(self.second, "you", "Noravelle turned thirty.")
        clock.wait(days=2)
        self.lisbon = self.say(self.first, "you", "I live in Lisbonquartz now, near the river.")
        self.nice = self.say(self.first, "her", "Lisbonquartz, how nice!")
        self.nora = self.say(self.first, "you", "My sister Noravelle plays the cello.")
        self.cello = self.say(self.first, "her", "What does she play?")
        self.old = self.draw(
            self.porto, "I lived in Portogranite", "you", "home", "portogranite", "You lived in Portogranite."
        )
        self.home = self.draw(
            self.lisbon, "I live in Lisbonquartz", "you", "home", "lisbonquartz", "You live in Lisbonquartz."
        )
        sister = {"name": "Noravelle", "relation": "sister"}
        self.plays = self.draw(
            self.nora, "plays the cello", "person", "plays", "cello", "Noravelle, your sister, plays.", **sister
        )
        for conversation in (self.first, self.second):
            told = memory.messages(conversation)
            self.days.save(
                DaySummary(conversation, clock(), "A day", "Of Lisbonquartz.", ("Noravelle",), "", told[-1].id), told
            )
        with memory.database.writing() as writer:
            writer.execute("insert into drawn_on(reply, message) values (?, ?)", (self.cello, self.lisbon))
            writer.execute("insert into meaning(message, vector) values (?, randomblob(48))", (self.lisbon,))
            writer.execute("delete from todo where job = 'meaning' and message = ?", (self.lisbon,))
        clock.wait(days=1)

    def say(self, conversation: int, speaker: str, text: str) -> int:
        return self.memory.add(conversation, speaker, text, "typed").id  # type: ignore[arg-type]

    def draw(self, message: int, quote: str, subject: str, slot: str, value: str, text: str, **more: str) -> int:
        candidate = FactCandidate(subject=subject, slot=slot, value=value, text=text, quote=quote, **more)  # type: ignore[arg-type]
        fact = self.facts.accept(candidate, message)
        assert fact is not None
        return fact.id

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return {table: sorted(self.memory.database.rows(f"select * from {table}"), key=repr) for table in TABLES}

    def found(self, word: str) -> set[str]:
        """Where that word is still found by queries."""
        where = {name for name, rows in self.rows().items() if word in repr(rows)}
        for index in ("words", "stems", "fact_stems"):
            if self.memory.database.rows(f"select rowid from {index} where {index} match ?", (f'"{word}"',)):
                where.add(index)
        return where

    def pages(self, path: Path | None = None) -> bytes:
        """The decrypted bytes of every page."""
        connection = self.memory.database.other(path or self.memory.database.path)
        try:
            return connection.serialize("main").lower()
        finally:
            connection.close()


@pytest.fixture
def life(memory: Memory, clock: Clock, tmp_path: Path) -> Life:
    return Life(memory, clock, tmp_path / "backups")


def test_a_message_is_forgotten_with_all_that_rests_on_it_and_nothing_else(life: Life) -> None:
    before = life.rows()
    assert life.found("Lisbonquartz") >= {"message", "words", "stems", "fact", "fact_stems", "evidence", "day"}
    forgotten = life.forgetting.message(life.lisbon)
    assert (forgotten.what, forgotten.messages, forgotten.facts) == ("message", (life.lisbon,), (life.home,))
    assert life.found("Lisbonquartz") == {"message", "words", "stems", "day"}, "her reply, and the other day's summary"
    after = life.rows()
    assert [row for row in before["message"] if row not in after["message"]] == [
        row for row in before["message"] if row[0] == life.lisbon
    ]
    assert (after["meaning"], after["drawn_on"]) == ([], [])
    assert [row[0] for row in after["day"]] == [life.second]
    assert life.facts.fact(life.old).superseded_by is None
    assert life.facts.fact(life.plays) is not None
    assert life.memory.check() == []


@pytest.mark.parametrize(
    "forget",
    [
        lambda life: life.forgetting.message(life.lisbon),
        lambda life: life.forgetting.message(life.nora),
        lambda life: life.forgetting.fact(life.home),
        lambda life: life.forgetting.fact(life.home, past=True),
        lambda life: life.forgetting.fact(life.old),
        lambda life: life.forgetting.person(life.facts.people()[0].id),
        lambda life: life.forgetting.person(life.facts.people()[0].id, words=True),
        lambda life: life.forgetting.conversation(life.first),
        lambda life: life.forgetting.conversation(life.second),
        lambda life: life.forgetting.period(datetime(2026, 2, 1), datetime(2026, 3, 9)),
        lambda life: life.forgetting.period(datetime(2026, 3, 1), datetime(2026, 3, 9)),
    ],
    ids=[
        "message", "another", "fact", "fact and past", "past", "person", "person and words", "conversation", "other", "all", "part"
    ],
)  # fmt: skip
def test_undo_puts_every_row_back_as_it_was(life: Life, forget: Callable[[Life], Forgotten]) -> None:
    before = life.rows()
    forgotten = forget(life)
    assert life.rows() != before
    assert life.memory.check() == []
    life.forgetting.undo(forgotten)
    assert life.rows() == before
    assert life.memory.check() == []
    assert life.memory.search("lisbonquartz").total == 2
    assert [fact.id for fact in life.facts.about("Do you remember Lisbonquartz?")] == [life.home]
    assert life.memory.database.rows("select 1 from forgotten") == life.memory.database.rows("select 1 from gone") == []


def test_what_was_said_since_stays_when_it_is_undone(life: Life, clock: Clock) -> None:
    forgotten = life.forgetting.conversation(life.second)
    later = life.say(life.second, "you", "And another thing.")
    told = life.memory.messages(life.second)
    life.days.save(DaySummary(life.second, clock(), "Anew", "Without it.", (), "", later), told)
    life.forgetting.undo(forgotten)
    assert [message.id for message in life.memory.messages(life.second)] == [life.porto, life.also, later]
    day = life.days.for_conversation(life.second)
    assert day is not None
    assert day.title == "A day"
    assert day.through < later, "so it is due again"


def test_a_forgotten_fact_is_not_extracted_again_from_the_same_words(life: Life) -> None:
    life.forgetting.fact(life.home)
    assert life.memory.messages(life.first)[0].text.startswith("I live in Lisbonquartz")
    again = FactCandidate("you", "home", "lisbonquartz", "You live in Lisbonquartz.", "I live in Lisbonquartz")
    assert life.facts.accept(again, life.lisbon) is None


def test_what_a_forgotten_fact_superseded_is_current_again_unless_it_is_forgotten_too(life: Life) -> None:
    forgotten = life.forgetting.fact(life.home)
    assert [fact.id for fact in life.facts.list("you")] == [life.old]
    life.forgetting.undo(forgotten)
    assert life.forgetting.fact(life.home, past=True).facts == (life.old, life.home)
    assert life.facts.list("you", current=False) == []


def test_a_fact_is_forgotten_with_the_lines_that_told_it_when_that_is_asked_for(life: Life) -> None:
    before = life.rows()
    forgotten = life.forgetting.fact(life.home, words=True)
    assert (forgotten.messages, forgotten.facts) == ((life.lisbon,), (life.home,))
    assert life.memory.search("Lisbonquartz I live").total == 0
    life.forgetting.undo(forgotten)
    assert life.rows()["message"] == before["message"]


def test_a_person_is_forgotten_with_their_facts_and_with_messages_only_when_asked(life: Life) -> None:
    person = life.facts.people()[0]
    forgotten = life.forgetting.person(person.id)
    assert (forgotten.messages, forgotten.facts, life.facts.people()) == ((), (life.plays,), [])
    life.forgetting.undo(forgotten)
    forgotten = life.forgetting.person(person.id, words=True)
    assert forgotten.messages == (life.also, life.nora)
    assert life.found("Noravelle") == set()


def test_forgetting_a_period_removes_what_was_said_and_written_in_it(life: Life, clock: Clock) -> None:
    life.facts.add("Tea is at five.")
    forgotten = life.forgetting.period(clock() - timedelta(minutes=1), clock())
    assert (forgotten.messages, len(forgotten.facts)) == ((), 1)
    forgotten = life.forgetting.period(datetime(2026, 3, 2, 20), datetime(2026, 3, 2, 22))
    assert forgotten.messages == (life.lisbon, life.nice, life.nora, life.cello)
    assert [conversation.id for conversation in life.memory.conversations()] == [life.second]


def test_what_is_not_there_is_reported(life: Life) -> None:
    for forget in (life.forgetting.message, life.forgetting.fact, life.forgetting.person, life.forgetting.conversation):
        with pytest.raises(CompanionError, match=r"There is no .* 999"):
            forget(999)
    with pytest.raises(CompanionError, match="Nothing was said from 1 January 2020"):
        life.forgetting.period(datetime(2020, 1, 1), datetime(2020, 1, 2))
    assert life.memory.database.rows("select 1 from forgotten") == []


def test_once_final_it_can_not_be_undone(life: Life) -> None:
    forgotten = life.forgetting.message(life.lisbon)
    assert life.forgetting.make_final(forgotten) == ()
    with pytest.raises(CompanionError, match="for good"):
        life.forgetting.undo(forgotten)
    undone = life.forgetting.message(life.nora)
    life.forgetting.undo(undone)
    assert life.forgetting.make_final(undone) == ()
    assert life.found("Noravelle") != set()


def test_no_byte_of_it_is_left_in_any_file(life: Life, environment, tmp_path: Path) -> None:
    words = (b"lisbonquartz", b"near the river", b"portogranite", b"noravelle")
    copy = tmp_path / "backups" / "memory.db"
    with life.memory.database.reading() as reader:
        back_up(reader, copy, life.memory.database.other)
    for path in (environment.memory_file, copy):
        assert [word for word in words if word not in life.pages(path)] == []
    for forgotten in (
        life.forgetting.conversation(life.first),
        life.forgetting.message(life.porto),
        life.forgetting.period(datetime(2026, 2, 1), datetime(2026, 3, 9)),
    ):
        assert life.forgetting.make_final(forgotten) == ()
    for path in (environment.memory_file, copy):
        assert [word for word in words if word in life.pages(path)] == []
    assert environment.memory_file.with_name("memory.db-wal").stat().st_size < 9000
    assert [path.name for path in copy.parent.iterdir()] == ["memory.db"]
    assert life.memory.check() == []


def test_a_copy_of_the_oldest_schema_is_purged_too(life: Life, tmp_path: Path) -> None:
    path = tmp_path / "backups" / "memory-before-m002.db"
    path.parent.mkdir()
    ((uid, text),) = life.memory.database.rows("select uid, text from message where id = ?", (life.lisbon,))
    oldest = open_database(path, KEY, MIGRATIONS[:1])
    with oldest.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-03-02')")
        sql = "insert into message(uid, conversation, speaker, text, at, via) values (?, 1, 'you', ?, '2026-03-02', 'typed')"
        writer.execute(sql, (uid, text))
        writer.execute(sql, (b"12345678", "Something else."))
    oldest.close()
    assert b"lisbonquartz" in life.pages(path)
    assert life.forgetting.make_final(life.forgetting.message(life.lisbon)) == ()
    assert b"lisbonquartz" not in life.pages(path)
    left = connect(path, KEY)
    assert left.execute("select text from message").fetchall() == [("Something else.",)]
    left.close()


def test_a_copy_that_cannot_be_opened_is_named_until_it_is_gone(life: Life, tmp_path: Path) -> None:
    damaged = tmp_path / "backups" / "memory-2026.db"
    damaged.parent.mkdir()
    damaged.write_bytes(b"x" * 5000)
    (holding,) = life.forgetting.make_final(life.forgetting.message(life.lisbon))
    assert holding.path == damaged
    assert "can't be opened with the key" in holding.why
    assert [held.path for held in life.forgetting.make_rest_final()] == [damaged]
    damaged.unlink()
    assert life.forgetting.make_rest_final() == ()
    assert life.memory.database.rows("select final from forgotten") == [(1,)]


def test_a_write_ahead_log_in_use_is_named_until_its_reader_is_done(life: Life) -> None:
    forgotten = life.forgetting.message(life.lisbon)
    reader = life.memory.database.other(life.memory.database.path)
    with life.memory.database.alone() as writer:
        writer.set_busy_timeout(0)
    reader.execute("begin; select * from message")
    (holding,) = life.forgetting.make_final(forgotten)
    assert "in a quieter moment" in holding.why
    reader.close()
    assert life.forgetting.make_rest_final() == ()


def test_a_writer_need_not_wait_for_the_scrubbing(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = life.forgetting.message(life.lisbon)
    begun = threading.Event()

    def clean_for_ever(writer: apsw.Connection) -> bool:
        begun.set()
        writer.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
        ).fetchall()
        return True

    with monkeypatch.context() as patch:
        patch.setattr("companion.memory.forgetting.scrub", clean_for_ever)
        held: list[RemainingCopy] = []
        settling = threading.Thread(target=lambda: held.extend(life.forgetting.make_final(forgotten)))
        settling.start()
        begun.wait()
        said = life.say(life.second, "you", "Excuse me!")
        settling.join()
    assert [holding.path for holding in held] == [life.memory.database.path]
    assert said in {message.id for message in life.memory.messages(life.second)}
    assert life.forgetting.make_rest_final() == ()


def test_a_full_disk_forgets_all_of_it_or_nothing_and_is_reported(life: Life) -> None:
    """Forgetting needs a page or two to store what was removed."""
    before = life.rows()
    with life.memory.database.alone() as writer:
        free = writer.pragma("page_count") + writer.pragma("freelist_count")
        writer.pragma("max_page_count", free)
        filling = "insert into day values (7, zeroblob(99999), 0, 0, 0, 0, 0)"
        writer.execute(f"create trigger fills after insert on gone begin {filling}; end")
        writer.pragma("foreign_keys", False)
    with pytest.raises(CompanionError, match="disk is full"):
        life.forgetting.conversation(life.first)
    assert life.rows() == before
    with life.memory.database.alone() as writer:
        writer.execute("drop trigger fills")
        writer.pragma("foreign_keys", True)
        writer.pragma("max_page_count", free + 1000)
    assert life.forgetting.make_final(life.forgetting.conversation(life.first)) == ()
    assert life.memory.check() == []


def test_what_a_crash_left_stays_forgotten_and_is_made_final_later(
    life: Life, reopened: Callable[[], Memory], clock: Clock, tmp_path: Path
) -> None:
    with life.memory.database.reading() as reader:
        back_up(reader, tmp_path / "backups" / "memory.db", life.memory.database.other)
    life.forgetting.message(life.lisbon)
    assert life.forgetting.make_rest_final() == (), "its ten seconds are not over"
    assert b"near the river" in life.pages(tmp_path / "backups" / "memory.db")
    memory = reopened()
    assert memory.search("river").total == 0
    forgetting = Forgetting(memory.database, Backups(memory.database, tmp_path / "backups", clock), clock)
    assert forgetting.make_rest_final() == ()
    life.memory = memory
    assert b"near the river" not in life.pages(tmp_path / "backups" / "memory.db")


def test_listeners_are_called(life: Life) -> None:
    told: list[tuple[str, tuple[int, ...]]] = []
    life.forgetting.add_listeners(lambda ids: told.append(("gone", ids)), lambda ids: told.append(("back", ids)))
    life.forgetting.undo(life.forgetting.message(life.lisbon))
    life.forgetting.fact(life.plays)
    assert told == [("gone", (life.lisbon,)), ("back", (life.lisbon,)), ("gone", ())], "facts are kept in memory, too"


def test_the_repr_shows_no_words(life: Life) -> None:
    forgotten = life.forgetting.message(life.lisbon)
    assert "Lisbon" not in repr(forgotten)
    assert forgotten.texts == ("I live in Lisbonquartz now, near the river.",)


def test_the_log_keeps_none_of_it_where_words_are_logged(life: Life, clock: Clock, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    lines = [
        f"turn 3 {what}"
        for what in ("heard: I live in Lisbonquartz now, near the river.", "said: What does she play?", "gap")
    ]
    for name in ("companion.log", "companion.log.1"):
        (logs / name).write_text("".join(json.dumps({"message": line}) + "\n" for line in lines) + "torn\n")
    forgetting = Forgetting(life.memory.database, life.backups, clock, logs)
    forgetting.make_final(forgetting.fact(life.home))
    assert "Lisbonquartz" in (logs / "companion.log").read_text()
    forgetting.make_final(forgetting.message(life.lisbon))
    for name in ("companion.log", "companion.log.1"):
        left = (logs / name).read_text()
        assert "Lisbonquartz" not in left
        assert left.count("\n") == 3
    assert remove_lines(logs, None) == 2
    assert "she play" not in (logs / "companion.log").read_text()


def test_a_due_time_that_is_over_goes_with_the_line_that_asked_for_it(life: Life) -> None:
    due_times, calendar = life.memory.due_times, life.memory.calendar
    when = datetime(2026, 3, 3, 9, tzinfo=UTC)
    waits, over = (due_times.add("reminder", text, when, message=life.nora) for text in ("cello", "clinicgranite"))
    due_times.change(over.id, "stopped")
    event = calendar.add(CalendarEvent("Clinicgranite", datetime(2026, 3, 3, 9), message=life.nora))
    calendar.remove(event.id)
    forgotten = life.forgetting.message(life.nora)
    assert life.memory.database.rows("select text from due_time") == [("cello",)]
    assert life.memory.database.rows("select title from calendar_event") == []
    life.forgetting.undo(forgotten)
    assert due_times.due_time(over.id).text == "clinicgranite"
    assert due_times.due_time(waits.id).message == life.nora
    assert calendar.event(event.id).message == life.nora
