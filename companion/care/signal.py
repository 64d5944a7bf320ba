"""Defines a risk signal: what a line shows that must not be left to the LLM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["medical", "suicide", "selfharm", "violence", "child", "abuse", "eating", "sincere"]
Level = Literal["safe", "ask"]

DANGERS: tuple[Kind, ...] = get_args(Kind)[:-1]
"""Most important first, for lines that show several."""

HINT = "hint"
"""The topic of a line that may mean danger: she asks."""
BELIEVED = "believed"
"""The topic of a clear no to her question."""


@dataclass(frozen=True)
class RiskSignal:
    """Something that must not be left to the LLM."""

    kind: Kind
    topic: str
    """Which replies fit: the name of a table in replies.toml, such as `plain`, `hint`, `other`, `human`, or of a follow-up."""
    young: bool = False
    """Whether the speaker sounds like a child or a teenager."""
    heard: str = ""
    """For a hint: the user's words that she asks about; empty when they are too many to be said again."""

    @property
    def level(self) -> Level | None:
        """How she answers: with help, or with a question. None: no danger."""
        if self.kind == "sincere" or self.topic == BELIEVED:
            return None
        return "ask" if self.topic == HINT else "safe"
