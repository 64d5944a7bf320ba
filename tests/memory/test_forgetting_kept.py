"""What a line asked to be kept stays and is named when the line is forgotten, or goes with it and leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from companion.commands import history as history_command
from companion.commands import memory as memory_command
from companion.memory import Memory, open_environment_memory
from companion.memory.calendar import CalendarEvent
from companion.memory.fact import FactCandidate
from companion.memory.forgetting import Forgotten
from companion.memory.kept_of_lines import remove_kept, stay_in_words
from companion.memory.letters import letter_as_json, letter_from_json
from companion.memory.migrations import m014_letter_words
from companion.memory.pieces import NewPiece
from companion.memory.receipts import UNDO_KEPT
from tests.clock import Clock

TABLES = ("message", "receipt", "due_time", "calendar_event", "kept_list", "list_item", "kept_note", "letter")
TABLES = (*TABLES, "letter_version", "letter_words", "piece", "piece_words")
WHEN = datetime(2026, 3, 10, 9, tzinfo=UTC)


@dataclass
class Evening:
    """A line that asked for one of everything, each thing with a word of its own, and another line."""

    memory: Memory
    line: int = 0
    other: int = 0
    due: int = 0
    words: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return {table: sorted(self.memory.database.rows(f"select * from {table}"), key=repr) for table in TABLES}

    def traces(self) -> set[str]:
        """Which of the words are in a page of the file or of a backup."""
        found = set()
        for path in (self.memory.database.path, *(backup.path for backup in self.memory.backups.list())):
            connection = self.memory.database.other(path)
            pages = connection.serialize("main").lower()
            connection.close()
            found |= {word for word in self.words if word.encode() in pages}
        return found


@pytest.fixture
def evening(memory: Memory) -> Evening:
    talk = memory.begin_conversation()
    line = memory.add(talk, "you", "Please keep all of that, zanzibarline.", "typed").id
    other = memory.add(talk, "you", "Now take some of it off.", "typed").id
    due = memory.due_times.add("reminder", "callquartz Amy", WHEN, message=line).id
    memory.receipts.add("reminder", "callquartz Amy", WHEN, {"set": due}, line)
    event = memory.calendar.add(CalendarEvent("dentistgranite", datetime(2026, 3, 5, 9), message=line))
    memory.receipts.add("calendar", "dentistgranite", None, {"added": event.id}, line)
    items = memory.lists.add(memory.lists.make("shopping").id, ["milkbasalt"], line)
    memory.receipts.add("list", "milkbasalt", None, {"added": items, "items": []}, line)
    note = memory.notes.add("boilerschist on the fifth", line)
    memory.receipts.add("note", "boilerschist", None, {"noted": note.id}, line)
    letter = memory.letters.add("to Gneissa", {"must": ["gneissgoat"]}, line)
    memory.letters.add_version(letter.id, "Dear Gneissa, gneissgoat.", "her")
    memory.letters.add_version(letter.id, "Dear Gneissa, pumicegoat.", "hand")
    memory.pieces.add(
        NewPiece("Marblerain", "You spoke of marblerain.", 1, "sad", "D minor", 50.0, b"MThd"), line, [line]
    )
    words = ["zanzibarline", "callquartz", "dentistgranite", "milkbasalt", "boilerschist", "gneiss", "pumicegoat"]
    return Evening(memory, line, other, due, [*words, "marblerain"])


def test_what_is_in_use_stays_and_is_named(evening: Evening) -> None:
    memory = evening.memory
    evening.memory.backups.make()
    forgotten = memory.forgetting.message(evening.line)
    assert [one.in_words for one in forgotten.stays] == [
        "the reminder “callquartz Amy”",
        "the event “dentistgranite”",
        "the shopping list: “milkbasalt”",
        "the note “boilerschist on the fifth”",
        "the letter “to Gneissa”",
        "the piece “Marblerain”",
    ]
    assert stay_in_words(forgotten.stays[:1]) == (
        "The reminder “callquartz Amy” stays, under To do; remove it there or by saying so."
    )
    assert stay_in_words(forgotten.stays).endswith(
        "and 3 more stay, under To do and Made; remove them there or by saying so."
    )
    assert memory.receipts.list() == []
    memory.forgetting.make_final(forgotten)
    assert evening.traces() == set(evening.words) - {"zanzibarline", "marblerain"}


def test_with_what_is_kept_no_byte_of_it_is_left(evening: Evening) -> None:
    evening.memory.backups.make()
    assert evening.traces() == set(evening.words)
    forgotten = evening.memory.forgetting.message(evening.line, kept=True)
    assert forgotten.stays == ()
    assert evening.memory.forgetting.make_final(forgotten) == ()
    assert evening.traces() == set()
    assert evening.memory.check() == []


@pytest.mark.parametrize("kept", [False, True])
def test_undo_puts_back_all_of_it(evening: Evening, kept: bool) -> None:
    before = evening.rows()
    forgotten = evening.memory.forgetting.conversation(1, kept=kept)
    assert evening.rows() != before
    evening.memory.forgetting.undo(forgotten)
    assert evening.rows() == before


def test_a_receipt_that_could_put_back_its_words_goes_too(evening: Evening) -> None:
    memory = evening.memory
    note, item = memory.notes.all()[0], memory.lists.all()[0].items[0]
    memory.notes.remove(note.id)
    memory.lists.take_off([item.id])
    rows = [[note.id, note.text, note.made.isoformat(), evening.line]]
    memory.receipts.add("note", "a note removed", None, {"removed": rows}, evening.other)
    rows = [[item.id, 1, item.text, None, item.made.isoformat(), evening.line]]
    memory.receipts.add("list", "one off", None, {"of": 1, "items": rows}, evening.other)
    memory.due_times.change(evening.due, "stopped")
    memory.receipts.add("reminder", "callquartz off", None, {"were": [{"id": evening.due, "text": "callquartz"}]})
    letter = letter_as_json(memory.letters.remove(memory.letters.list()[0].id))
    memory.receipts.add("letter", "to Gneissa: removed", None, {"removed": letter}, evening.other)
    memory.receipts.add("note", "another", None, {"noted": 99}, evening.other)
    memory.backups.make()
    memory.forgetting.make_final(memory.forgetting.message(evening.line))
    assert [receipt.text for receipt in memory.receipts.list()] == ["another"]
    assert evening.traces().isdisjoint({"callquartz", "milkbasalt", "boilerschist", "gneiss", "pumicegoat"})


def told_of_a_letter(memory: Memory) -> tuple[int, int, int]:
    """A letter asked for by one line, changed by another; the two lines and the letter."""
    talk = memory.begin_conversation()
    first, second = (
        memory.add(talk, "you", words, "typed").id for words in ("write feldsparnote", " shorter flintnote")
    )
    letter = memory.letters.add("to Tom", {"told": ["write feldsparnote", "warm"], "tone": "warm"}, first)
    memory.letters.add_version(letter.id, "Dear Tom, hello.", "her")
    memory.letters.quote(letter.id, first, "write feldsparnote")
    memory.letters.keep_brief(letter.id, {**letter.brief, "told": [*letter.brief["told"], "shorter flintnote"]})
    memory.letters.add_version(letter.id, "Tom, hello.", "her", " shorter flintnote")
    memory.letters.quote(letter.id, second, " shorter flintnote")
    return first, second, letter.id


def test_a_forgotten_line_leaves_its_words_in_no_letter(memory: Memory) -> None:
    first, second, number = told_of_a_letter(memory)
    evening, before = Evening(memory, words=["flintnote", "feldsparnote"]), memory.letters.one(number)
    memory.backups.make()
    forgotten = memory.forgetting.message(second)
    assert [one.in_words for one in forgotten.stays] == ["the letter “to Tom”"]
    assert memory.letters.one(number).brief == {"told": ["write feldsparnote", "warm"], "tone": "warm"}
    assert [one.instruction for one in memory.letters.one(number).versions] == ["", ""]
    memory.forgetting.undo(forgotten)
    assert memory.letters.one(number) == before
    memory.forgetting.make_final(memory.forgetting.message(second))
    assert evening.traces() == {"feldsparnote"}
    assert memory.letters.one(number).words == ((first, "write feldsparnote"),)
    memory.forgetting.make_final(memory.forgetting.message(first))
    assert evening.traces() == set()
    assert memory.letters.one(number).text == "Tom, hello."
    assert memory.check() == []


def test_a_removed_letter_is_put_back_with_what_it_quotes_and_goes_with_it(memory: Memory) -> None:
    _, second, number = told_of_a_letter(memory)
    before = memory.letters.one(number)
    kept = letter_as_json(memory.letters.remove(number))
    memory.letters.put_back(letter_from_json(json.loads(json.dumps(kept))))
    assert memory.letters.one(number) == before
    memory.receipts.add("letter", "to Tom: removed", None, {"removed": letter_as_json(memory.letters.remove(number))})
    memory.forgetting.message(second)
    assert memory.receipts.list() == []


def test_a_corrected_line_is_not_quoted_any_more(memory: Memory) -> None:
    _, second, number = told_of_a_letter(memory)
    with memory.database.writing() as writer:
        writer.execute("update message set text = 'something else' where id = ?", (second,))
    assert "shorter flintnote" not in memory.letters.one(number).brief["told"]


def test_a_letter_from_before_the_table_is_known_by_its_words_and_so_is_one_in_a_backup(memory: Memory) -> None:
    _, second, number = told_of_a_letter(memory)
    with memory.database.writing() as writer:
        for trigger in ("letter_without_words", "letter_after_correction"):
            writer.execute(f"drop trigger {trigger}")
        writer.execute("drop table letter_words")
        remove_kept(writer, [second], ())
    backed_up = memory.database.rows("select brief, instruction from letter join letter_version on letter = letter.id")
    assert "flintnote" not in repr(backed_up)
    with memory.database.writing() as writer:
        m014_letter_words.migrate(writer)
    assert [words for _, words in memory.letters.one(number).words] == ["write feldsparnote"]


def test_a_reminder_that_stayed_goes_when_it_is_over_from_the_backups_too(evening: Evening, clock: Clock) -> None:
    memory = evening.memory
    memory.backups.make()
    memory.forgetting.make_final(memory.forgetting.message(evening.line))
    assert not memory.forgetting.remove_over()
    clock.time = datetime(2026, 3, 10, 10)
    rung = memory.due_times.ring(memory.due_times.due_time(evening.due))
    assert rung is not None
    assert not memory.forgetting.remove_over(), "nobody was told yet"
    assert memory.due_times.claim_telling(rung)
    assert not memory.forgetting.remove_over(), "it may be put off"
    assert "callquartz" in evening.traces()
    clock.time += timedelta(days=1)
    assert memory.forgetting.remove_over()
    assert "callquartz" not in evening.traces()
    assert not memory.forgetting.remove_over()


def test_what_was_over_when_it_was_forgotten_leaves_a_backup_in_which_it_waited(evening: Evening) -> None:
    memory = evening.memory
    memory.backups.make()
    memory.due_times.change(evening.due, "stopped")
    memory.calendar.remove(memory.calendar.events()[0].id)
    memory.forgetting.make_final(memory.forgetting.conversation(1))
    assert evening.traces().isdisjoint({"callquartz", "dentistgranite"})


def test_a_period_and_a_person_take_receipts_without_a_line_and_name_what_stays(memory: Memory, clock: Clock) -> None:
    memory.notes.add("Noravelle likes tea")
    memory.receipts.add("note", "Noravelle likes tea", None, {"noted": 1})
    stopped = memory.due_times.add("reminder", "ring Noravelle", WHEN)
    memory.due_times.change(stopped.id, "stopped")
    line = memory.add(memory.begin_conversation(), "you", "My sister Noravelle is here.", "typed").id
    quote, told = "My sister Noravelle", "Noravelle, your sister."
    memory.facts.accept(FactCandidate("person", "is", "here", told, quote, name="Noravelle", relation="sister"), line)
    person = memory.facts.people()[0].id

    def gone(forget: Callable[[], Forgotten]) -> tuple[list[str], int]:
        forgotten = forget()
        left = len(memory.receipts.list()) + len(memory.due_times.list(states=("stopped",)))
        memory.forgetting.undo(forgotten)
        return [one.text for one in forgotten.stays], left

    assert gone(lambda: memory.forgetting.person(person)) == ([], 2)
    assert gone(lambda: memory.forgetting.person(person, words=True)) == (["Noravelle likes tea"], 0)
    span = (clock.time - timedelta(hours=1), clock.time)
    assert gone(lambda: memory.forgetting.period(*span)) == (["Noravelle likes tea"], 0)
    assert gone(lambda: memory.forgetting.period(*span, kept=True)) == ([], 0)


def test_a_person_is_found_in_every_word_that_is_kept(memory: Memory, clock: Clock) -> None:
    memory.calendar.add(CalendarEvent("dinner", datetime(2026, 3, 5, 9), place="at Zoë's"))
    memory.calendar.add(CalendarEvent("lunch", datetime(2026, 3, 6, 9), notes="with\nZoë"))
    memory.calendar.remove(memory.calendar.add(CalendarEvent("gone", datetime(2026, 3, 7, 9), notes="Zoë")).id)
    memory.letters.add("told", {"told": ["say\nZoë is well"]})
    memory.letters.add_version(memory.letters.add("text", {}).id, "Zoë is well.", "her")
    memory.letters.add_version(memory.letters.add("instruction", {}).id, "Hello.", "her", "greet Zoë")
    memory.letters.add_version(memory.letters.add("another", {"told": ["Zoëlle"]}).id, "To Zoëtrope.", "her")
    removed = memory.letters.add("removed", {"must": ["say\nZoë"]})
    memory.receipts.add("letter", "removed", None, {"removed": letter_as_json(memory.letters.remove(removed.id))})
    memory.receipts.add("note", "nothing", None, {"noted": 3})
    line = memory.add(memory.begin_conversation(), "you", "My sister Zoë is here.", "typed").id
    sister = FactCandidate("person", "is", "here", "Zoë, your sister.", "My sister Zoë", name="Zoë", relation="sister")
    memory.facts.accept(sister, line)
    forgotten = memory.forgetting.person(memory.facts.people()[0].id, words=True)
    assert {one.text for one in forgotten.stays} == {"dinner", "lunch", "told", "text", "instruction"}
    assert [one.text for one in memory.receipts.list()] == ["nothing"]
    assert memory.database.rows("select title from calendar_event where removed is not null") == []


def test_what_was_removed_long_ago_is_in_no_receipt(memory: Memory, clock: Clock) -> None:
    letter = memory.letters.add("to Tom", {})
    memory.receipts.add("letter", "removed", None, {"removed": letter_as_json(memory.letters.remove(letter.id))})
    memory.receipts.add("note", "removed", None, {"removed": [[1, "boilerschist", "2026-03-01T08:00:00", None]]})
    memory.receipts.add(
        "list", "taken off", None, {"of": 1, "items": [[1, 1, "milk", None, "2026-03-01T08:00:00", None]]}
    )
    memory.receipts.add("list", "put on", None, {"of": 1, "added": [2], "items": []})
    memory.receipts.add("calendar", "out", None, {"removed": [4]})
    clock.time += UNDO_KEPT - timedelta(hours=1)
    assert not memory.receipts.drop_copies()
    assert all(one.undoable for one in memory.receipts.list())
    clock.time += timedelta(days=1)
    assert memory.receipts.drop_copies()
    assert {one.text for one in memory.receipts.list() if one.undoable} == {"put on", "out"}
    assert not memory.receipts.drop_copies()


def test_the_terminal_names_what_stays_and_forgets_it_when_asked(environment, command, capsys) -> None:
    def begin() -> tuple[int, int]:
        memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "sea and sand"})
        talk = memory.begin_conversation()
        line = memory.add(talk, "you", "Note: the key is under the pot.", "typed").id
        memory.notes.add("the key is under the pot", line)
        memory.close()
        return talk, line

    talk, line = begin()
    command(memory_command, "forget", "--message", str(line), "--yes")
    assert "The note “the key is under the pot” stays, under To do" in capsys.readouterr().err
    talk, line = begin()
    command(history_command, "delete", str(talk), "--yes", "--kept")
    assert "stays" not in capsys.readouterr().err
    command(history_command, "search", "key", "--json")
    assert [json.loads(found)["kind"] for found in capsys.readouterr().out.splitlines()] == ["note"], "of the first"
