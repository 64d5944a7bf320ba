"""What she says when the mind can't be trusted to: that she was never told, or the user's own words, come out as written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from companion.text.notes import Note, harmless, shortened, spoken_date
from companion.text.sentences import split
from companion.text.style import normal

UNTOLD = (
    "I don't know, you never told me.",
    "You haven't told me that.",
    "That I don't know. You never said.",
    "No idea, you haven't told me yet.",
    "I don't know that one. Tell me?",
    "You never told me, so I don't know.",
    "I'd only be guessing; you haven't told me.",
)
"""Mind and guesses apart: what is true when nobody has told her."""

DOUBT = "I'm not sure."
"""How she begins when what she shows may be no answer."""

_LONGEST = 200
"""Characters of a quotation that is spoken."""


def untold(said: Sequence[str]) -> str:
    """That she doesn't know, in words that are not, or the longest ago, among the sentences she `said`, oldest first."""
    last = {normal(sentence): number for number, sentence in enumerate(said)}
    return min(UNTOLD, key=lambda option: max(last.get(normal(sentence), -1) for sentence in split(option)))


def quoted(note: Note, today: date | None) -> str:
    """A note as she would tell it, word for word: “On 3 November you said: ‘My sister lives in Lisbon now.’”"""
    text = harmless(note.text)
    words = text if len(text) <= _LONGEST else shortened(text, _LONGEST)
    closed = words if words.endswith((".", "!", "?", "…")) else f"{words}."
    return f"On {spoken_date(note.when, today)} {'you' if note.speaker == 'you' else 'I'} said: “{closed}”"


def unsure(notes: Sequence[Note], today: date | None) -> str:
    """What comes nearest to an answer, or what the mind makes no answer of: shown in the order given, not claimed to be one."""
    return " ".join([DOUBT, *(quoted(note, today) for note in notes)])
