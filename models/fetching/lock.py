"""One downloader a folder, over all threads and processes: an OS lock that a dead process can't leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from models.fetching.stop import Stop, Stopped


class TakenError(Exception):
    """Somebody else is downloading there."""


@contextmanager
def locked(path: Path, waiting: Callable[[], None], stop: Stop) -> Iterator[None]:
    """Hold the lock, waiting for it if need be (`waiting` is called then); raises Stopped."""
    lock = _lock(path)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        waiting()
        try:
            lock.acquire(cancel_check=stop.is_set)
        except filelock.Timeout:
            raise Stopped from None
    try:
        stop.check()
        yield
    finally:
        lock.release()


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock, or raise TakenError at once."""
    lock = _lock(path)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        raise TakenError from None
    try:
        yield
    finally:
        lock.release()


def _lock(path: Path) -> filelock.BaseFileLock:
    path.parent.mkdir(parents=True, exist_ok=True)
    return filelock.FileLock(path, thread_local=False)
