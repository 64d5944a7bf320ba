"""Defines a rule that the user has told her: a manner, when it holds, and the words that told it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from companion.told_rules.scope import Scope

Kind = Literal[
    "length", "sentences", "words", "questions", "niceness", "teasing", "jokes", "saying", "calling", "name", "herself",
    "advice", "emoji", "exclamations", "formality", "swearing", "apologies", "pet names", "plainness",
]  # fmt: skip
Degree = Literal["none", "much less", "less", "a bit less", "", "a bit more", "more", "much more"]
LESS: tuple[Degree, ...] = ("none", "much less", "less", "a bit less")
_LESS: tuple[Degree, ...] = LESS[::-1]
_MORE: tuple[Degree, ...] = ("a bit more", "more", "much more")


@dataclass(frozen=True)
class Manner:
    """How she is to be, in one respect."""

    kind: Kind
    degree: Degree = ""
    value: str = ""
    """A number (“sentences”, “words”), the words not to say (“saying”, “calling”), or what she calls the user (“name”)."""

    def after(self, before: Manner) -> Manner:
        """What is meant by this, told while `before` holds: a step stronger, where both go the same way, and never weaker."""
        for degrees in (_LESS, _MORE):
            if self.respect == before.respect and self.degree in degrees and before.degree in degrees:
                step = degrees.index(before.degree) + (before.degree not in ("none", "much less", "much more"))
                return replace(self, degree=degrees[max(step, degrees.index(self.degree))])
        return self

    @property
    def respect(self) -> tuple[str, str]:
        """In what it says how she is to be: of two manners that are equal in this only one can hold."""
        return self.kind, self.value.lower() if self.kind in ("saying", "calling") else ""

    def contradicts(self, other: Manner) -> bool:
        """Whether both can't hold at once: “ask less” and “ask more”, “one sentence only” and “longer”."""
        limits = ("sentences", "words")
        if self.kind in limits or other.kind in limits:
            longer = any(one.kind == "length" and one.degree not in LESS for one in (self, other))
            return self.kind == other.kind or longer
        return self.respect == other.respect


@dataclass(frozen=True)
class ToldRule:
    """One rule, as it is kept."""

    id: int
    manner: Manner
    scope: Scope
    quote: str
    """The user's words."""
    told: datetime
    message: int | None
    """The message that told it; None when it was added by hand."""
    ended: datetime | None = None
    """When it was ended."""
    replaced_by: int | None = None
    """The newer rule that stands for it."""

    def told_with(self, other: ToldRule) -> bool:
        """Whether the same line told both; by hand, at the same moment in the same words."""
        if self.message is not None or other.message is not None:
            return self.message == other.message
        return (self.told, self.quote) == (other.told, other.quote)

    def holds(self, now: datetime) -> bool:
        """Whether its time is now, and it is neither ended nor replaced. A newer one may still contradict it."""
        return self.ended is None and self.replaced_by is None and self.scope.holds(now)

    def over(self, now: datetime) -> bool:
        """Whether it will never be in force again, unless it is put back."""
        return self.ended is not None or self.replaced_by is not None or self.scope.over(now)
