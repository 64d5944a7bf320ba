"""Defines what can be asked of a letter that there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Change:
    """Something asked of the letter under work."""


@dataclass(frozen=True)
class Tone(Change):
    """Write it in another tone."""

    how: str
    """“funnier”, “less formal”."""


@dataclass(frozen=True)
class Length(Change):
    """Make it shorter or longer."""

    longer: bool
    much: bool = False


@dataclass(frozen=True)
class Mention(Change):
    """Put something in."""

    what: str


@dataclass(frozen=True)
class LeaveOut(Change):
    """Take something out: what is said of it, or a sentence by its place."""

    what: str = ""
    place: int | None = None
    """Counted from 0, from the end if negative."""


@dataclass(frozen=True)
class Again(Change):
    """Say one sentence in other words."""

    place: int


@dataclass(frozen=True)
class Substitute(Change):
    """Put one word or phrase in place of another."""

    old: str
    new: str


@dataclass(frozen=True)
class Sign(Change):
    """Put this name under it."""

    name: str
    words: str = ""
    """The close before it: “Love”; empty: as it is."""


@dataclass(frozen=True)
class Greet(Change):
    """Let it begin with this greeting."""

    words: str


@dataclass(frozen=True)
class Redraft(Change):
    """Write another draft of the same brief."""


@dataclass(frozen=True)
class ReadAloud(Change):
    """Read it, or one sentence of it."""

    place: int | None = None


@dataclass(frozen=True)
class Save(Change):
    """Write it to a file in the user's documents."""

    ending: str
    """“.pdf”, “.txt” or “.md”."""


Step = Literal["undo", "redo", "finish", "send", "show", "remove", "keep"]
"""`keep`: nothing is to be done (“no”, to her question whether she shall read it)."""


@dataclass(frozen=True)
class Handle(Change):
    """Do something with it as a whole."""

    step: Step
