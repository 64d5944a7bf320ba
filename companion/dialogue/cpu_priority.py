"""Who needs the processor more urgently than further thoughts comes in; whether the mind is to rest goes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager


class CpuPriority:
    """On few cores her next word waits for her voice: the mind rests while anybody claims the way."""

    def __init__(self, rest: Callable[[bool], None]) -> None:
        """`rest(True)` makes the mind think no further token until `rest(False)`; from any thread."""
        self._rest = rest
        self._lock = threading.Lock()
        self._claims: set[Hashable] = set()

    def claim(self, who: Hashable) -> None:
        """The mind rests until `give_back` by the same."""
        with self._lock:
            self._claims.add(who)
            self._rest(True)

    def release(self, who: Hashable) -> None:
        """No longer needed by this one; harmless when it never was."""
        with self._lock:
            if who in self._claims:
                self._claims.discard(who)
                if not self._claims:
                    self._rest(False)

    @contextmanager
    def claimed(self, who: Hashable) -> Iterator[None]:
        """Claimed while inside."""
        self.claim(who)
        try:
            yield
        finally:
            self.release(who)
