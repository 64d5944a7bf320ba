"""Defines how long a worker's process may take, and who is informed when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from companion.runtime.worker_process import REST_S


@dataclass(frozen=True)
class Limits:
    """How long a process may take before it counts as hung, and be idle before it rests; seconds."""

    start_s: float = 180.0
    """For `open`."""
    answer_s: Callable[[Any], float] = lambda _request: 60.0
    """For each answer to this request."""
    still_s: float = 0.75
    """For an answer, while it uses no processor time at all."""
    start_still_s: float = 15.0
    """The same for `open`: files may come from a slow disk or network."""
    rest_s: float = REST_S
    """Without a request for so long it is told to rest."""


@dataclass(frozen=True)
class WorkerListeners:
    """Whom a worker informs, on whatever thread finds out; the sentences are for people."""

    died: Callable[[str], None] = lambda sentence: None
    """One sentence when the process dies while nothing is asked of it; it is restarted by itself."""
    waits: Callable[[str], None] = lambda sentence: None
    """One sentence when a request must wait for the restart."""
    lost: Callable[[str], None] = lambda how: None
    """How it ended (empty: it hung), before the two others."""


USUAL_LIMITS = Limits()
NO_LISTENERS = WorkerListeners()
