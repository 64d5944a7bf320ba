"""A fact as it is handed about: a sentence about the user's life, and the words of theirs it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Subject = Literal["you", "person", "place", "habit", "wish", "boundary"]
"""What it is about; a boundary (“never bring up …”) binds."""
Origin = Literal["drawn", "told", "added"]
"""Drawn from what was said in passing; asked for (“remember that …”); written by hand on the memory page or terminal."""


@dataclass(frozen=True)
class Quote:
    """Evidence: a part of one of the user's own messages, word for word."""

    message: int
    conversation: int
    text: str
    at: datetime
    """When it was said."""


@dataclass(frozen=True)
class Person:
    """Somebody the user knows."""

    id: int
    name: str
    """“Nora”; the relation again where no name was told (“sister”)."""
    relation: str
    """“sister”; empty when it was not told."""
    facts: int
    """How many current ones are about them."""


@dataclass(frozen=True)
class Fact:
    """One thing that is, or was, so."""

    id: int
    subject: Subject
    person: Person | None
    slot: str
    """What it settles, for telling whether another takes its place: `home`, `job`, `sister nora home`, `dog name` …"""
    text: str
    """A sentence to the user: “You live in Lisbon.”"""
    quotes: tuple[Quote, ...]
    """Oldest first; empty for one written by hand."""
    since: str | None
    """ISO date from which it was told to be so (a day, a month or a year); None when that was not told."""
    until: str | None
    """ISO date until which: told so, or when what superseded it began; None while it holds."""
    told: datetime
    """When it was told last."""
    pinned: bool
    origin: Origin
    superseded_by: int | None
    """The fact that took its place; None while it is current."""

    @property
    def current(self) -> bool:
        """Whether it still holds, as far as was told."""
        return self.superseded_by is None and self.until is None


@dataclass(frozen=True)
class FactCandidate:
    """What was read out of one of the user's messages; a fact once it is accepted."""

    subject: Subject
    slot: str
    value: str
    """What fills the slot, in lower case: the same again is a repetition, another one a change. Where a slot may be filled
    many times over (likes, friends), its name holds what it is about (`like olives`)."""
    text: str
    """As in `Fact`."""
    quote: str
    """Part of the message, word for word."""
    name: str = ""
    """The person's; empty when it is about nobody else, or was not told."""
    relation: str = ""
    """“sister”, as it was said; empty likewise."""
    since: str | None = None
    until: str | None = None
    ends: bool = False
    """True for “not any more”: it takes the place of what filled the slot with `value`, or, if that is empty, with anything."""
    origin: Origin = "drawn"
