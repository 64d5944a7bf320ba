"""Searches what is kept beside what was said: notes, lists, reminders, the calendar, letters, pieces and her diary.

As in `search`, all words must be there, regardless of case and accents, the last one also as the beginning of a word. There is
no index: what one person has noted is read in milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Literal

from companion.memory.search import MOST_CHARACTERS, MOST_WORDS, SPACELESS, Marks
from companion.text.characters import ordinary

if TYPE_CHECKING:
    from companion.memory.memory import Memory

KeptKind = Literal["note", "list", "timer", "alarm", "reminder", "calendar", "letter", "piece", "diary"]
_AROUND = 90
"""Characters shown before and after the first word found."""


@dataclass(frozen=True)
class KeptHit:
    """Something kept that has the words."""

    kind: KeptKind
    id: int
    """Its number in its table: of a thing on a list, of the thing."""
    title: str
    """The name of the list, the title of the letter or the piece; else empty."""
    snippet: str
    """The part of the text around the words."""
    marks: Marks
    """Where the words are in `snippet`."""
    at: datetime
    """When it falls due or begins, local; of the others, when it was made."""


def search_kept(memory: Memory, words: str, whole: bool = False) -> list[KeptHit]:
    """Everything kept that has all these words, the newest first."""
    patterns = _patterns(words, whole)
    found = [hit for one in _everything(memory) if patterns and (hit := _hit(one, patterns)) is not None]
    return sorted(found, key=lambda hit: hit.at, reverse=True)


def _everything(memory: Memory) -> Iterator[KeptHit]:
    """All that can be found, with its whole text as its snippet."""
    for due in memory.due_times.list():
        yield KeptHit(due.kind, due.id, "", due.text, (), due.local.replace(tzinfo=None))
    for event in memory.calendar.events():
        begins = event.begins if isinstance(event.begins, datetime) else datetime.combine(event.begins, time())
        text = "\n".join(filter(None, (event.title, event.place, event.notes)))
        yield KeptHit("calendar", event.id, "", text, (), begins)
    for kept in memory.lists.all():
        yield KeptHit("list", kept.id, kept.name, f"{kept.name} list", (), kept.made)
        for item in kept.items:
            yield KeptHit("list", item.id, kept.name, item.text, (), item.made)
    for note in memory.notes.all():
        yield KeptHit("note", note.id, "", note.text, (), note.made)
    for letter in memory.letters.list():
        yield KeptHit("letter", letter.id, letter.title, f"{letter.title}\n{letter.text}".rstrip(), (), letter.made)
    for piece in memory.pieces.list(1_000_000):
        yield KeptHit("piece", piece.id, piece.title, f"{piece.title}\n{piece.why}".rstrip(), (), piece.made)
    for line in memory.diary.list(1_000_000):
        yield KeptHit("diary", line.id, "", line.text, (), line.made)


def _patterns(words: str, whole: bool) -> list[re.Pattern[str]]:
    pieces = [_folded(piece) for piece in ordinary(words[:MOST_CHARACTERS]).split()[:MOST_WORDS]]
    patterns = []
    for number, piece in enumerate(pieces, 1):
        inner = r"[\W_]+".join(re.escape(part) for part in re.findall(r"[^\W_]+", piece))
        if SPACELESS.search(piece) or not inner:
            patterns.append(re.compile(re.escape(piece)))
        else:
            end = r"[^\W_]*" if number == len(pieces) and not whole else r"(?![^\W_])"
            patterns.append(re.compile(rf"(?<![^\W_]){inner}{end}"))
    return patterns


def _folded(text: str) -> str:
    """In small letters without accents, each character in the place it had."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFKD", one)[:1].lower()[:1] or one for one in text)


def _hit(one: KeptHit, patterns: list[re.Pattern[str]]) -> KeptHit | None:
    folded = _folded(one.snippet)
    if not all(pattern.search(folded) for pattern in patterns):
        return None
    places = sorted({found.span() for pattern in patterns for found in pattern.finditer(folded)})
    first, last = max(0, places[0][0] - _AROUND), places[0][1] + _AROUND
    before, after = "…" if first else "", "…" if last < len(folded) else ""
    shift = len(before) - first
    marks = tuple((start + shift, end + shift) for start, end in _apart(places) if end <= last)
    snippet = before + one.snippet[first:last] + after
    return KeptHit(one.kind, one.id, one.title, snippet, marks, one.at)


def _apart(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places without those that lie in another."""
    end = 0
    for start, stop in places:
        if start >= end:
            yield start, stop
            end = stop
