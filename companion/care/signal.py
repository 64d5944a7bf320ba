"""Defines a risk signal: what a line shows that must not be left to the LLM."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["medical", "suicide", "selfharm", "violence", "child", "abuse", "eating", "sincere"]
Level = Literal["safe", "ask"]

DANGERS: tuple[Kind, ...] = get_args(Kind)[:-1]
"""Most important first, for lines that show several."""

HINT = "hint"
"""The topic of a line that may mean danger: she asks."""
BELIEVED = "believed"
"""The topic of a clear no to her question."""
AGAIN = "again"
"""The topic of a question that was not answered: she asks it once more, after her reply to something else."""
STAYS = "stays"
"""The topic of the line after a danger that is about something else: she answers it, and says that she has not forgotten."""
NEAR = "near"
"""The topic of the first lines after a danger that are no answer and no other matter: she stays with them, in written words."""
BACK = "back"
"""The topic of her question, when she is opened again, about a danger of an earlier talk."""
EASED = "eased"
"""The topic of a good answer to that."""
HUSHED = "hushed"
"""The topic of the wish not to be asked about it again."""
DENIED = "denied"
"""The topic of a line that takes back, as a joke or a misunderstanding, what she has answered with help."""

PARTING = "parting"
"""The topic of a goodbye soon after a danger: she says goodbye, too, and names help shortly."""

_NO_DANGER = (BELIEVED, STAYS, NEAR, BACK, EASED, HUSHED, DENIED, PARTING)


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
    brief: bool = field(default=False, compare=False)
    """Whether help was named by her last reply, so that this one need not name it again."""

    @property
    def level(self) -> Level | None:
        """How she answers: with help, or with a question. None: no danger."""
        if self.kind == "sincere" or self.topic.split("_")[0] in _NO_DANGER:
            return None
        return "ask" if self.topic in (HINT, AGAIN) else "safe"
