"""Searches messages for words, best first, and marks where the words are.

Whole words are found, regardless of case and accents; the last word also as the beginning of one. The index does not split
scripts without spaces (Chinese, Japanese, Thai…) or signs such as emoji into words, so those are searched for as plain text.
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
from companion.text.characters import ordinary

MOST_CHARACTERS = 400
MOST_WORDS = 24
_AROUND = 60
_LONGEST_SNIPPET = 300
_RANKED = 10_000
"""With more hits than this, ranking takes too long for such common words; the newest come first."""
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)

Marks = tuple[tuple[int, int], ...]
"""Places in a text: index of the first character, and one past the last."""


@dataclass(frozen=True)
class Hit:
    """One message that contains the words."""

    message: Message
    snippet: str
    """The part of the text around them, with “…” where something was left out."""
    marks: Marks
    """Where the words are in `snippet`."""
    conversation: Conversation


@dataclass(frozen=True)
class SearchResults:
    """One page of hits, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class _SearchQuery:
    match: str
    """An FTS5 query with every word quoted; may be empty."""
    pieces: tuple[str, ...]
    """Texts that must occur literally."""


def search(reader: apsw.Connection, words: str, limit: int, skip: int, whole: bool = False) -> SearchResults:
    """At most `limit` hits after the first `skip`. Any text is a safe query; an empty one finds nothing.

    `whole`: the last word must match whole, too.
    """
    query = _parse(words, whole)
    if not query.match and not query.pieces:
        return SearchResults((), 0)
    left, right = secrets.token_hex(8), secrets.token_hex(8)
    source, values = _source(query)
    counted = "from words where words match ?" if query.match and not query.pieces else source
    total = int(reader.execute(f"select count(*) {counted}", values).get)
    excerpt = f"snippet(words, 0, '{left}', '{right}', '…', 24)" if query.match else "m.text"
    sql = f"select {MESSAGE}, {excerpt} {source} order by {_order(query, total)} limit ? offset ?"
    hits = []
    for row in reader.execute(sql, (*values, limit, skip)).fetchall():
        marked = str(row[-1])
        snippet = _marked(marked, left, right) if query.match else _excerpt(marked, query.pieces[0])
        hits.append(_hit(reader, as_message(row[:-1]), *snippet))
    return SearchResults(tuple(hits), total)


def _order(query: _SearchQuery, total: int) -> str:
    if not query.match:
        return "m.id desc"
    return "words.rank" if total <= _RANKED else "words.rowid desc"


def _hit(reader: apsw.Connection, message: Message, snippet: str, marks: Marks) -> Hit:
    row = reader.execute(f"select {CONVERSATION} from conversation c where id = ?", (message.conversation,)).get
    return Hit(message, snippet, marks, as_conversation(row))


def _parse(words: str, whole: bool) -> _SearchQuery:
    pieces = storable(ordinary(words[:MOST_CHARACTERS])).split()[:MOST_WORDS]
    indexed = [piece for piece in pieces if _is_word(piece)]
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in indexed]
    match = " ".join(quoted) + ("" if whole or not quoted else " *")
    return _SearchQuery(match, tuple(piece for piece in pieces if not _is_word(piece)))


def _is_word(piece: str) -> bool:
    return not SPACELESS.search(piece) and any(unicodedata.category(c)[0] in "LN" for c in piece)


def _source(query: _SearchQuery) -> tuple[str, tuple[str, ...]]:
    """The `from` and `where` clauses for the hits and their count, and their values."""
    conditions = ["instr(m.text, ?)" for _ in query.pieces]
    if query.match:
        table = "from words join message m on m.id = words.rowid where"
        return f"{table} {' and '.join(['words match ?', *conditions])}", (query.match, *query.pieces)
    return f"from message m where {' and '.join(conditions)}", query.pieces


def _marked(text: str, left: str, right: str) -> tuple[str, Marks]:
    """The snippet without the brackets that the index put around the words, and where those were."""
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
    """Cut the snippet to 300 characters: a “word” may be as long as the message."""
    if len(snippet) <= _LONGEST_SNIPPET:
        return snippet, tuple(marks)
    end = _LONGEST_SNIPPET - 1
    kept = tuple((first, min(last, end)) for first, last in marks if first < end)
    return snippet[:end] + "…", kept
