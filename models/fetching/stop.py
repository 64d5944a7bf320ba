"""How a download is told to end: a flag that also wakes whatever is waiting just then."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(Exception):  # noqa: N818 - nothing failed
    """Somebody asked for an end; what has arrived is kept."""


class Stop:
    """Set once, from any thread; whoever blocks registers how to be woken."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._wakers: list[Callable[[], None]] = []

    def set(self) -> None:
        """Ask for the end; safe from any thread, any number of times."""
        with self._lock:
            self._event.set()
            wakers = list(self._wakers)
        for wake in wakers:
            wake()

    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Stopped if the end was asked for."""
        if self.is_set():
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass; raises Stopped as soon as the end is asked for."""
        if self._event.wait(seconds):
            raise Stopped

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """While inside, `set` calls `wake` (which may not raise), at once if it was set before."""
        with self._lock:
            self._wakers.append(wake)
        try:
            if self.is_set():
                wake()
            yield
        finally:
            with self._lock:
                self._wakers.remove(wake)
