"""What she keeps when asked is in the exports, and stays through an import, a backup and a restore."""

from __future__ import annotations

import base64
import io
import json
from datetime import UTC, datetime

import pytest

from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.memory.calendar import CalendarEvent
from companion.memory.export import read_json, write_json, write_markdown
from companion.memory.pieces import NewPiece
from companion.memory.restoring import restore

OPEN = {"COMPANION_PASSPHRASE": "sea and sand"}


@pytest.fixture
def full(memory: Memory) -> Memory:
    return fill(memory)


def fill(memory: Memory) -> Memory:
    """One of everything, asked for by a line."""
    line = memory.add(memory.begin_conversation(), "you", "Remind me to call Amy.", "typed").id
    memory.due_times.add("reminder", "call\n# Amy", datetime(2026, 3, 4, 11, tzinfo=UTC), message=line)
    event = CalendarEvent("dentist", datetime(2026, 3, 5, 9), None, "Europe/Vienna", place="Main street", message=line)
    memory.calendar.add(event)
    memory.calendar.remove(memory.calendar.add(CalendarEvent("removed", datetime(2026, 3, 5, 9))).id)
    shopping = memory.lists.make("shopping").id
    memory.lists.tick(memory.lists.add(shopping, ["milk", "bread"], line)[:1])
    memory.notes.add("# the boiler man\ncomes on the 5th", line)
    letter = memory.letters.add("to my sister", {"to": "sister"}, line)
    memory.letters.add_version(letter.id, "Dear Maeve,\nhappy birthday.", "her")
    piece = NewPiece("Rain", "You spoke of rain.", 5, "calm", "D minor", 60.0, b"MThd")
    memory.pieces.add(piece, line)
    memory.receipts.add("reminder", "call Amy", datetime(2026, 3, 4, 12), {"set": 1}, line)
    said = memory.message(line)
    memory.diary.add(said.at.date(), "You named Amy.", "form", [said])
    memory.to_ask.add("Did you call Amy?", said, said.at.date())
    memory.unasked.add("loose end", line)
    return memory


def counts(memory: Memory) -> dict[str, int]:
    tables = ("due_time", "calendar_event", "list_item", "kept_note", "letter_version", "piece", "receipt")
    return {table: memory.database.rows(f"select count(*) from {table}")[0][0] for table in tables}


def test_the_json_has_all_of_it(full: Memory) -> None:
    out = io.StringIO()
    write_json(full, out)
    kept = json.loads(out.getvalue())["kept"]
    uid = json.loads(out.getvalue())["conversations"][0]["messages"][0]["uid"]
    assert {name: len(rows) for name, rows in kept.items()} == {
        **{"due_times": 1, "calendar": 1, "lists": 1, "notes": 1, "letters": 1, "pieces": 1, "receipts": 1},
        **{"diary": 1, "to_ask": 1, "unasked": 1, "interview": 0},
    }
    assert {row["message"] for name, rows in kept.items() if name not in ("lists", "diary") for row in rows} == {uid}
    assert [(row["text"], row["by"], row["sources"]) for row in kept["diary"]] == [("You named Amy.", "form", [uid])]
    assert [(item["text"], item["ticked"] is not None) for item in kept["lists"][0]["items"]] == [
        *[("milk", True), ("bread", False)]
    ]
    assert kept["letters"][0]["brief"] == {"to": "sister"}
    assert kept["letters"][0]["versions"][0]["text"].startswith("Dear Maeve")
    assert base64.b64decode(kept["pieces"][0]["midi"]) == b"MThd"
    assert kept["due_times"][0]["due"] == "2026-03-04T11:00:00.000+00:00"


def test_the_markdown_is_readable_and_only_of_the_whole(full: Memory) -> None:
    out, part = io.StringIO(), io.StringIO()
    write_markdown(full, out, "Ada")
    write_markdown(full, part, "Ada", [full.conversations()[0].id])
    assert "# Waiting" not in part.getvalue()
    kept = out.getvalue().removeprefix(part.getvalue())
    made = full.notes.all()[0].made
    assert kept == (
        "# Waiting\n\n- reminder 2026-03-04 11:00 call # Amy\n\n"
        "# Calendar\n\n- 2026-03-05 09:00 (Europe/Vienna) dentist; Main street\n\n"
        "# Lists\n\n## shopping\n\n- [x] milk\n- [ ] bread\n\n"
        f"# Notes\n\n{made:%Y-%m-%d %H:%M}\n\n> # the boiler man\n> comes on the 5th\n\n"
        f"# Letters\n\n## to my sister\n\n{made:%Y-%m-%d %H:%M}, not finished\n\n> Dear Maeve,\n> happy birthday.\n\n"
        f"# Pieces\n\n- {made:%Y-%m-%d %H:%M} **Rain**, D minor, calm: You spoke of rain.\n\n"
        f"# Her diary\n\n- {made:%Y-%m-%d} You named Amy.\n\n"
        f"# What she may ask\n\n- {made:%Y-%m-%d} Did you call Amy?\n\n"
        f"# Said unasked\n\n- {made:%Y-%m-%d %H:%M} loose end\n\n"
        f"# Done\n\n- {made:%Y-%m-%d %H:%M} reminder: call Amy, for 2026-03-04 12:00\n\n"
    )


def test_reading_an_export_changes_nothing_that_is_kept(full: Memory) -> None:
    out, before = io.StringIO(), counts(full)
    write_json(full, out)
    document = json.loads(out.getvalue())
    older = {name: document[name] for name in ("companion", "version", "conversations")}
    for each in (document, older):
        assert read_json(full, json.dumps(each)).messages == 0
    assert counts(full) == before


def test_a_backup_restores_all_of_it(environment: Environment) -> None:
    out, again = io.StringIO(), io.StringIO()
    memory = fill(open_environment_memory(environment, OPEN))
    write_json(memory, out)
    copy = memory.backups.make()
    memory.notes.remove(memory.notes.all()[0].id)
    memory.letters.remove(1)
    memory.close()
    restore(environment, copy, OPEN)
    memory = open_environment_memory(environment, OPEN)
    write_json(memory, again)
    memory.close()
    assert again.getvalue() == out.getvalue()
