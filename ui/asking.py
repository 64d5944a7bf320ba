"""Questions to what can be locked go in; their answers come out, unless it was locked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ui.behind import Behind, Done

Open = TypeVar("Open")


class Asking(Generic[Open]):
    """Asks one thing that may be open or not. Main thread only."""

    def __init__(self, behind: Behind, failed: Done) -> None:
        """`behind` does what is asked; `failed` gets what no `failure` was given for."""
        self._behind, self._failed = behind, failed
        self.open: Open | None = None
        """What is asked; None while it is locked. An answer of one that has been replaced since is dropped."""

    def ask(self, work: Callable[[Open], Any], success: Done | None = None, failure: Done | None = None) -> None:
        """Do `work` with it behind the window; nothing while it is locked."""
        thing = self.open
        if thing is None:
            return

        def told(listener: Done | None) -> Done:
            return lambda answer: listener(answer) if listener is not None and self.open is thing else None

        self._behind.do(lambda: work(thing), told(success), told(failure or self._failed))
