"""Runs inside a worker process: answers requests from a pipe, and ends when its parent is gone."""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Protocol

from companion.errors import KNOWN
from models.given_back import give_back_freed

REST_S = 120.0
"""Seconds without a request after which a service is told to free what it can make again."""
RUN, CANCEL, HOLD, END, KNOWN_ERROR, BUG = "run", "cancel", "hold", "end", "known error", "bug"


class Service(Protocol):
    """Answers one request at a time; a picklable factory builds it inside the process."""

    def open(self) -> Any:
        """Load. Its result (picklable) is what `Worker.open` returns. Raises a KNOWN error."""

    def run(self, request: Any, cancelled: Callable[[], bool]) -> Iterator[Any]:
        """Yield the answers to one request; end early once `cancelled()` is true."""

    def abort(self) -> None:
        """Called from another thread when the current request was cancelled."""

    def hold(self, on: bool) -> None:
        """Called from another thread: pause while on, if possible."""

    def rest(self) -> None:
        """Nothing has been asked for a while: free what can be made again quickly."""


def serve(pipe: Connection, factory: Callable[[], Service], rest_s: float = REST_S) -> None:
    """Run from the start of the process to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Server(pipe, factory, rest_s).live()


class _Server:
    def __init__(self, pipe: Connection, factory: Callable[[], Service], rest_s: float) -> None:
        self._pipe, self._factory, self._rest_s = pipe, factory, rest_s
        self._requests: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._service: Service | None = None
        self._running = 0
        self._cancelled_up_to = 0

    def live(self) -> None:
        threading.Thread(target=self._listen, name="requests", daemon=True).start()
        if not self._open():
            return
        while True:
            number, request = self._next()
            self._running = number
            self._answer(number, request)

    def _next(self) -> tuple[int, Any]:
        """The next request; while none comes, the service rests, once."""
        assert self._service is not None
        try:
            return self._requests.get(timeout=self._rest_s)
        except queue.Empty:
            self._service.rest()
            return self._requests.get()

    def _open(self) -> bool:
        try:
            service = self._factory()
            opened = service.open()
            give_back_freed()
            self._service = service
            self._say(0, opened)
        except KNOWN as error:
            self._say(0, (KNOWN_ERROR, error))
        except Exception:  # noqa: BLE001  whatever it is, the parent is told
            self._say(0, (BUG, traceback.format_exc()))
        return self._service is not None

    def _answer(self, number: int, request: Any) -> None:
        assert self._service is not None
        try:
            for answer in self._service.run(request, lambda: number <= self._cancelled_up_to):
                self._say(number, answer)
        except KNOWN as error:
            self._say(number, (KNOWN_ERROR, error))
        except Exception:  # noqa: BLE001  whatever it is, the parent is told
            self._say(number, (BUG, traceback.format_exc()))
        self._say(number, END)

    def _listen(self) -> None:
        """Queue requests, act on a cancel at once, and end when the pipe closes: the parent is gone."""
        while True:
            try:
                kind, number, request = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)
            if kind == RUN:
                self._requests.put((number, request))
            elif kind == CANCEL:
                self._cancelled_up_to = max(number, self._cancelled_up_to)
                if self._service is not None and number == self._running:
                    self._service.abort()
            elif kind == HOLD and self._service is not None:
                self._service.hold(request)

    def _say(self, number: int, answer: Any) -> None:
        try:
            self._pipe.send((number, answer))
        except OSError:
            os._exit(0)
