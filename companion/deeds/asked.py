"""Holds what a line asks: of which deeds, what is to be undone first, and what was done last."""

from __future__ import annotations

from dataclasses import dataclass

from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.just_kept import JustAsked
from companion.memory.receipts import Receipt


@dataclass(frozen=True)
class Asked:
    """One thing that a line asks, and of which deed."""

    deed: Deed
    request: Request | DeedQuestion


@dataclass(frozen=True)
class Reading:
    """What a line asks for; nothing of it is done yet."""

    asked: tuple[Asked, ...] = ()
    undo: Receipt | None = None
    """What is to be undone first."""
    capabilities: bool = False
    """Whether it asks what she can do."""
    waiting: bool = False
    """Whether it asks for all that waits for its time."""
    rest: str = ""
    """What else the line says."""

    @property
    def every_request(self) -> bool:
        """Whether all of it can be done at once, without a question."""
        return all(isinstance(one.request, Request) for one in self.asked)


@dataclass(frozen=True)
class JustDone:
    """The last thing done."""

    said: str
    receipt: Receipt
    asked: Asked

    def as_asked(self) -> JustAsked:
        """What was asked, without a question that came first."""
        request = self.asked.request
        return JustAsked(request.about if isinstance(request, DeedQuestion) else request, self.receipt)
