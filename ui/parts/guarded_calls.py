"""Questions to what can be locked go in; their answers come out, unless it was locked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ui.parts.background import Background, Callback

Target = TypeVar("Target")


class GuardedCalls(Generic[Target]):
    """Asks one thing that may be open or not. Main thread only."""

    def __init__(self, background: Background, failed: Callback) -> None:
        """`background` does what is asked; `failed` gets what no `failure` was given for."""
        self._background, self._failed = background, failed
        self.target: Target | None = None
        """What is asked; None while it is locked. An answer of one that has been replaced since is dropped."""

    def call(
        self, work: Callable[[Target], Any], success: Callback | None = None, failure: Callback | None = None
    ) -> None:
        """Do `work` with it behind the window; nothing while it is locked."""
        thing = self.target
        if thing is None:
            return

        def told(listener: Callback | None) -> Callback:
            return lambda answer: listener(answer) if listener is not None and self.target is thing else None

        self._background.run(lambda: work(thing), told(success), told(failure or self._failed))
