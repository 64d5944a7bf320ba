"""Defines the rows of the Made room: letters, the versions of a letter, and pieces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterRow:
    """A letter in the list."""

    id: int
    title: str
    beginning: str
    """Its first words."""
    when: str
    """When it was last changed, how many versions it has, whether it is ready."""
    spoken: str
    """All of it, for screen readers."""


@dataclass(frozen=True)
class VersionRow:
    """A version of the opened letter."""

    id: int
    number: int
    """Counted from 1, the oldest."""
    by: str
    """Who wrote it, and what she was told to change."""
    when: str
    shown: bool
    """Whether it is the one that counts."""
    spoken: str
    """All of it, for screen readers."""


@dataclass(frozen=True)
class PieceRow:
    """A piano piece."""

    id: int
    title: str
    why: str
    """Why it is as it is; empty when the line it quoted was forgotten."""
    details: str
    """Its day, length, key, and what it varies."""
    upper: str
    """The notes of the right hand as an SVG path, in the units of `ui/rooms/made/piano_roll.py`."""
    lower: str
    """The notes of the left hand."""
    seconds: float
    message: int
    """The line that asked for it; 0 for none."""
    spoken: str
    """All of it, for screen readers."""
