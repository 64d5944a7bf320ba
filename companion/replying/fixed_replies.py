"""Writes the replies an LLM cannot be trusted with: that she was never told, and quotations of the user's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from companion.text.notes import Note, as_one_safe_line, shortened, spoken_date
from companion.text.sentences import split
from companion.text.style import normalised

UNTOLD = (
    "I don't know, you never told me.",
    "You haven't told me that.",
    "That I don't know. You never said.",
    "No idea, you haven't told me yet.",
    "I don't know that one. Tell me?",
    "You never told me, so I don't know.",
    "I'd only be guessing; you haven't told me.",
)
"""True whenever nobody has told her."""

DOUBT = "I'm not sure."
"""Begins a quotation that may not be the answer."""

_LONGEST = 200
"""Most characters of a quotation."""


def untold(said: Sequence[str]) -> str:
    """Say that she was never told, in words she has not used, or used longest ago; `said`: her sentences, oldest first."""
    last = {normalised(sentence): number for number, sentence in enumerate(said)}
    return min(UNTOLD, key=lambda option: max(last.get(normalised(sentence), -1) for sentence in split(option)))


def quoted(note: Note, today: date | None) -> str:
    """Quote a note word for word: “On 3 November” (or “Earlier today”) “you said: ‘My sister lives in Lisbon now.’”"""
    text = as_one_safe_line(note.text)
    words = text if len(text) <= _LONGEST else shortened(text, _LONGEST)
    closed = words if words.endswith((".", "!", "?", "…")) else f"{words}."
    when = "Earlier today" if note.when.date() == today else f"On {spoken_date(note.when, today)}"
    return f"{when} {'you' if note.speaker == 'you' else 'I'} said: “{closed}”"


def unsure(notes: Sequence[Note], today: date | None) -> str:
    """Quote what may be the answer, in the order given, and say that she is not sure."""
    return " ".join([DOUBT, *(quoted(note, today) for note in notes)])


def named(name: str, note: Note, today: date | None) -> str:
    """Tell the name that was asked for, and the words from which she knows it."""
    return f"{name}. {quoted(note, today)}"
