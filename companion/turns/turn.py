"""Identifies one turn, cancels it, and records when its phases happened."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Turn:
    """One exchange: a line and its reply. All messages between stages carry it; those of a cancelled turn are dropped."""

    def __init__(self, number: int, clock: Callable[[], float]) -> None:
        """`clock` gives seconds and never goes back."""
        self.number = number
        self._clock = clock
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._marks: dict[str, float] = {}
        self._on_cancel: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop this turn; from any thread, any number of times."""
        with self._lock:
            self._cancelled.set()
            waiting, self._on_cancel = self._on_cancel, []
        for tell in waiting:
            tell()

    def on_cancel(self, tell: Callable[[], None]) -> None:
        """Call `tell` once when this turn is cancelled, or now if it is cancelled already."""
        with self._lock:
            if not self._cancelled.is_set():
                self._on_cancel.append(tell)
                return
        tell()

    def mark(self, phase: str) -> None:
        """Record that `phase` happened now; only the first time counts."""
        with self._lock:
            self._marks.setdefault(phase, self._clock())

    def mark_at(self, phase: str, seconds: float) -> None:
        """Record that `phase` happened at `seconds` of this turn's clock; only the first time counts."""
        with self._lock:
            self._marks.setdefault(phase, seconds)

    def between(self, first: str, second: str) -> float | None:
        """Seconds from one phase to another; None if either has not happened."""
        with self._lock:
            if first in self._marks and second in self._marks:
                return self._marks[second] - self._marks[first]
        return None

    def since(self, phase: str) -> float:
        """Seconds since that phase; 0 if it has not happened."""
        with self._lock:
            return self._clock() - self._marks[phase] if phase in self._marks else 0.0
