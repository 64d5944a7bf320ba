"""Exports conversations and what is kept beside them as Markdown or JSON, and imports such conversations without duplicates.

The JSON: {"companion": "conversations", "version": 1, "conversations": [{"uid", "started", "messages": [{"uid",
"speaker", "text", "at", "via", "interrupted", "neutral"}]}], "kept"}. Times are local, ISO; a `uid` is sixteen hexadecimal digits.
"neutral": said by the neutral voice of an interview, and not by her. "kept", described in `kept_export`, is there when all is
exported, "moods" (see `moods_as_json`) if they are asked for; neither is imported: a backup restores them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO, get_args

from companion.errors import CompanionError
from companion.memory.conversations import Speaker, Via, iso_time, label, storable
from companion.memory.kept_export import kept_as_json, quoted, write_kept
from companion.memory.memory import Memory
from companion.memory.moods import moods_as_json, write_moods
from companion.text.characters import ordinary

VERSION = 1
_NOT_OURS = (
    "That file holds no conversations this program exported; give a JSON file made by `companion history export`."
)


@dataclass(frozen=True)
class Imported:
    """What an import added."""

    conversations: int
    """How many conversations had a new message."""
    messages: int
    known: int
    """How many messages of the file were here already, or stood in it twice."""


def write_json(memory: Memory, out: TextIO, conversations: Iterable[int] | None = None, moods: bool = False) -> None:
    """Write these conversations, or all with what is kept beside them, oldest first, as JSON with one conversation a line.

    `moods`: of all, also how they seemed to be said, as "moods".

    Raises CompanionError for an unknown id.
    """
    out.write(f'{{"companion": "conversations", "version": {VERSION}, "conversations": [')
    separator = "\n"
    for number in _chosen(memory, conversations):
        out.write(separator + json.dumps(_as_json(memory, number), ensure_ascii=False))
        separator = ",\n"
    kept = "" if conversations is not None else f',\n"kept": {json.dumps(kept_as_json(memory), ensure_ascii=False)}'
    if moods and conversations is None:
        kept += f',\n"moods": {json.dumps(moods_as_json(memory.moods), ensure_ascii=False)}'
    out.write(f"\n]{kept}}}\n")


def write_markdown(
    memory: Memory, out: TextIO, her_name: str, conversations: Iterable[int] | None = None, moods: bool = False
) -> None:
    """Write these conversations, or all with what is kept beside them, oldest first, as Markdown with a heading for each.

    `moods`: of all, also how the days seemed.

    Raises CompanionError for an unknown id.
    """
    for number in _chosen(memory, conversations):
        conversation = memory.conversation(number)
        out.write(f"# {conversation.started:%Y-%m-%d %H:%M}\n\n")
        for message in memory.messages(number):
            out.write(f"**{label(message, her_name)}**, {message.at:%H:%M}\n\n{quoted(message.text)}\n\n")
    if conversations is None:
        write_kept(memory, out)
        if moods:
            write_moods(memory.moods, out)


def read_json(memory: Memory, text: str) -> Imported:
    """Import the messages that this memory lacks; if one conversation fails, none of it is added. Raises CompanionError."""
    conversations = [_parsed(entry, f"conversation {n}") for n, entry in enumerate(_entries(text), 1)]
    added = [(uid, _add(memory, uid, started, rows)) for uid, started, rows in conversations if rows]
    messages = sum(count for _, count in added)
    known = sum(len(rows) for _, _, rows in conversations) - messages
    return Imported(len({uid for uid, count in added if count}), messages, known)


def _chosen(memory: Memory, conversations: Iterable[int] | None) -> Iterator[int]:
    if conversations is not None:
        yield from (memory.conversation(number).id for number in conversations)
        return
    sql = """select id from conversation c where exists (select 1 from message where conversation = c.id)
        order by id"""
    yield from (row[0] for row in memory.database.rows(sql))


def _as_json(memory: Memory, conversation: int) -> dict[str, Any]:
    sql = "select hex(uid), started from conversation where id = ?"
    ((uid, started),) = memory.database.rows(sql, (conversation,))
    sql = """select hex(uid), speaker, text, at, via, interrupted, exists (select 1 from neutral_line where message = m.id)
        from message m where conversation = ? order by id"""
    names = ("uid", "speaker", "text", "at", "via", "interrupted", "neutral")
    messages = [dict(zip(names, row, strict=True)) for row in memory.database.rows(sql, (conversation,))]
    for message in messages:
        message["interrupted"] = bool(message["interrupted"])
        message["neutral"] = bool(message["neutral"])
    return {"uid": uid, "started": started, "messages": messages}


def _entries(text: str) -> list[Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CompanionError(_NOT_OURS) from error
    if not isinstance(document, dict) or document.get("companion") != "conversations":
        raise CompanionError(_NOT_OURS)
    version, entries = document.get("version"), document.get("conversations")
    if isinstance(version, int) and version > VERSION:
        raise CompanionError(
            "That file was exported by a newer version of this program; update the program to import it."
        )
    if version != VERSION or not isinstance(entries, list):
        raise CompanionError(_NOT_OURS)
    return entries


_UID = re.compile(r"[0-9a-fA-F]{16}")
_KINDS: dict[type, str] = {str: "text", bool: "true or false", list: "a list"}
_Row = tuple[bytes, str, str, str, str, bool, bool]


def _parsed(entry: Any, where: str) -> tuple[bytes, str, list[_Row]]:
    uid, started = _uid(entry, where), _time(entry, "started", where)
    messages = _field(entry, "messages", list, where)
    return uid, started, [_message(message, f"message {n} of {where}") for n, message in enumerate(messages, 1)]


def _message(message: Any, where: str) -> _Row:
    uid, at = _uid(message, where), _time(message, "at", where)
    speaker, via = _one_of(message, "speaker", Speaker, where), _one_of(message, "via", Via, where)
    text, cut = _field(message, "text", str, where), _field(message, "interrupted", bool, where)
    neutral = speaker == "her" and message.get("neutral") is True
    return uid, speaker, storable(ordinary(text)), at, via, cut, neutral


def _field(entry: Any, name: str, kind: type, where: str) -> Any:
    if not isinstance(entry, dict) or name not in entry:
        raise _fault(f"{where} has no “{name}”")
    if not isinstance(entry[name], kind):
        raise _fault(f"the “{name}” of {where} is not {_KINDS[kind]}")
    return entry[name]


def _one_of(entry: Any, name: str, choices: Any, where: str) -> str:
    text: str = _field(entry, name, str, where)
    if text not in get_args(choices):
        raise _fault(f"the “{name}” of {where} is not one of {', '.join(get_args(choices))}")
    return text


def _uid(entry: Any, where: str) -> bytes:
    text = _field(entry, "uid", str, where)
    if not _UID.fullmatch(text):
        raise _fault(f"the “uid” of {where} is not sixteen hexadecimal digits")
    return bytes.fromhex(text)


def _time(entry: Any, name: str, where: str) -> str:
    text = _field(entry, name, str, where)
    try:
        return iso_time(datetime.fromisoformat(text))
    except ValueError as error:
        raise _fault(f"the “{name}” of {where} is not a time like 2026-03-02T21:00:00") from error


def _fault(what: str) -> CompanionError:
    return CompanionError(f"{_NOT_OURS[:-1]}, unchanged ({what}).")


def _add(memory: Memory, uid: bytes, started: str, rows: list[_Row]) -> int:
    """Insert the conversation and its messages; how many of the messages were new."""
    with memory.database.writing() as writer:
        writer.execute(
            "insert into conversation(uid, started, imported) values (?, ?, 1) on conflict(uid) do nothing",
            (uid, started),
        )
        number = writer.execute("select id from conversation where uid = ?", (uid,)).get
        sql = """insert into message(conversation, uid, speaker, text, at, via, interrupted)
            values (?, ?, ?, ?, ?, ?, ?) on conflict(uid) do nothing"""
        new = 0
        for row in rows:
            writer.execute(sql, (number, *row[:-1]))
            if writer.changes():
                new += 1
                if row[-1]:
                    writer.execute("insert into neutral_line(message) values (?)", (writer.last_insert_rowid(),))
        return new
