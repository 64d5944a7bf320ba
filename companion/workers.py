"""One supervised process around one model: requests go in, replies stream out, a crash or hang is told and healed."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from companion.errors import WorkerError
from companion.serving import BUG, CANCEL, END, KNOWN_ERROR, RUN, Service, serve

log = logging.getLogger(__name__)


class Worker:
    """A process that is started at need, restarted after a crash or hang, and gone when its parent is gone."""

    def __init__(
        self,
        name: str,
        factory: Callable[[], Service],
        *,
        start_s: float = 180.0,
        silent_s: float = 60.0,
        died: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """`name` is shown to people ("her mind").

        `start_s`: seconds `open` may take; `silent_s`: seconds without any answer after which it counts as hung;
        `died` gets one sentence when the process dies while nothing is asked of it (it is restarted by itself).
        """
        self.name = name
        self._factory, self._died = factory, died
        self._start_s, self._silent_s = start_s, silent_s
        self._busy = threading.RLock()
        self._sending = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._opened: Any = None
        self._number = 0
        self._cancelled: Callable[[], bool] = lambda: False
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The running process, if any."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

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
        with self._busy:
            self._ensure()
            self._number += 1
            number, ended = self._number, False
            self._cancelled = cancelled
            self._send((RUN, number, request))
            if cancelled():
                self._send((CANCEL, number, None))
            try:
                while (answer := self._receive(number, self._silent_s)) != END:
                    yield answer
                ended = True
            except BaseException:
                ended = self._pipe is None
                raise
            finally:
                if not ended:
                    self._abandon(number)

    def poke(self) -> None:
        """Look at the `cancelled` of what is being answered, now; safe from any thread, harmless when nothing is."""
        with contextlib.suppress(WorkerError):
            if self._pipe is not None and self._cancelled():
                self._send((CANCEL, self._number, None))

    def close(self) -> None:
        """End the process at once. May be called twice, and from any thread."""
        self._closed = True
        self._kill()

    def _ensure(self) -> Any:
        if self._process is None or not self._process.is_alive():
            self._kill()
            self._start()
        return self._opened

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, self._factory), name=f"companion {self.name}", daemon=True
        )
        process.start()
        theirs.close()
        self._process = process
        self._opened = self._receive(0, self._start_s)
        threading.Thread(target=self._watch, args=(process,), name=f"watch {self.name}", daemon=True).start()

    def _watch(self, process: BaseProcess) -> None:
        """Restart a process that died while idle; one that dies during a request is told by the request."""
        process.join()
        with self._busy:
            if self._closed or self._process is not process:
                return
            how = _ending(process)
            log.warning("worker %s died idle (%s)", self.name, how)
            self._died(f"{self.name} stopped unexpectedly ({how}) and was restarted.".capitalize())
            try:
                self._ensure()
            except Exception:
                log.exception("worker %s could not be restarted", self.name)

    def _receive(self, number: int, patience_s: float) -> Any:
        """The next answer to request `number`; what is left of older ones passes by."""
        pipe = self._pipe
        if pipe is None:
            raise self._gone()
        while True:
            try:
                if not pipe.poll(patience_s):
                    self._kill()
                    raise WorkerError(
                        f"{self.name} stopped answering and was restarted; please try again.".capitalize()
                    )
                of, answer = pipe.recv()
            except (EOFError, OSError) as error:
                raise self._gone() from error
            if of == number:
                return self._unpacked(answer, starting=number == 0)

    def _unpacked(self, answer: Any, starting: bool) -> Any:
        if not isinstance(answer, tuple) or not answer or answer[0] not in (KNOWN_ERROR, BUG):
            return answer
        if starting:
            self._kill()
        if answer[0] == KNOWN_ERROR:
            raise answer[1]
        raise RuntimeError(f"in the process of {self.name}:\n{answer[1]}")

    def _send(self, message: tuple[str, int, Any]) -> None:
        pipe = self._pipe
        if pipe is None:
            raise self._gone()
        try:
            with self._sending:
                pipe.send(message)
        except OSError as error:
            raise self._gone() from error

    def _abandon(self, number: int) -> None:
        """The caller lost interest: cancel, and let the rest of the answers pass by."""
        try:
            self._send((CANCEL, number, None))
            while self._receive(number, self._silent_s) != END:
                pass
        except Exception as error:  # noqa: BLE001  the rest of an answer nobody wants
            log.info("worker %s: the end of an abandoned request failed: %s", self.name, error)

    def _gone(self) -> WorkerError:
        process = self._process
        self._kill()
        how = _ending(process) if process is not None else "closed"
        return WorkerError(
            f"{self.name} stopped unexpectedly ({how}) and is being restarted; please try again.".capitalize()
        )

    def _kill(self) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None:
            process.kill()
            process.join(5)
        if pipe is not None:
            pipe.close()


def _ending(process: BaseProcess) -> str:
    process.join(5)
    code = process.exitcode
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"
