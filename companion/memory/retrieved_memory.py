"""What recall gives out: words somebody said once, who, when, and why they came to mind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from companion.memory.conversations import Speaker

Why = Literal["words", "meaning", "date", "name", "fact", "neighbour"]


@dataclass(frozen=True)
class RetrievedMemory:
    """One thing remembered: a message, or the part of it that matters."""

    message: int
    """The id of the message it is taken from."""
    conversation: int
    speaker: Speaker
    text: str
    """Verbatim from that message; a long one is cut to the sentences that matter."""
    when: datetime
    """When it was said: local, without zone."""
    why: Why
    """What brought it to mind foremost."""
    score: float
    """How well it fits what was asked, 0…1, comparable between questions."""
