"""Calls something that may be locked, and drops its answer if it was locked or replaced meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ui.parts.background import Background, Callback

Target = TypeVar("Target")


class GuardedCalls(Generic[Target]):
    """Calls to one object that may be locked. Main thread only."""

    def __init__(self, background: Background, failed: Callback) -> None:
        """`background` runs the calls; `failed` gets the errors of calls that were given no `failure`."""
        self._background, self._failed = background, failed
        self.target: Target | None = None
        """The object; None while it is locked. Answers of an object that has been replaced since are dropped."""

    def call(
        self, work: Callable[[Target], Any], success: Callback | None = None, failure: Callback | None = None
    ) -> None:
        """Run `work` with the object in the background; do nothing while it is locked."""
        thing = self.target
        if thing is None:
            return

        def unless_replaced(listener: Callback | None) -> Callback:
            return lambda answer: listener(answer) if listener is not None and self.target is thing else None

        self._background.run(lambda: work(thing), unless_replaced(success), unless_replaced(failure or self._failed))
