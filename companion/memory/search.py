"""Words somebody typed come in; the messages that hold them go out, best first, with the places to mark.

Words are found whole, without regard to case or accents; the last one also as a beginning. Scripts without spaces
(Chinese, Japanese, Thai…) and signs such as emoji are no words to the index, so those are looked for letter by letter.
"""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass

import apsw

from companion.memory.conversations import (
    CONVERSATION,
    MESSAGE,
    Conversation,
    Message,
    as_conversation,
    as_message,
    storable,
)

_MOST_CHARACTERS = 400
_MOST_WORDS = 24
_AROUND = 60
_LONGEST_SNIPPET = 300
_RANKED = 10_000
"""With more hits than this, weighing each costs more than a word so common is worth; the newest come first."""
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)

Marks = tuple[tuple[int, int], ...]
"""Places in a text: first character, one past the last."""


@dataclass(frozen=True)
class Hit:
    """One message that holds the words."""

    message: Message
    snippet: str
    """The part of the text around them, with “…” where something was left out."""
    marks: Marks
    """Where in `snippet` they stand."""
    conversation: Conversation


@dataclass(frozen=True)
class SearchResults:
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class _SearchQuery:
    match: str
    """An FTS5 query in which every word is quoted; may be empty."""
    pieces: tuple[str, ...]
    """What must occur letter by letter."""


def search(reader: apsw.Connection, words: str, limit: int, skip: int, whole: bool = False) -> SearchResults:
    """At most `limit` hits after the first `skip`. Any text is a harmless query; an empty one finds nothing.

    `whole`: the last word is finished, too.
    """
    wanted = _wanted(words, whole)
    if not wanted.match and not wanted.pieces:
        return SearchResults((), 0)
    left, right = secrets.token_hex(8), secrets.token_hex(8)
    source, values = _source(wanted)
    counted = "from words where words match ?" if wanted.match and not wanted.pieces else source
    total = int(reader.execute(f"select count(*) {counted}", values).get)
    excerpt = f"snippet(words, 0, '{left}', '{right}', '…', 24)" if wanted.match else "m.text"
    sql = f"select {MESSAGE}, {excerpt} {source} order by {_order(wanted, total)} limit ? offset ?"
    hits = []
    for row in reader.execute(sql, (*values, limit, skip)).fetchall():
        around = str(row[-1])
        snippet = _marked(around, left, right) if wanted.match else _excerpt(around, wanted.pieces[0])
        hits.append(_hit(reader, as_message(row[:-1]), *snippet))
    return SearchResults(tuple(hits), total)


def _order(wanted: _SearchQuery, total: int) -> str:
    if not wanted.match:
        return "m.id desc"
    return "words.rank" if total <= _RANKED else "words.rowid desc"


def _hit(reader: apsw.Connection, message: Message, snippet: str, marks: Marks) -> Hit:
    row = reader.execute(f"select {CONVERSATION} from conversation c where id = ?", (message.conversation,)).get
    return Hit(message, snippet, marks, as_conversation(row))


def _wanted(words: str, whole: bool) -> _SearchQuery:
    pieces = storable(words[:_MOST_CHARACTERS]).split()[:_MOST_WORDS]
    indexed = [piece for piece in pieces if _is_word(piece)]
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in indexed]
    match = " ".join(quoted) + ("" if whole or not quoted else " *")
    return _SearchQuery(match, tuple(piece for piece in pieces if not _is_word(piece)))


def _is_word(piece: str) -> bool:
    return not _SPACELESS.search(piece) and any(unicodedata.category(c)[0] in "LN" for c in piece)


def _source(wanted: _SearchQuery) -> tuple[str, tuple[str, ...]]:
    """The `from` and `where` of both the hits and their count."""
    conditions = ["instr(m.text, ?)" for _ in wanted.pieces]
    if wanted.match:
        table = "from words join message m on m.id = words.rowid where"
        return f"{table} {' and '.join(['words match ?', *conditions])}", (wanted.match, *wanted.pieces)
    return f"from message m where {' and '.join(conditions)}", wanted.pieces


def _marked(text: str, left: str, right: str) -> tuple[str, Marks]:
    """A snippet without the brackets the index put around the words, and where they stood."""
    plain, marks = "", []
    for number, part in enumerate(re.split(f"{left}|{right}", text)):
        if number % 2:
            marks.append((len(plain), len(plain) + len(part)))
        plain += part
    return _cut(plain, marks)


def _excerpt(text: str, piece: str) -> tuple[str, Marks]:
    place = text.index(piece)
    first, last = max(0, place - _AROUND), place + len(piece) + _AROUND
    before, after = "…" if first else "", "…" if last < len(text) else ""
    start = len(before) + place - first
    return _cut(before + text[first:last] + after, [(start, start + len(piece))])


def _cut(snippet: str, marks: list[tuple[int, int]]) -> tuple[str, Marks]:
    """At most 300 characters: a “word” may be as long as the message."""
    if len(snippet) <= _LONGEST_SNIPPET:
        return snippet, tuple(marks)
    end = _LONGEST_SNIPPET - 1
    kept = tuple((first, min(last, end)) for first, last in marks if first < end)
    return snippet[:end] + "…", kept
