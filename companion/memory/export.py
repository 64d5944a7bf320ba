"""Exports conversations as Markdown or JSON, and imports that JSON again without duplicates.

The JSON: {"companion": "conversations", "version": 1, "conversations": [{"uid", "started", "messages": [{"uid",
"speaker", "text", "at", "via", "interrupted"}]}]}. Times are local, ISO; a `uid` is sixteen hexadecimal digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO, get_args

from companion.errors import CompanionError
from companion.memory.conversations import Message, Speaker, Via, iso_time, storable
from companion.memory.memory import Memory

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


def write_json(memory: Memory, out: TextIO, conversations: Iterable[int] | None = None) -> None:
    """Write these conversations, or all, oldest first, as JSON with one conversation a line.

    Raises CompanionError for an unknown id.
    """
    out.write(f'{{"companion": "conversations", "version": {VERSION}, "conversations": [')
    separator = "\n"
    for number in _chosen(memory, conversations):
        out.write(separator + json.dumps(_as_json(memory, number), ensure_ascii=False))
        separator = ",\n"
    out.write("\n]}\n")


def write_markdown(memory: Memory, out: TextIO, her_name: str, conversations: Iterable[int] | None = None) -> None:
    """Write these conversations, or all, oldest first, as Markdown with a heading for each.

    Raises CompanionError for an unknown id.
    """
    for number in _chosen(memory, conversations):
        conversation = memory.conversation(number)
        out.write(f"# {conversation.started:%Y-%m-%d %H:%M}\n\n")
        for message in memory.messages(number):
            who = "You" if message.speaker == "you" else her_name
            out.write(f"**{who}**, {message.at:%H:%M}\n\n{_quoted(message)}\n\n")


def read_json(memory: Memory, text: str) -> Imported:
    """Import the messages that this memory lacks; if one conversation fails, none of it is added. Raises CompanionError."""
    conversations = [_parsed(entry) for entry in _entries(text)]
    added = [_add(memory, uid, started, rows) for uid, started, rows in conversations if rows]
    return Imported(sum(1 for count in added if count), sum(added))


def _chosen(memory: Memory, conversations: Iterable[int] | None) -> Iterator[int]:
    if conversations is not None:
        yield from (memory.conversation(number).id for number in conversations)
        return
    sql = """select id from conversation c where exists (select 1 from message where conversation = c.id)
        order by started, id"""
    yield from (row[0] for row in memory.database.rows(sql))


def _as_json(memory: Memory, conversation: int) -> dict[str, Any]:
    sql = "select hex(uid), started from conversation where id = ?"
    ((uid, started),) = memory.database.rows(sql, (conversation,))
    sql = "select hex(uid), speaker, text, at, via, interrupted from message where conversation = ? order by id"
    names = ("uid", "speaker", "text", "at", "via", "interrupted")
    messages = [dict(zip(names, row, strict=True)) for row in memory.database.rows(sql, (conversation,))]
    for message in messages:
        message["interrupted"] = bool(message["interrupted"])
    return {"uid": uid, "started": started, "messages": messages}


def _quoted(message: Message) -> str:
    """The message as a Markdown quotation, so that nothing in it can look like one of our headings."""
    lines = message.text.splitlines() or [""]
    return "\n".join(f"> {line}".rstrip() for line in lines)


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


_Row = tuple[bytes, str, str, str, str, bool]


def _parsed(entry: Any) -> tuple[bytes, str, list[_Row]]:
    try:
        return _uid(entry["uid"]), _time(entry["started"]), [_message(message) for message in entry["messages"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CompanionError(f"{_NOT_OURS[:-1]}, unchanged (at fault: {error}).") from error


def _message(message: Any) -> _Row:
    speaker, via, text, cut = message["speaker"], message["via"], message["text"], message["interrupted"]
    if speaker not in get_args(Speaker) or via not in get_args(Via) or not isinstance(cut, bool):
        raise ValueError("who said it, or how")
    return _uid(message["uid"]), speaker, storable(text), _time(message["at"]), via, cut


def _uid(text: str) -> bytes:
    uid = bytes.fromhex(text)
    if len(uid) != 8:
        raise ValueError("a uid")
    return uid


def _time(text: str) -> str:
    return iso_time(datetime.fromisoformat(text))


def _add(memory: Memory, uid: bytes, started: str, rows: list[_Row]) -> int:
    """Insert the conversation and its messages; how many of the messages were new."""
    with memory.database.writing() as writer:
        sql = "select uid from message where conversation = (select id from conversation where uid = ?)"
        known = {row[0] for row in writer.execute(sql, (uid,))}
        new = [row for row in rows if row[0] not in known]
        writer.execute(
            "insert into conversation(uid, started) values (?, ?) on conflict(uid) do nothing", (uid, started)
        )
        number = writer.execute("select id from conversation where uid = ?", (uid,)).get
        sql = """insert into message(conversation, uid, speaker, text, at, via, interrupted)
            values (?, ?, ?, ?, ?, ?, ?) on conflict(uid) do nothing"""
        before = writer.total_changes()
        writer.executemany(sql, [(number, *row) for row in new])
        return len(new) if writer.total_changes() > before else 0
