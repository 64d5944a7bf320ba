"""Defines a fact about the user's life, the quotes it rests on, and the person it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Subject = Literal["you", "person", "place", "habit", "wish", "boundary", "shared"]
"""What a fact is about. “boundary” is a forbidden topic (“never bring up …”); “shared” is what only the user and she share:
nicknames, phrases, rituals."""
Origin = Literal["drawn", "told", "added"]
"""drawn: extracted from what was said in passing; told: the user asked to remember it (“remember that …”);
added: written by hand on the memory page or in the terminal."""


@dataclass(frozen=True)
class Quote:
    """A part of one of the user's own messages, word for word: the evidence for a fact."""

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
    """“Nora”; where no name was told, the relation again (“sister”)."""
    relation: str
    """“sister”; empty when it was not told."""
    facts: int
    """How many current facts are about them."""


@dataclass(frozen=True)
class Fact:
    """One thing that is true of the user's life, or was."""

    id: int
    subject: Subject
    person: Person | None
    slot: str
    """The question it answers, such as `home`, `job`, `sister nora home`: a new value for the same slot supersedes it."""
    text: str
    """A sentence addressed to the user: “You live in Lisbon.”"""
    quotes: tuple[Quote, ...]
    """Oldest first; empty for a fact written by hand."""
    since: str | None
    """ISO date (a day, a month or a year) from which it is true; None when that was not told."""
    until: str | None
    """ISO date until which it was true, as told or from when a newer fact superseded it; None while it holds."""
    told: datetime
    """When it was last told."""
    pinned: bool
    origin: Origin
    superseded_by: int | None
    """The id of the fact that superseded it; None if there is none."""

    @property
    def current(self) -> bool:
        """Whether it still holds, as far as is known."""
        return self.superseded_by is None and self.until is None


@dataclass(frozen=True)
class FactCandidate:
    """A fact extracted from one of the user's messages, not yet stored; see `Facts.accept`."""

    subject: Subject
    slot: str
    value: str
    """What fills the slot, in lower case: the same value again is a repetition, another value a change. Where there may be
    many (likes, friends), the slot's name contains the value (`like olives`)."""
    text: str
    """See `Fact.text`."""
    quote: str
    """Part of the message, word for word."""
    name: str = ""
    """The person's name; empty when it is about nobody else, or no name was told."""
    relation: str = ""
    """“sister”, as it was said; empty in the same cases."""
    since: str | None = None
    until: str | None = None
    ends: bool = False
    """True for “not any more”: it supersedes the fact with this `value` in the slot, or with any value if `value` is empty."""
    only_to_end: bool = False
    """It is worth keeping only if it ends a known fact: “I'm not allergic to nuts” says little of somebody who never was."""
    disproves: tuple[str, ...] = ()
    """Slots of the user's whose denials it proves wrong: “I got a dog” those of having one."""
    origin: Origin = "drawn"
