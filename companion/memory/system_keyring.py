"""Stores and reads secrets in the operating system's keyring; every call returns within a time limit."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol

import keyring
from keyring.backends.chainer import ChainerBackend

log = logging.getLogger(__name__)

_TRUSTED = 1
"""Least priority of a backend: those below store secrets in a plain file, or not at all."""
_PATIENCE_S = 20.0
"""Long enough for the user to unlock the keyring; with nobody there, the program still starts."""


class Keyring(Protocol):
    """The methods we use of the `keyring` package's backends."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret stored under these names, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store the secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete the secret."""


def system_keyring() -> Keyring | None:
    """The best backend that encrypts its secrets; None when the system has none."""
    chosen = keyring.get_keyring()
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    return next((backend for backend in candidates if backend.priority >= _TRUSTED), None)


def fetch_secret(ring: Keyring, service: str, name: str, patience_s: float = _PATIENCE_S) -> str | None:
    """The secret; None when there is none, or when the keyring fails or does not answer."""
    return _answered(lambda: ring.get_password(service, name), patience_s)


def store_secret(ring: Keyring, service: str, name: str, secret: str, patience_s: float = _PATIENCE_S) -> bool:
    """Store the secret; whether it could be read back."""

    def work() -> str | None:
        ring.set_password(service, name, secret)
        return ring.get_password(service, name)

    return _answered(work, patience_s) == secret


def delete_secret(ring: Keyring, service: str, name: str, patience_s: float = _PATIENCE_S) -> bool:
    """Delete the secret; whether it is gone."""

    def work() -> str:
        if ring.get_password(service, name) is not None:
            ring.delete_password(service, name)
        return "kept" if ring.get_password(service, name) is not None else "gone"

    return _answered(work, patience_s) == "gone"


def responds(ring: Keyring, service: str, patience_s: float = _PATIENCE_S) -> bool:
    """Whether the keyring answers at all."""

    def work() -> str:
        ring.get_password(service, "is anybody there")
        return "yes"

    return _answered(work, patience_s) == "yes"


def _answered(work: Callable[[], str | None], patience_s: float) -> str | None:
    """Run `work` on its own thread: a backend may wait for ever for a service that is not running."""
    answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(work())
        except Exception as error:  # noqa: BLE001 - each backend raises its own system's errors
            log.warning("the system's keyring can't be used: %s", type(error).__name__)
            answers.put(None)

    threading.Thread(target=ask, name="keyring", daemon=True).start()
    try:
        return answers.get(timeout=patience_s)
    except queue.Empty:
        log.warning("the system's keyring didn't answer within %.0f s", patience_s)
        return None
