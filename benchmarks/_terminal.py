"""Talks with her by `companion chat --json`, one process for each evening; returns her replies and what she recalled."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from companion.environment import Environment
from companion.errors import CompanionError

PATIENCE_S = 600.0
"""Seconds she may take to start and answer, and to remember one line of an evening; computers differ."""


@dataclass(frozen=True)
class TerminalAnswer:
    """Her reply to a line."""

    reply: str
    recalled: tuple[str, ...]
    """The memories that were retrieved for it."""


class Chat:
    """One evening, on a clock that starts at its hour."""

    def __init__(self, environment: Environment, at: datetime) -> None:
        """Start the app in the environment's home folder; its settings file says the rest."""
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            _command(environment, "chat", "--json"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=_environment(environment, at),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Chat:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the input and wait until the app exits; after an error, kill it. Raises CompanionError when the app failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if error is not None:
            self._process.kill()
        self._process.stdin.close()
        code = self._process.wait(timeout=PATIENCE_S)
        self._reader.join()
        self._process.stdout.close()
        if error is None and code != 0:
            raise CompanionError(f"An evening ended with exit code {code}; what `companion chat` said is above.")

    def say(self, line: str) -> TerminalAnswer:
        """Types a line; returns her reply. Raises CompanionError when none comes."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        recalled: tuple[str, ...] = ()
        while (event := self._next(line))["event"] not in {"turn_done", "interrupted"}:
            if event["event"] == "recalled":
                recalled = tuple(memory["text"] for memory in event["memories"])
        return TerminalAnswer(event.get("reply", ""), recalled)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))
        self._events.put(None)

    def _next(self, line: str) -> dict[str, Any]:
        try:
            event = self._events.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise CompanionError(f"No reply came to “{line}” in {PATIENCE_S:.0f} s; try `companion chat`.") from None
        if event is None:
            raise CompanionError(f"The app ended before it replied to “{line}”; try `companion chat`.")
        return event


def catch_up(environment: Environment, at: datetime) -> None:
    """Does all pending background work at this hour. Raises CompanionError when that fails."""
    command = _command(environment, "memory", "catch-up")
    done = subprocess.run(command, env=_environment(environment, at), stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise CompanionError(
            f"`companion memory catch-up` ended with exit code {done.returncode}; what it said is above."
        )


def _command(environment: Environment, *words: str) -> list[str]:
    dice = [] if environment.seed is None else ["--seed", str(environment.seed)]
    return [sys.executable, "-m", "companion", *dice, *words]


def _environment(environment: Environment, at: datetime) -> Mapping[str, str]:
    """Sets the folders and the clock; COMPANION_PASSPHRASE is inherited, and PYTHONPATH lets Python find the project anywhere."""
    here = Path(__file__).resolve().parent.parent
    path = os.pathsep.join(filter(None, (str(here), os.environ.get("PYTHONPATH"))))
    places = {"COMPANION_HOME": str(environment.home), "COMPANION_MODELS": str(environment.models), "PYTHONPATH": path}
    return {**os.environ, **places, "COMPANION_NOW": at.isoformat()}
