"""Pauses token generation while speech needs the CPU."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager


class CpuPriority:
    """On few cores synthesis and a listener's first words come first: generation pauses while anyone claims the CPU."""

    def __init__(self, pause: Callable[[bool], None]) -> None:
        """`pause(True)` stops token generation until `pause(False)`; any thread."""
        self._pause = pause
        self._lock = threading.Lock()
        self._claims: set[Hashable] = set()

    def claim(self, who: Hashable) -> None:
        """Pause generation until `release` by the same claimant."""
        with self._lock:
            self._claims.add(who)
            self._pause(True)

    def release(self, who: Hashable) -> None:
        """End a claim; harmless if there was none."""
        with self._lock:
            if who in self._claims:
                self._claims.discard(who)
                if not self._claims:
                    self._pause(False)

    @contextmanager
    def claimed(self, who: Hashable) -> Iterator[None]:
        """A claim for the length of a `with` block."""
        self.claim(who)
        try:
            yield
        finally:
            self.release(who)
