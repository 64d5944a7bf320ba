"""Stops a download from another thread: a flag that also wakes what is waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(Exception):  # noqa: N818 - nothing failed
    """The download was stopped; what is already downloaded is kept."""


class Stop:
    """A flag that is set once, from any thread; code that blocks registers how it is woken."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._wakers: list[Callable[[], None]] = []

    def set(self) -> None:
        """Stop; safe from any thread, any number of times."""
        with self._lock:
            self._event.set()
            wakers = list(self._wakers)
        for wake in wakers:
            wake()

    def is_set(self) -> bool:
        """Whether it was set."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Stopped if it was set."""
        if self.is_set():
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Wait for `seconds`; raises Stopped as soon as it is set."""
        if self._event.wait(seconds):
            raise Stopped

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """Within this context `set` calls `wake` (which must not raise); it is called at once if it was set before."""
        with self._lock:
            self._wakers.append(wake)
        try:
            if self.is_set():
                wake()
            yield
        finally:
            with self._lock:
                self._wakers.remove(wake)
