"""Defines what a clause gives a name or a day to, and the words that may open such a clause."""

from __future__ import annotations

from dataclasses import dataclass

from companion.memory.fact import Subject
from companion.text.openers import any_opener

OPEN = rf"(?:{any_opener('yeah|yes|no|hi|hello|hey|by the way|please|just|you can|actually|also')}[\s,]+)*"


@dataclass(frozen=True)
class NamedThing:
    """A name or value that a clause gives."""

    slot: str
    value: str
    start: int
    """Where its quote begins in the message, after any fillers."""
    end: int
    subject: Subject = "you"
    name: str = ""
    relation: str = ""
    text: str = ""
    """Its sentence; empty: the quote, turned to the second person."""
    ends: bool = False
