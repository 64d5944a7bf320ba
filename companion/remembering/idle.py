"""Runs background work while nobody talks, and interrupts it as soon as somebody does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from companion.errors import KNOWN, CompanionError, WorkerError

log = logging.getLogger(__name__)

QUIET_S = 2.0
"""How long neither she nor the user must have spoken."""
AGAIN_S = 600.0
"""When there is nothing to do, look again after so long: summaries and backups become due with time."""


class IdleWork:
    """Runs steps on one thread. `set_busy(True)` stops the running step within one token; work begins after a quiet time."""

    def __init__(
        self,
        step: Callable[[Callable[[], bool]], bool],
        stop: Callable[[], None],
        quiet_s: float = QUIET_S,
        notify: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        """`step(cancelled)` does a piece of work, False when there is none; `stop` makes it check `cancelled` now.

        `notify` gets one sentence when the disk or the data file fails, once until a step succeeds.
        """
        self._notify, self._told = notify, False
        self._step, self._stop, self._quiet_s = step, stop, quiet_s
        self._changed = threading.Condition()
        self._busy, self._closed = True, False
        self._news = False
        """Whether something has changed since the last step found no work."""
        self._disturbed = False
        """Whether the running step was to give way, though nobody talks."""
        self._quiet_since = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="idle", daemon=True)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def set_busy(self, on: bool) -> None:
        """Tell whether somebody is talking. Any thread may call it; never waits."""
        with self._changed:
            if not on and self._busy:
                self._quiet_since = time.monotonic()
            self._busy, self._news = on, True
            self._changed.notify_all()
        if on:
            self._stop()

    def disturb(self) -> None:
        """Somebody types: stop the running step, and go on after a quiet time. Any thread may call it; never waits."""
        with self._changed:
            self._quiet_since, self._disturbed, self._news = time.monotonic(), True, True
            self._changed.notify_all()
        self._stop()

    def wake(self) -> None:
        """Look for work now."""
        with self._changed:
            self._news = True
            self._changed.notify_all()

    def close(self) -> None:
        """Stop the thread; the running step is interrupted."""
        with self._changed:
            self._busy = self._closed = True
            self._changed.notify_all()
        self._stop()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while self._wait_for_quiet():
            if not self._do_step():
                with self._changed:  # a change during the step has notified nobody
                    self._changed.wait_for(lambda: self._news or self._closed, AGAIN_S)

    def _wait_for_quiet(self) -> bool:
        """Wait until it has been quiet for long enough; False when closed."""
        with self._changed:
            while not self._closed:
                left = self._quiet_since + self._quiet_s - time.monotonic()
                if not self._busy and left <= 0:
                    self._news = self._disturbed = False
                    return True
                self._changed.wait(None if self._busy else left)
            return False

    def _do_step(self) -> bool:
        try:
            done = self._step(lambda: self._busy or self._disturbed)
            self._told = False
            return done
        except KNOWN as error:
            log.warning("what was to be remembered waits: %s", error)
            self._tell_once(error)
        except Exception:
            log.exception("what was to be remembered waits")
        return False

    def _tell_once(self, error: Exception) -> None:
        """Models that fail are tried again and cost nothing; a full disk would go on losing backups unnoticed."""
        if isinstance(error, CompanionError) and not isinstance(error, WorkerError) and not self._told:
            self._told = True
            self._notify(str(error))
