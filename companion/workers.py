"""One supervised process around one model: requests go in, replies stream out, a crash or hang is told and healed."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from companion.errors import KNOWN, WorkerError

log = logging.getLogger(__name__)


class Service(Protocol):
    """What runs inside the process. Built there by a picklable factory; one request at a time."""

    def open(self) -> object:
        """Load; raises a KNOWN error. What it returns is given to the parent."""

    def run(self, request: Any, cancelled: Callable[[], bool]) -> Iterator[Any]:
        """Answer one request; ends early once `cancelled()` is true."""


@dataclass(frozen=True)
class _Known:
    """An error of the environment, raised again in the parent as the same class."""

    error: Exception


@dataclass(frozen=True)
class _Bug:
    """An error of ours: its traceback."""

    text: str


_END = "end"


class Worker:
    """A process that is started at need, restarted after a crash or hang, and gone when its parent is gone."""

    def __init__(
        self, name: str, factory: Callable[[], Service], start_s: float = 120.0, silent_s: float = 60.0
    ) -> None:
        """`start_s`: seconds `open` may take; `silent_s`: seconds without any reply after which it counts as hung."""
        self.name = name
        self._factory = factory
        self._start_s, self._silent_s = start_s, silent_s
        self._busy = threading.Lock()
        self._sending = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._opened: object = None
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The running process, if any."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def open(self) -> object:
        """Start it if it is not running, and wait until it is ready; returns what the service's `open` returned."""
        with self._busy:
            return self._ensure()

    def request(self, request: Any, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Any]:
        """Stream the answers to one request; starts the process again if it has died before.

        Raises KNOWN errors of the service, and WorkerError when the process dies or hangs during this request.
        Close the iterator, or let `cancelled` become true, to stop early: it is asked whenever `poke` is called.
        """
        with self._busy:
            self._ensure()
            self._number += 1
            number = self._number
            self._send(("run", number, request))
            finished = False
            try:
                for answer in self._answers(number, cancelled):
                    yield answer
                finished = True
            finally:
                if not finished and self._pipe is not None:
                    self._abandon(number)

    def poke(self) -> None:
        """Cancel whatever is being answered; safe from any thread, harmless when nothing is."""
        if self._pipe is not None:
            with contextlib.suppress(OSError, WorkerError):
                self._send(("cancel", self._number, None))

    def close(self) -> None:
        """End the process. May be called twice, and from any thread."""
        self._kill()

    def _ensure(self) -> object:
        if self._process is None or not self._process.is_alive():
            self._start()
        return self._opened

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._factory), name=f"companion {self.name}", daemon=True
        )
        self._process.start()
        theirs.close()
        self._opened = self._receive(0, self._start_s)

    def _answers(self, number: int, cancelled: Callable[[], bool]) -> Iterator[Any]:
        while True:
            if cancelled():
                self._send(("cancel", number, None))
            answer = self._receive(number, self._silent_s)
            if answer is _END or answer == _END:
                return
            yield answer

    def _receive(self, number: int, patience_s: float) -> Any:
        """The next message for request `number`; older ones are dropped."""
        assert self._pipe is not None and self._process is not None
        while True:
            try:
                if not self._pipe.poll(patience_s):
                    self._kill()
                    raise WorkerError(f"{self.name} stopped answering and was restarted; please say that again.")
                of, answer = self._pipe.recv()
            except (EOFError, OSError) as error:
                code = self._dead()
                raise WorkerError(
                    f"{self.name} stopped unexpectedly ({code}) and was restarted; please say that again."
                ) from error
            if of != number:
                continue
            if isinstance(answer, _Known):
                if number == 0:
                    self._kill()
                raise answer.error
            if isinstance(answer, _Bug):
                raise RuntimeError(f"in the {self.name} process:\n{answer.text}")
            return answer

    def _send(self, message: tuple[str, int, Any]) -> None:
        assert self._pipe is not None
        with self._sending:
            try:
                self._pipe.send(message)
            except OSError as error:
                code = self._dead()
                raise WorkerError(
                    f"{self.name} stopped unexpectedly ({code}) and was restarted; please say that again."
                ) from error

    def _abandon(self, number: int) -> None:
        """The caller lost interest: cancel, and let the rest of the answers pass by."""
        with contextlib.suppress(WorkerError, RuntimeError, *KNOWN):
            self._send(("cancel", number, None))
            while self._receive(number, self._silent_s) != _END:
                pass

    def _dead(self) -> str:
        process = self._process
        self._kill()
        code = process.exitcode if process else None
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"

    def _kill(self) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(5)


def _serve(pipe: Connection, factory: Callable[[], Service]) -> None:
    """The child's life: build, open, answer, and end at once when the parent is gone."""
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox: list[tuple[int, Any]] = []
    arrived = threading.Condition()
    dropped: set[int] = set()

    def listen() -> None:
        while True:
            try:
                kind, number, request = pipe.recv()
            except (EOFError, OSError):
                os._exit(0)
            with arrived:
                if kind == "cancel":
                    dropped.add(number)
                    if service is not None and hasattr(service, "abort") and number == current[0]:
                        service.abort()
                else:
                    inbox.append((number, request))
                arrived.notify()

    service: Any = None
    current = [0]
    threading.Thread(target=listen, daemon=True).start()

    def say(number: int, answer: Any) -> None:
        try:
            pipe.send((number, answer))
        except OSError:
            os._exit(0)

    try:
        service = factory()
        say(0, service.open())
    except KNOWN as error:
        say(0, _Known(error))
        return
    except Exception:
        say(0, _Bug(traceback.format_exc()))
        return
    while True:
        with arrived:
            while not inbox:
                arrived.wait()
            number, request = inbox.pop(0)
            current[0] = number
        try:
            for answer in service.run(request, lambda: number in dropped):
                say(number, answer)
        except KNOWN as error:
            say(number, _Known(error))
            continue
        except Exception:
            sys.stderr.write(traceback.format_exc())
            say(number, _Bug(traceback.format_exc()))
            continue
        say(number, _END)
