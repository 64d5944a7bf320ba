"""Forgets on a spoken word, so that it can be undone for ten seconds."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable

from companion.errors import KNOWN, CompanionError
from companion.memory import Memory
from companion.memory.forgetting import Forgotten
from companion.memory.kept_of_lines import stay_in_words

log = logging.getLogger(__name__)

UNDO_S = 10.0
"""How long a spoken “forget” can be undone."""

_UNDO = re.compile(
    r"^\W*(?:no\W+|wait\W+|oh\W+)*(?:undo|bring (?:it|that|them) back|don't forget (?:it|that)|keep it)\b",
    re.IGNORECASE,
)

Schedule = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls a function after so many seconds; returns a function that cancels the call."""


def schedule(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    """Calls `act` on a thread of its own after so many seconds."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer.cancel


class UndoableForgetting:
    """Keeps the last forgetting open until the time is up, or the next one begins."""

    def __init__(self, memory: Memory, notify: Callable[[str], None], schedule: Schedule) -> None:
        """`notify` tells the user when something goes wrong later."""
        self._memory, self._notify, self._schedule = memory, notify, schedule
        self._open: tuple[Forgotten, ...] = ()
        self._cancel_timer: Callable[[], None] = lambda: None
        """Prevents the last forgetting from becoming final."""
        self._turn = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._open)

    def forget(self, messages: Iterable[int], facts: Iterable[int]) -> str:
        """Forget these; what was forgotten before becomes final. A sentence about what stays, or nothing.

        Raises CompanionError when the file fails.
        """
        self._cancel_timer()
        self._make_final()
        forget = self._memory.forgetting
        gone = [forget.fact(fact) for fact in facts if self._is_there(fact)]
        gone += [forget.message(message) for message in messages]
        with self._turn:
            self._open = tuple(gone)
        self._cancel_timer = self._schedule(UNDO_S, self._make_final)
        return stay_in_words([one for forgotten in gone for one in forgotten.stays])

    def undo(self) -> str | None:
        """Undo the last forgetting, if it is not final yet; her answer, else None."""
        with self._turn:
            if not self._open:
                return None
            gone, self._open = self._open, ()
        self._cancel_timer()
        for forgotten in reversed(gone):
            self._memory.forgetting.undo(forgotten)
        return "It's back, as if nothing had happened."

    def close(self) -> None:
        """Make final what was forgotten."""
        self._cancel_timer()
        self._make_final()

    def _is_there(self, fact: int) -> bool:
        """Whether a fact is there still: forgetting the one that superseded it may have removed it along."""
        try:
            return self._memory.facts.fact(fact).id == fact
        except CompanionError:
            return False

    def _make_final(self) -> None:
        with self._turn:
            gone, self._open = self._open, ()
        try:
            for why in dict.fromkeys(one.why for one in self._memory.forgetting.make_final(*gone)):
                self._notify(why)
        except KNOWN as error:
            self._notify(str(error))
        except Exception:
            log.exception("what was forgotten could not be made final")


def asks_to_undo(text: str) -> bool:
    """Whether the line asks to undo the last forgetting."""
    return bool(_UNDO.match(text))
