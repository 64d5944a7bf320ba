"""What is kept is found by its words, as what was said is."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import pytest

from companion.commands import history as history_command
from companion.memory import Memory, open_environment_memory
from companion.memory.calendar import CalendarEvent
from companion.memory.kept_export import write_kept
from companion.memory.pieces import NewPiece


@pytest.fixture
def kept(memory: Memory) -> Memory:
    memory.notes.add("The Café's boiler man comes on the fifth.")
    memory.due_times.add("reminder", "ring the boiler man", datetime(2026, 3, 4, 11, tzinfo=UTC))
    memory.due_times.change(memory.due_times.add("timer", "boiler", datetime(2026, 3, 4, tzinfo=UTC)).id, "stopped")
    memory.calendar.add(CalendarEvent("dentist", date(2026, 3, 5), place="Boiler street"))
    shopping = memory.lists.make("boiler parts")
    memory.lists.add(shopping.id, ["gasket", "boiler tape"])
    letter = memory.letters.add("to the landlord", {})
    memory.letters.add_version(letter.id, "Dear landlord, " + "well " * 60 + "the boiler is broken.", "her")
    memory.pieces.add(NewPiece("Boiler song", "", 1, "glad", "C major", 40.0, b"MThd"))
    line = memory.add(memory.begin_conversation(), "you", "It is cold.", "typed")
    memory.diary.add(line.at.date(), "The boiler came up three times.", "form", [line])
    return memory


def test_every_kind_is_found_and_marked(kept: Memory) -> None:
    hits = kept.search_kept("boiler")
    assert sorted(hit.kind for hit in hits) == [
        *("calendar", "diary", "letter", "list", "list", "note", "piece", "reminder")
    ]
    for hit in hits:
        assert {hit.snippet[start:end].lower() for start, end in hit.marks} == {"boiler"}
    letter = next(hit for hit in hits if hit.kind == "letter")
    assert letter.snippet.startswith("…")
    assert len(letter.snippet) < 200


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("cafe BOIL", ["note"]),
        ("café's man", ["note"]),
        ("boil man", []),
        ("fifth the", ["note"]),
        ("gasket", ["list"]),
        ("dentist street", ["calendar"]),
        ("", []),
        ("%", []),
        ('" OR (', []),
    ],
)
def test_all_words_must_be_there_the_last_perhaps_unfinished(kept: Memory, words: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in kept.search_kept(words)] == kinds


@pytest.mark.parametrize("zone", ["local", "Mars/Phobos", "../etc/passwd"])
def test_a_zone_without_a_name_hinders_neither_search_nor_export(kept: Memory, zone: str) -> None:
    with kept.database.writing() as writer:
        writer.execute("update due_time set zone = ?", (zone,))
    assert "reminder" in [hit.kind for hit in kept.search_kept("boiler")]
    here = datetime(2026, 3, 4, 11, tzinfo=UTC).astimezone()
    write_kept(kept, out := io.StringIO())
    assert f"- reminder {here:%Y-%m-%d %H:%M} ring the boiler man" in out.getvalue()


def test_the_terminal_shows_what_is_kept_before_what_was_said(environment, command, capsys) -> None:
    memory = open_environment_memory(environment, {"COMPANION_PASSPHRASE": "sea and sand"})
    memory.add(memory.begin_conversation(), "you", "The boiler is cold.", "typed")
    number = memory.notes.add("boiler man: the fifth").id
    memory.close()
    command(history_command, "search", "boiler", "--json")
    note, line = map(json.loads, capsys.readouterr().out.splitlines())
    assert (note["kind"], note["id"], note["snippet"]) == ("note", number, "boiler man: the fifth")
    assert line["message"]["text"] == "The boiler is cold."
    command(history_command, "search", "boiler", "--limit", "1")
    out, err = capsys.readouterr()
    assert out.split()[:2] == ["note", str(number)]
    assert "cold" not in out
    assert "2 found, 1 shown" in err
