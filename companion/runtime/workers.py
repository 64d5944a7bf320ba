"""Supervises a worker: one process around one model, which is restarted after a crash or hang."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import multiprocessing.connection
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from companion.errors import WorkerError
from companion.runtime.progress import Patience, ProcessProgress
from companion.runtime.worker_options import NO_LISTENERS, USUAL_LIMITS, Limits, WorkerListeners
from companion.runtime.worker_process import BUG, CANCEL, END, HOLD, KNOWN_ERROR, RUN, Service, serve

log = logging.getLogger(__name__)

STEP_S = 0.125
"""How often it is looked at whether a process that does not answer still works."""
DEATHS, WITHIN_S = 3, 60.0
"""A process that died so often in so many seconds is not restarted by itself any more."""


class Worker:
    """A process that starts when needed, restarts after a crash or hang, and ends with its parent."""

    def __init__(
        self,
        name: str,
        factory: Callable[[], Service],
        *,
        limits: Limits = USUAL_LIMITS,
        listeners: WorkerListeners = NO_LISTENERS,
        advice: str = "please try again",
    ) -> None:
        """`name` is shown to people ("her mind"). `advice`: what to do when a request failed."""
        self.name = name
        self._listeners, self._advice, self._limits = listeners, advice, limits
        self._live = partial(serve, factory=factory, rest_s=limits.rest_s)
        self._busy = threading.RLock()
        self._sending = threading.Lock()
        self._child: _Child | None = None
        self.opened: Any = None
        """What the service's `open` returned last."""
        self._current: tuple[int, Callable[[], bool]] = (0, lambda: False)
        self._closed = self._ready = self._held = self._given_up = False
        self._deaths: deque[float] = deque(maxlen=DEATHS)

    @property
    def ready(self) -> bool:
        """Whether it is loaded, so that a request is begun at once."""
        child = self._child
        return self._ready and child is not None and child.alive()

    @property
    def restarting(self) -> bool:
        """Whether it died and will be ready again by itself."""
        return not (self.ready or self._closed or self._given_up)

    @property
    def pid(self) -> int | None:
        """The running process, if any."""
        child = self._child
        return child.process.pid if child is not None and child.alive() else None

    def open(self) -> Any:
        """Start it if it is not running and wait until it is ready; returns what the service's `open` returned."""
        with self._busy:
            self._closed = False
            return self._ensure()

    def request(self, request: Any, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Any]:
        """Stream the answers to one request; starts the process first when it is not running.

        Raises the service's own errors, and WorkerError when the process dies or hangs. To stop early: close the
        iterator, or call `poke` after `cancelled` has become true.
        """
        with self._turn():
            if self._closed:
                raise self._gone()
            self._ensure()
            number, ended = self._current[0] + 1, False
            self._current = number, cancelled
            self._send((RUN, number, request))
            if cancelled():
                self._send((CANCEL, number, None))
            try:
                while (answer := self._receive(number, self._limits.answer_s(request))) != END:
                    yield answer
                ended = True
            except BaseException:
                ended = self._child is None
                raise
            finally:
                if not ended:
                    self._abandon(number, self._limits.answer_s(request))

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until no other request is under way; tells it, once, if the process is starting again meanwhile."""
        told = self._tell_wait()
        while not self._busy.acquire(timeout=STEP_S):
            told = told or self._tell_wait()
        try:
            if not told:
                self._tell_wait()
            yield
        finally:
            self._busy.release()

    def _tell_wait(self) -> bool:
        """Tell that the process is starting again, if it is; returns whether that was told."""
        waits = not (self.ready or self._closed)
        if waits:
            self._listeners.waits(self._sentence("is starting again; one moment."))
        return waits

    def poke(self) -> None:
        """Have the current request look at its `cancelled` now; any thread, harmless if there is none."""
        number, cancelled = self._current
        with contextlib.suppress(WorkerError):
            if self._child is not None and cancelled():
                self._send((CANCEL, number, None))

    def hold(self, on: bool) -> None:
        """Pause the service while on; any thread, harmless if it is not running."""
        self._held = on
        with contextlib.suppress(WorkerError):
            if self._child is not None:
                self._send((HOLD, 0, on))

    def close(self) -> None:
        """End the process at once; it stays closed until `open`. May be called twice, and from any thread."""
        self._closed = True
        self._kill()

    def _ensure(self) -> Any:
        if self._child is None or not self._child.alive():
            self._kill()
            self._start()
        return self.opened

    def _start(self) -> None:
        child = self._child = _Child(self.name, self._live)
        if self._closed:
            raise self._gone()
        self.opened = self._receive(0, self._limits.start_s)
        self._ready, self._given_up = True, False
        if self._held:
            self._send((HOLD, 0, True))
        threading.Thread(target=self._watch, args=(child,), name=f"watch {self.name}", daemon=True).start()

    def _watch(self, child: _Child) -> None:
        """Restart a process that died. If it died during a request, the request has already told it."""
        child.wait()
        with self._busy:
            if self._closed or self._child not in (child, None):
                return
            idle, how = self._child is child, child.ending()
            log.warning("worker %s died (%s)", self.name, how)
            self._listeners.lost(how)
            self._deaths.append(time.monotonic())
            if len(self._deaths) == DEATHS and self._deaths[-1] - self._deaths[0] < WITHIN_S:
                self._given_up = True
                self._listeners.died(
                    self._sentence(f"keeps stopping ({how}); choose another in the settings, or start me again.")
                )
                return
            if idle:
                self._listeners.died(self._sentence(f"stopped unexpectedly ({how}) and is being restarted."))
            try:
                self._ensure()
            except Exception:
                log.exception("worker %s could not be restarted", self.name)
                self._given_up = True
                if not self._closed:
                    self._listeners.died(self._sentence("could not be restarted; close the program and open it again."))

    def _receive(self, number: int, patience_s: float) -> Any:
        """The next answer to request `number`; answers left over from older requests are dropped."""
        child = self._child
        if child is None:
            raise self._gone()
        while True:
            try:
                if not self._answered(
                    child, patience_s, self._limits.still_s if number else self._limits.start_still_s
                ):
                    self._listeners.lost("")
                    self._kill()
                    raise WorkerError(self._sentence(f"stopped answering and is being restarted; {self._advice}."))
                of, answer = child.pipe.recv()
            except (EOFError, OSError) as error:
                raise self._gone() from error
            if of == number:
                return self._unpacked(answer, starting=number == 0)

    def _answered(self, child: _Child, patience_s: float, still_s: float) -> bool:
        """Wait for an answer; False if the process hangs."""
        if child.pipe.poll(min(STEP_S, patience_s)):
            return True
        patience = Patience(ProcessProgress(child.process.pid or 0), patience_s, still_s, STEP_S)
        while not child.pipe.poll(STEP_S):
            if not patience.step(paused=self._held):
                return False
        return True

    def _unpacked(self, answer: Any, starting: bool) -> Any:
        if not isinstance(answer, tuple) or not answer or answer[0] not in (KNOWN_ERROR, BUG):
            return answer
        if starting:
            self._kill()
        if answer[0] == KNOWN_ERROR:
            raise answer[1]
        raise RuntimeError(f"in the process of {self.name}:\n{answer[1]}")

    def _send(self, message: tuple[str, int, Any]) -> None:
        child = self._child
        if child is None:
            raise self._gone()
        try:
            with self._sending:
                child.pipe.send(message)
        except OSError as error:
            raise self._gone() from error

    def _abandon(self, number: int, patience_s: float) -> None:
        """The caller stopped reading: cancel the request and drop its remaining answers."""
        try:
            self._send((CANCEL, number, None))
            while self._receive(number, patience_s) != END:
                pass
        except Exception as error:  # noqa: BLE001  the rest of an answer nobody wants
            log.info("worker %s: the end of an abandoned request failed: %s", self.name, type(error).__name__)

    def _gone(self) -> WorkerError:
        child = self._child
        self._kill()
        if self._closed or child is None:
            return WorkerError(self._sentence(f"was closed; {self._advice}."))
        how = child.ending()
        self._listeners.lost(how)
        return WorkerError(self._sentence(f"stopped unexpectedly ({how}) and is being restarted; {self._advice}."))

    def _sentence(self, rest: str) -> str:
        return f"{self.name[:1].upper()}{self.name[1:]} {rest}"

    def _kill(self) -> None:
        self._ready = False
        child, self._child = self._child, None
        if child is not None:
            child.kill()


class _Child:
    """One run of the process, and the pipe to it; any thread may ask for its state."""

    def __init__(self, name: str, live: Callable[[Connection], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        """Never closed while a thread may wait on it; garbage collection closes it after the last one."""
        self.process = context.Process(target=live, args=(theirs,), name=f"companion {name}", daemon=True)
        self._reaping = threading.Lock()
        """Only one thread may ask for the exit code at a time."""
        self.process.start()
        theirs.close()

    def alive(self) -> bool:
        with self._reaping:
            return self.process.is_alive()

    def wait(self) -> None:
        """Wait until it has ended. The sentinel comes a moment before the exit code, which join waits for."""
        multiprocessing.connection.wait([self.process.sentinel])
        with self._reaping:
            self.process.join(5)

    def kill(self) -> None:
        with self._reaping:
            self.process.kill()
            self.process.join(5)

    def ending(self) -> str:
        """How it ended, in words: SIGSEGV, exit code 3."""
        with self._reaping:
            self.process.join(5)
            code = self.process.exitcode
        return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
