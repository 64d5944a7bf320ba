"""Defines the events of the interview in which she is met: questions, what is heard in an answer, and who she has become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from companion.event import Event


@dataclass(frozen=True, kw_only=True)
class Question(Event):
    """A question of the interview is asked, perhaps again or in other words."""

    name: ClassVar[str] = "question"
    number: int
    """From 1; what follows from an answer has the number of its question."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Noticed(Event):
    """Something was heard in how an answer was said, and she asks whether it is so."""

    name: ClassVar[str] = "noticed"
    what: str
    """Always “hesitation” so far."""
    confidence: float
    """0…1."""


@dataclass(frozen=True, kw_only=True)
class Agreed(Event):
    """The user has answered whether what was noticed is so."""

    name: ClassVar[str] = "agreed"
    yes: bool


@dataclass(frozen=True, kw_only=True)
class CharacterMade(Event):
    """The interview is over: what the answers became."""

    name: ClassVar[str] = "character"
    her_name: str
    your_name: str
    """Empty if it was not said."""
    temperament: str
    voice: str
    """As in the settings."""
    speaks_first: bool
    """Whether she may speak first now and then."""
    words: tuple[str, ...]
    """The same for a person to read, a sentence each."""
