"""Exports what is kept beside what was said: what waits, the calendar, lists, notes, letters, pieces, her diary, what was done.

The JSON: {"due_times", "calendar", "lists", "notes", "letters", "pieces", "diary", "to_ask", "receipts", "unasked",
"interview"}, each a list of objects named as the columns of the file are, a list with its "items", a letter with its "versions",
a piece with its "midi" in base64; "message" is the `uid` of the line that asked for it or that is asked about, "sources" are
those of the lines that a line of her diary rests on. Times are local, ISO; of due times UTC, beside their "zone".
"""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TextIO

from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import DueTime
from companion.memory.letters import Letter
from companion.memory.memory import Memory
from companion.memory.receipts import Receipt

_ALL = 1_000_000_000
_TABLES = {
    "due_times": ("due_time", "kind, text, due, zone, recurrence, length_s, left_s, state, rung, told, made"),
    "calendar": (
        "calendar_event",
        "title, begins, ends, zone, recurrence, except_on, place, notes, made, removed",
    ),
    "lists": ("kept_list", "name, made, used"),
    "notes": ("kept_note", "text, made"),
    "letters": ("letter", "title, brief, made, used, finished, version"),
    "pieces": ("piece", "title, why, made, seed, mood, key, seconds, change, played, midi"),
    "to_ask": ("to_ask", "question, not_before, made, asked"),
    "receipts": ("receipt", "deed, text, happens, done, undone"),
    "unasked": ("unasked", "kind, at, place, dismissed"),
}
_PARTS = {
    "lists": ("items", "list_item", "list", "text, ticked, made"),
    "letters": ("versions", "letter_version", "letter", "text, by, instruction, before, made"),
}
"""What stands under a row: its name in the JSON, its table, the column that names the row."""


def kept_as_json(memory: Memory) -> dict[str, list[dict[str, Any]]]:
    """All that is kept, as JSON has it; without what was taken out of the calendar."""
    found = {name: list(_rows(memory, name)) for name in _TABLES}
    found["calendar"] = [row for row in found["calendar"] if row.pop("removed") is None]
    for piece in found["pieces"]:
        piece["midi"] = base64.b64encode(piece["midi"]).decode()
    for letter in found["letters"]:
        letter["brief"] = json.loads(letter["brief"])
    found["diary"] = list(_diary(memory))
    found["interview"] = list(_interview(memory))
    return found


def _diary(memory: Memory) -> Iterator[dict[str, Any]]:
    """Her diary; `by` tells whether her LLM or code wrote a line: none of it is the user's."""
    sql = """select uid, day, text, by, made, (select json_group_array(hex(m.uid)) from diary_source s
        join message m on m.id = s.message where s.line = diary_line.id) from diary_line order by id"""
    for uid, day, text, by, made, sources in memory.database.rows(sql):
        row = {"uid": uid.hex().upper(), "day": day, "text": text, "by": by, "made": made}
        yield row | {"sources": json.loads(sources)}


def _interview(memory: Memory) -> Iterator[dict[str, Any]]:
    """What the answers were understood to be when she was met; `message` is the line that gave it."""
    sql = """select question, value, name, made, (select hex(uid) from message where id = one.message)
        from interview_answer one order by id"""
    for values in memory.database.rows(sql):
        yield dict(zip(("question", "value", "name", "made", "message"), values, strict=True))


def _rows(memory: Memory, name: str) -> Iterator[dict[str, Any]]:
    table, columns = _TABLES[name]
    names = columns.split(", ")
    asked = "(select hex(uid) from message where id = one.message)" if name != "lists" else "null"
    sql = f"select id, uid, {asked}, {columns} from {table} one order by id"
    for number, uid, message, *values in memory.database.rows(sql):
        row = {"uid": uid if isinstance(uid, str) else uid.hex().upper()} | dict(zip(names, values, strict=True))
        if name != "lists":
            row["message"] = message
        if name in _PARTS:
            part, parts, of, its = _PARTS[name]
            fields = ["id", *its.split(", ")]
            sql = f"select {', '.join(fields)} from {parts} where {of} = ? order by id"
            row[part] = [dict(zip(fields, one, strict=True)) for one in memory.database.rows(sql, (number,))]
        yield row


def write_kept(memory: Memory, out: TextIO) -> None:
    """All that is kept, as Markdown: a heading for each kind of which there is something."""
    sections = {
        "Waiting": [_due_line(one) for one in memory.due_times.list()],
        "Calendar": [_event_line(event) for event in memory.calendar.events()],
        "Lists": [line for kept in memory.lists.all() for line in _list_lines(kept.name, kept.items)],
        "Notes": [f"{note.made:%Y-%m-%d %H:%M}\n\n{quoted(note.text)}\n" for note in reversed(memory.notes.all())],
        "Letters": [_letter(letter) for letter in reversed(memory.letters.list())],
        "Pieces": [
            f"- {piece.made:%Y-%m-%d %H:%M} **{_plain(piece.title)}**, {piece.key}, {piece.mood}: {_plain(piece.why)}"
            for piece in reversed(memory.pieces.list(_ALL))
        ],
        "Her diary": [f"- {one.day} {_plain(one.text)}" for one in reversed(memory.diary.list(_ALL))],
        "What she may ask": [f"- {one.not_before} {_plain(one.question)}" for one in reversed(memory.to_ask.list())],
        "Said unasked": [
            f"- {one.at:%Y-%m-%d %H:%M} {one.kind}{' (not wanted)' if one.dismissed else ''}"
            for one in memory.unasked.all()
        ],
        "When you met her": [
            f"- {one['made'][:16].replace('T', ' ')} {one['question']}: {_plain(one['value'] + ' ' + one['name'])}"
            for one in _interview(memory)
        ],
        "Done": [_receipt_line(receipt) for receipt in reversed(memory.receipts.list(_ALL))],
    }
    for heading, lines in sections.items():
        if lines:
            out.write(f"# {heading}\n\n" + "\n".join(lines).rstrip() + "\n\n")


def _due_line(one: DueTime) -> str:
    paused = f" (paused, {one.left} left)" if one.left is not None and one.state == "paused" else ""
    again = f" (again: {one.recurrence})" if one.recurrence else ""
    return f"- {one.kind} {one.local:%Y-%m-%d %H:%M} {_plain(one.text)}".rstrip() + again + paused


def _event_line(event: CalendarEvent) -> str:
    when = _moment(event.begins) + (f" to {_moment(event.ends)}" if event.ends is not None else "")
    more = "".join(f"; {_plain(text)}" for text in (event.place, event.notes) if text)
    again = f" (again: {event.recurrence})" if event.recurrence else ""
    return f"- {when} ({event.zone}) {_plain(event.title)}{more}{again}"


def _moment(when: datetime | date) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, datetime) else f"{when:%Y-%m-%d}"


def _list_lines(name: str, items: Any) -> Iterator[str]:
    yield f"## {_plain(name)}\n"
    for item in items:
        yield f"- [{'x' if item.ticked else ' '}] {_plain(item.text)}"
    yield ""


def _letter(letter: Letter) -> str:
    state = f"ready {letter.finished:%Y-%m-%d %H:%M}" if letter.finished else "not finished"
    return f"## {_plain(letter.title)}\n\n{letter.made:%Y-%m-%d %H:%M}, {state}\n\n{quoted(letter.text)}\n"


def _receipt_line(receipt: Receipt) -> str:
    when = f", for {receipt.happens:%Y-%m-%d %H:%M}" if receipt.happens else ""
    undone = " (undone)" if receipt.undone else ""
    return f"- {receipt.done:%Y-%m-%d %H:%M} {receipt.deed}: {_plain(receipt.text)}{when}{undone}"


def _plain(text: str) -> str:
    """On one line, so that nothing in it can look like a heading or an entry of ours."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The text as a Markdown quotation, so that nothing in it can look like one of our headings."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines() or [""])
