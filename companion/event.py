"""Defines what every event has: its turn, its time, and how it is printed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in one turn."""

    name: ClassVar[str]

    turn: int = 0
    """The turn this belongs to; 0 when it belongs to none."""
    t: float = 0.0
    """Seconds: of input audio when there is a microphone, else by the wall clock since the start."""

    def as_json(self) -> dict[str, Any]:
        """Returns the object that ``--json`` prints: ``{"event", "turn", "t", …fields}``."""
        fields = dataclasses.asdict(self)
        turn, t = fields.pop("turn"), fields.pop("t")
        return {"event": self.name, "turn": turn, "t": round(t, 3), **fields}
