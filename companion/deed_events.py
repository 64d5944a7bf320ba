"""Defines the events of what she does when asked: deeds, letters, her piano, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from companion.event import Event


@dataclass(frozen=True, kw_only=True)
class DeedDone(Event):
    """She did what the line asked for: the receipt, without which she claims nothing."""

    name: ClassVar[str] = "done"
    deed: str
    """One of: clock, timer, alarm, reminder, calendar, list, note, sum, letter, piano."""
    text: str
    """What was done, in a few words."""
    when: str = ""
    """When what was set will happen: local time, ISO; empty when it has no time."""
    undo: bool = False
    """Whether it can be undone."""
    id: int = 0
    """Its number, as in `companion deeds list`; 0 for what only tells something and is not kept."""


@dataclass(frozen=True, kw_only=True)
class DeedUndone(Event):
    """What a receipt stands for is undone."""

    name: ClassVar[str] = "undone"
    deed: str
    """As in `done`."""
    text: str
    id: int


@dataclass(frozen=True, kw_only=True)
class CannotDo(Event):
    """The line asked for something that she cannot do; her reply says so."""

    name: ClassVar[str] = "cannot"
    what: str
    """In a word or two: “weather”."""


@dataclass(frozen=True, kw_only=True)
class LetterShown(Event):
    """A letter was written, changed or opened: its text as it is now, which she does not say."""

    name: ClassVar[str] = "letter"
    id: int
    """Its number, as in `companion letters list`."""
    title: str
    """“to my sister”."""
    text: str
    """The whole of it, with line breaks."""


@dataclass(frozen=True, kw_only=True)
class FellDue(Event):
    """A timer, an alarm or a reminder has fallen due; she says so as soon as nobody talks."""

    name: ClassVar[str] = "due"
    deed: str
    """One of: timer, alarm, reminder."""
    text: str
    """Its name, or what to be reminded of; may be empty."""
    when: str
    """When it fell due: local time, ISO."""
    late_s: float
    """Seconds between then and now: many, when the computer was off or asleep."""
    id: int = 0
    """Its number, as in `companion deeds due`."""
    quiet: bool = False
    """Whether it is in the quiet hours: it is shown without a sound now, and told afterwards."""


@dataclass(frozen=True, kw_only=True)
class PieceBegun(Event):
    """A piece on her piano begins to sound."""

    name: ClassVar[str] = "piece"
    id: int
    """Its number, as in `companion piano list`; its notes are in its MIDI file."""
    title: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class PieceOver(Event):
    """A piece has ended, or was stopped."""

    name: ClassVar[str] = "piece_over"
    id: int
    played_s: float
    whole: bool
    """Whether it was played to its end."""
