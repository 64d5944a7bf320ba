"""Allows one downloader in a folder, over all threads and processes, by a system lock that ends with its process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from models.fetching.stop import Stop, Stopped


class TakenError(Exception):
    """Another thread or process holds the lock."""


@contextmanager
def locked(path: Path, waiting: Callable[[], None], stop: Stop) -> Iterator[None]:
    """Hold the lock; if it is taken, call `waiting` and wait for it. Raises Stopped."""
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
