"""Defines tiny services for a worker process: they answer, fail, hang or die as the request says."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from companion.errors import CompanionError
from companion.runtime.workers import Worker
from models.errors import ModelError


class Obedient:
    """Does what the request's first word says."""

    def __init__(self, opening: str = "") -> None:
        self._opening = opening
        self._aborted = threading.Event()
        self._free = threading.Event()
        self._free.set()
        self._rests = 0

    def open(self) -> str:
        if self._opening == "known":
            raise ModelError("the-file is damaged; fetch it again.")
        if self._opening == "bug":
            raise ZeroDivisionError("in opening")
        if self._opening == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._opening == "hang":
            threading.Event().wait()
        if self._opening == "slow":
            time.sleep(1.0)
        return "opened"

    def run(self, request: Any, cancelled: Callable[[], bool]) -> Iterator[Any]:
        what, *rest = request.split()
        return getattr(self, f"_{what}")(cancelled, *rest)

    def abort(self) -> None:
        self._aborted.set()

    def hold(self, on: bool) -> None:
        (self._free.clear if on else self._free.set)()

    def rest(self) -> None:
        self._rests += 1

    def _rested(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        """Tells how often it was told to rest."""
        yield self._rests

    def _rest(self, cancelled: Callable[[], bool]) -> Iterator[str]:
        """Tells whether it is held, then waits until it is not."""
        while self._free.is_set():
            yield "free"
        yield "held"
        self._free.wait()
        yield "free again"

    def _count(self, cancelled: Callable[[], bool], to: str) -> Iterator[int]:
        yield from range(int(to))

    def _endless(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        return itertools.takewhile(lambda _: not cancelled(), itertools.count())

    def _block(self, cancelled: Callable[[], bool]) -> Iterator[str]:
        """In one long call, as a prefill is, which only `abort` ends."""
        self._aborted.clear()
        yield "blocked"
        self._aborted.wait()
        yield "aborted"

    def _known(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield 1
        raise ModelError("What was said is too long for this mind; shorten it.")

    def _ours(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        raise CompanionError("This is one of the engine's own.")

    def _bug(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("a fault of ours")

    def _die(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    def _exit(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield 1
        os._exit(3)

    def _hang(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield 1
        threading.Event().wait()

    def _spin(self, cancelled: Callable[[], bool], seconds: str) -> Iterator[str]:
        """Works without an answer for that long."""
        end = time.monotonic() + float(seconds)
        while time.monotonic() < end:
            pass
        yield "done"

    def _pid(self, cancelled: Callable[[], bool]) -> Iterator[int]:
        yield os.getpid()


def parent() -> None:
    """A program with a worker: prints the worker's number and waits to be killed."""
    worker = Worker("her mind", Obedient)
    worker.open()
    sys.stdout.write(f"{worker.pid}\n")
    sys.stdout.flush()
    busy = worker.request("endless")
    while True:
        next(busy)


if __name__ == "__main__":
    parent()
