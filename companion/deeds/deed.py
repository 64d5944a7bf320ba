"""Defines a deed: what it reads in a line, what it does, and how that is undone.

To add one: a file in this folder with a class of `Deed`, a line in `all_deeds` (deeds.py), its phrases in a test.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt

Away = Literal["", "off", "locked", "asleep", "quiet"]
"""Why something is told late: she was off or locked, the computer slept, it was held back in quiet hours; or for no such reason."""
WHILE: Mapping[Away, str] = {
    "": "",
    "off": ", while I was off",
    "locked": ", while I was locked",
    "asleep": ", while the computer slept",
    "quiet": ", in your quiet hours",
}
DeedName = Literal["clock", "timer", "alarm", "reminder", "calendar", "list", "note", "sum", "letter", "piano"]


@dataclass(frozen=True)
class Request:
    """What a line asks of a deed, understood; each deed has its own kinds, with a field for each thing it must know."""

    sets = True
    """Whether it sets or makes something; what only ends, puts off or lists is done although its deed is switched off."""


@dataclass(frozen=True)
class DeedQuestion:
    """What she asks because something is missing, or because two readings are likely."""

    deed: DeedName
    text: str
    """The question as she says it: “For how long?”"""
    about: Request
    """What is known so far; the deed completes it with the answer."""


@dataclass(frozen=True)
class Done:
    """What became of a request."""

    said: str
    """What she says of it; true, for it is done."""
    text: str = ""
    """The receipt's words: “pasta, ten minutes”. Empty where nothing was done: there is no receipt then."""
    when: datetime | None = None
    """When what was set will happen."""
    undo: Mapping[str, Any] | None = None
    """What the deed needs to undo it, as JSON keeps it; None when it can't be undone."""
    kept: bool = True
    """Whether the receipt is kept in the file; not for what only tells something."""
    cannot: str = ""
    """What was asked for and she can't do, in a word or two: “exchange rates”; nothing was done then."""


class Deed(ABC):
    """One kind of thing that she can do. Any thread may call it; what touches the file raises CompanionError."""

    name: DeedName
    can: str
    """What she says that she can do: “tell you the time and the date”."""
    answers_in_line = False
    """Whether a line may answer this deed's question itself: “a timer for the eggs, six minutes”."""

    keeps_words = False
    """Whether it keeps what is said word for word: it then reads lines with their end, and quotations in them."""

    whole_lines = False
    """Whether a part of a line means something else than the whole: “what time is it | in Georgia”."""

    def prepare(self) -> None:  # noqa: B027 - most deeds have nothing to load
        """Load what takes long, ahead of the first request; called on a thread of its own."""

    @abstractmethod
    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """What the line asks of this deed; None when it asks nothing. Pure: nothing is done, nothing is kept.

        `line`: as `asking.as_asked` gives it, without courtesies, its own upper and lower case kept; `now`: with its zone;
        `asked`: this deed's open question, which the line may answer.
        """

    @abstractmethod
    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """Do it; `message` is the line that asked. A question, if only now it shows that something is missing."""

    @abstractmethod
    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As if it had not been done; what she says of it. Called only for a receipt with `undo`."""

    def read_loosely(self, line: str, now: datetime) -> Request | None:
        """What a whole line asks that no deed could read: by its words, in any order. Only where that is plain."""
        return None

    def guess(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        """What a line asks that surely asks for this deed in words that no phrase has; None when that can't be told."""
        return None

    def guess_also(self, line: str, now: datetime) -> Sequence[Request]:
        """What else such a line asks of this deed beside what `guess` gives: “up at six, and again at half past”."""
        return ()

    def follow(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """What a line asks of what was done last, that this receipt proves, without naming it: “kill it”, “an hour later”."""
        return None

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """What a piece of a line asks that leaves out what the piece before has said: “… and another for ten minutes”."""
        return None

    def in_context(self, request: Request | DeedQuestion, told: Sequence[str], now: datetime) -> Request | DeedQuestion:
        """The request with what the rest of the line tells: “The bread's in. Ten minutes, please.” is a timer for the bread."""
        return request

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """What the line asks instead of what was just done: “no, fifteen”. What was done is undone first."""
        return None


class DueDeed(Deed):
    """A deed whose things wait for their time."""

    @abstractmethod
    def stop(self, due: DueTime, now: datetime) -> Done:
        """Stop what waits for its time."""

    @abstractmethod
    def waits(self, now: datetime) -> str:
        """What she says waits for its time, each named as what it is; empty if nothing does."""

    @abstractmethod
    def tell(self, due: DueTime, late: timedelta, now: datetime, away: Away = "") -> str:
        """What she says when this has fallen due, so much later than it should, and why it is late."""
