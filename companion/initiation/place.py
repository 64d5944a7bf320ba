"""Holds how far the interview is: which question is open, and what may still be asked or noticed. Holds no word of the user's."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from companion.initiation.questions import HERS

Phase = Literal["asking", "agreeing", "waiting", "waking", "meeting", "done"]
"""`agreeing`: whether hesitation was heard right; `waiting`: something graver was said; `waking`: she is being loaded;
`meeting`: she asks herself; `done`: over, or broken off."""


@dataclass(frozen=True)
class Place:
    """One place in the interview."""

    phase: Phase = "asking"
    step: str = "company"
    again: bool = False
    """Whether the open question has been asked in other words."""
    follow: str = ""
    """What the open follow-up is about; empty when none is open."""
    followed: bool = False
    """Whether something has followed from an answer: once an interview."""
    noticed: int = 0
    """How often she has said that she hears some hesitation."""
    patient: bool = False
    """Whether “Take your time.” has been said."""
    typing: bool = False
    """Whether the user would rather type."""
    offered: tuple[str, ...] = ()
    """The names that she has proposed, the last one last."""
    was_waking: bool = False
    """Whether she was being loaded when something graver was said."""
    on_its_way: bool = False
    """Whether it was said that something is still being downloaded."""

    @property
    def asking(self) -> Phase:
        """The phase in which this step is asked."""
        return "meeting" if self.step in HERS else "asking"

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return dataclasses.asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Place:
        """As it was kept; what this version does not know is left out."""
        known = {field.name for field in dataclasses.fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**{name: value for name, value in values.items() if name in known})
