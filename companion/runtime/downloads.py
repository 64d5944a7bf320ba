"""Downloads models in the background, one after another, and reports each as Progress events."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from companion.events import Event, Progress
from models.errors import ModelError
from models.fetching.progress import ModelProgress
from models.fetching.stop import Stop, Stopped
from models.store import ModelStore

log = logging.getLogger(__name__)

End = Literal["paused", "cancelled"]


@dataclass(eq=False)
class _DownloadOrder:
    """One model to download."""

    id: str
    stop: Stop = field(default_factory=Stop)
    end: End = "paused"
    """Status to report if it is stopped."""
    last: Progress | None = None


class Downloads:
    """Fetches models on a thread of its own. Every method returns at once and may be called from any thread."""

    def __init__(self, store: ModelStore, emit: Callable[[Event], None]) -> None:
        """`emit` gets Progress, at most about five times a second a model, on the fetching or the calling thread."""
        self._store, self._emit = store, emit
        self._queue: queue.Queue[_DownloadOrder | None] = queue.Queue()
        self._lock = threading.Lock()
        self._orders: dict[str, _DownloadOrder] = {}
        self._current: _DownloadOrder | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether anything is being downloaded, or waits for that."""
        with self._lock:
            return bool(self._orders or self._current)

    @property
    def under_way(self) -> tuple[str, ...]:
        """Ids of those that are being downloaded or wait for that, in order."""
        with self._lock:
            return tuple(dict.fromkeys([*([self._current.id] if self._current else []), *self._orders]))

    def fetch(self, ids: Iterable[str]) -> None:
        """Queue these, in this order, behind earlier ones; one that is queued or running already stays as it is."""
        for id in ids:
            with self._lock:
                if self._closed or id in self._orders:
                    continue
                order = self._orders[id] = _DownloadOrder(id)
                self._start()
            self._tell(order, "waiting")
            self._queue.put(order)

    def resume(self, id: str) -> None:
        """Continue one that was paused or failed."""
        self.fetch([id])

    def pause(self, id: str) -> None:
        """Pause it; the downloaded part is kept, over a restart too."""
        order, _ = self._stop(id, "paused")
        if order is not None:
            self._tell(order, "paused")

    def cancel(self, id: str) -> None:
        """Cancel it, and delete the downloaded part."""
        order, running = self._stop(id, "cancelled")
        if order is not None or not running:
            self._drop(order or _DownloadOrder(id))

    def close(self) -> None:
        """Stop the download (it can continue later) and the thread. May be called twice."""
        with self._lock:
            self._closed = True
            orders, thread = [*self._orders.values(), self._current], self._thread
        for order in orders:
            if order is not None:
                order.stop.set()
        self._queue.put(None)
        if thread is not None:
            thread.join()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="model arrivals", daemon=True)
            self._thread.start()

    def _stop(self, id: str, end: End) -> tuple[_DownloadOrder | None, bool]:
        """Stop what is wanted of a model: the order that had not begun, if any, and whether one is running.

        The thread tells how a running one ended; of one that had not begun, only the caller can.
        """
        with self._lock:
            order = self._orders.pop(id, None)
            running = self._current if self._current is not None and self._current.id == id else None
            if running is not None:
                running.end = end
        for stopped in (order, running):
            if stopped is not None:
                stopped.stop.set()
        return (None if order is running else order), running is not None

    def _run(self) -> None:
        while (order := self._queue.get()) is not None:
            with self._lock:
                if order.stop.is_set():
                    continue
                self._current = order
            self._bring(order)

    def _bring(self, order: _DownloadOrder) -> None:
        """Download one model and report how it ended; then the next one begins."""
        try:
            self._store.fetch(order.id, lambda progress: self._pass_on(order, progress), order.stop)
        except Stopped:
            self._done(order)
            if order.end == "cancelled":
                self._drop(order)
            else:
                self._tell(order, "paused")
        except ModelError as error:
            self._done(order)
            self._tell(order, "failed", str(error))
        except Exception:
            log.exception("fetching %s", order.id)
            self._done(order)
            self._tell(order, "failed", f"{order.id} could not be fetched: a fault of this program; the log says more.")
        else:
            self._done(order)
            self._tell(order, "done")

    def _done(self, order: _DownloadOrder) -> None:
        with self._lock:
            self._current = None
            if self._orders.get(order.id) is order:
                del self._orders[order.id]

    def _drop(self, order: _DownloadOrder) -> None:
        try:
            self._store.discard(order.id)
        except ModelError as error:
            self._tell(order, "failed", str(error))
        else:
            order.last = None
            self._tell(order, "cancelled")

    def _pass_on(self, order: _DownloadOrder, progress: ModelProgress) -> None:
        order.last = as_event(progress)
        if (
            progress.status != "done"
        ):  # that is told once the order is closed, so that it can be asked for again at once
            self._emit(order.last)

    def _tell(self, order: _DownloadOrder, status: str, message: str = "") -> None:
        """Report a status of our own, with the bytes reported last."""
        last = order.last
        done, total = (last.done, last.total) if last else (0, 0)
        self._emit(Progress(model=order.id, done=done, total=total, status=status, message=message))


def as_event(progress: ModelProgress) -> Progress:
    """The store's progress as an event."""
    return Progress(
        model=progress.id,
        done=progress.done,
        total=progress.total,
        seconds_left=None if progress.seconds_left is None else round(progress.seconds_left, 1),
        status=progress.status,
    )
