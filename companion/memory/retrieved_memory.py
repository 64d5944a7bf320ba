"""Defines a retrieved memory: what was said, by whom, when, and why it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from companion.memory.conversations import Speaker

Why = Literal["words", "meaning", "date", "name", "fact", "neighbour"]


@dataclass(frozen=True)
class RetrievedMemory:
    """A message that was found, or the part of it that matters."""

    message: int
    """The id of the message it is taken from."""
    conversation: int
    speaker: Speaker
    text: str
    """Verbatim; a long message is cut to the sentences that matter."""
    when: datetime
    """When it was said: local time, without zone."""
    why: Why
    """The strongest reason why it was found."""
    score: float
    """How relevant it is, 0…1; comparable between questions."""
