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
        self,
        work: Callable[[Target], Any],
        success: Callback | None = None,
        failure: Callback | None = None,
        lost: Callback | None = None,
    ) -> None:
        """Run `work` with the object in the background; do nothing while it is locked.

        `lost` gets an error that comes when the object has been locked or replaced meanwhile; without it, that is dropped.
        """
        thing = self.target
        if thing is None:
            return

        def unless_replaced(listener: Callback | None, otherwise: Callback | None) -> Callback:
            def deliver(answer: Any) -> None:
                if (wanted := listener if self.target is thing else otherwise) is not None:
                    wanted(answer)

            return deliver

        self._background.run(
            lambda: work(thing), unless_replaced(success, None), unless_replaced(failure or self._failed, lost)
        )
