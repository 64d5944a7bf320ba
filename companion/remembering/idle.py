"""Whether anybody talks comes in; when nobody does, one piece of work after another is done, and dropped when somebody does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from companion.errors import KNOWN

log = logging.getLogger(__name__)

QUIET_S = 2.0
"""Nobody has talked, and she has not, for so long."""
AGAIN_S = 600.0
"""With nothing to do, it is looked for again after so long: days and copies become due by the clock."""


class IdleWork:
    """One thread. `busy(True)` stops what is under way within a token; work begins when it has been quiet for a while."""

    def __init__(
        self, step: Callable[[Callable[[], bool]], bool], stop: Callable[[], None], quiet_s: float = QUIET_S
    ) -> None:
        """`step(cancelled)` does a piece of work, False when there is none; `stop` makes it look at `cancelled` now."""
        self._step, self._stop, self._quiet_s = step, stop, quiet_s
        self._changed = threading.Condition()
        self._busy, self._closed = True, False
        self._news = False
        """Something has changed since work was last looked for."""
        self._quiet_since = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="idle", daemon=True)

    def open(self) -> None:
        """Begin."""
        self._thread.start()

    def set_busy(self, on: bool) -> None:
        """Somebody talks, or nobody does; from any thread, never waits."""
        with self._changed:
            if not on and self._busy:
                self._quiet_since = time.monotonic()
            self._busy, self._news = on, True
            self._changed.notify_all()
        if on:
            self._stop()

    def wake(self) -> None:
        """There may be work now."""
        with self._changed:
            self._news = True
            self._changed.notify_all()

    def close(self) -> None:
        """End; what is under way is dropped."""
        with self._changed:
            self._busy = self._closed = True
            self._changed.notify_all()
        self._stop()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while self._wait_for_quiet():
            if not self._do_step():
                with self._changed:  # what changed while it was at work has notified nobody
                    self._changed.wait_for(lambda: self._news or self._closed, AGAIN_S)

    def _wait_for_quiet(self) -> bool:
        """Returns when it has been quiet for long enough; False when it is over."""
        with self._changed:
            while not self._closed:
                left = self._quiet_since + self._quiet_s - time.monotonic()
                if not self._busy and left <= 0:
                    self._news = False
                    return True
                self._changed.wait(None if self._busy else left)
            return False

    def _do_step(self) -> bool:
        try:
            return self._step(lambda: self._busy)
        except KNOWN as error:
            log.warning("what was to be remembered waits: %s", error)
        except Exception:
            log.exception("what was to be remembered waits")
        return False
