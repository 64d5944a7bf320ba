"""Defines what a line asks of letters, and what she answers."""

from __future__ import annotations

from dataclasses import dataclass

from companion.letters.brief import Brief
from companion.letters.changes import Change
from companion.letters.material import Material
from companion.letters.questions import Asking
from companion.memory.letters import Letter
from companion.memory.receipts import Receipt


@dataclass(frozen=True)
class LetterStep:
    """What a line asks; nothing of it is done yet."""

    line: str
    begin: Brief | None = None
    """A new letter."""
    asking: Asking | None = None
    """The letter whose question the line answers."""
    verdict: str = ""
    """“stop”, “write”, “answer”, “again” (her question once more), “undo” (what was done last)."""
    letter: int = 0
    changes: tuple[Change, ...] = ()
    say: str = ""
    """What she says to it, and does nothing: there is no such letter."""


@dataclass(frozen=True)
class LetterAnswer:
    """What she says, and what was done."""

    said: tuple[str, ...]
    letter: Letter | None = None
    """To be shown, for it is new or has changed, or was asked for."""
    receipts: tuple[Receipt, ...] = ()
    undone: tuple[Receipt, ...] = ()
    cannot: str = ""
    material: tuple[Material, ...] = ()
    """What she remembers and offers."""
