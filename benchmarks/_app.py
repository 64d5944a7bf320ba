"""Runs `companion chat --json`, feeds it lines, kills it, and checks its memory against the events it had printed."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any

import psutil

from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory

START_S = 120.0
"""Seconds the app may take to start, or to answer."""
GRACE_S = 5.0
"""Seconds within which the child processes of a killed app must be gone."""


@dataclass(frozen=True)
class Wreck:
    """What a killed app had reported as saved, and what is left of it."""

    heard: dict[int, str] = field(repr=False)
    """The user's lines that were reported as committed, by their number in memory."""
    replies: tuple[str, ...] = field(repr=False)
    """Her replies that were reported as finished."""
    last_event: str
    """The last event before the kill."""
    orphans: int
    lost: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def committed(self) -> int:
        """How many messages must be in memory."""
        return len(self.heard) + len(self.replies)

    def checked_against(self, memory: Memory) -> Wreck:
        """Returns a copy with the messages that this memory lacks and the faults of its file."""
        kept = {message.id: message for c in memory.conversations() for message in memory.messages(c.id)}
        hers = [message.text for message in kept.values() if message.speaker == "her"]
        lost = [text for id, text in self.heard.items() if id not in kept or kept[id].text != text]
        lost += [reply for reply in self.replies if reply and reply not in hers]
        return replace(self, lost=tuple(lost), faults=tuple(memory.check()))


class App:
    """A running app and the events it has printed so far."""

    def __init__(self, environment: Environment) -> None:
        """Start the app; it inherits COMPANION_PASSPHRASE."""
        command = [
            sys.executable,
            "-m",
            "companion",
            "--home",
            str(environment.home),
            "--model",
            environment.settings.mind,
        ]
        self._process = subprocess.Popen(
            [*command, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._heard: dict[int, str] = {}
        self._replies: list[str] = []
        self._last_event = "start"
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, line: str) -> None:
        """Type a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def have_turn(self, line: str) -> float:
        """Have one whole turn; returns its seconds from the moment the line is committed. Raises CompanionError when it fails."""
        self.send(line)
        began, end = 0.0, time.monotonic() + START_S
        while (event := self._next(end)) is not None:
            if event["event"] == "heard":
                began = time.monotonic()
            if event["event"] == "turn_done":
                return time.monotonic() - began
        raise CompanionError("The app that was to be killed ended by itself; try `companion chat`.")

    def watch(self, seconds: float) -> None:
        """Read events until the line is committed, and for so many seconds after that."""
        end = time.monotonic() + START_S
        while (event := self._next(end)) is not None and event["event"] != "heard":
            continue
        end = time.monotonic() + seconds
        while self._next(end) is not None:
            continue

    def kill(self) -> Wreck:
        """Kill the app with SIGKILL; returns what it had reported by then."""
        children = psutil.Process(self._process.pid).children(recursive=True)
        moment = self._last_event
        self._process.kill()
        self._process.wait()
        self._reader.join()
        while self._events.qsize():
            self._note(self._events.get())
        _, alive = psutil.wait_procs(children, timeout=GRACE_S)
        for child in alive:
            child.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return Wreck(self._heard, tuple(self._replies), moment, len(alive))

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):  # else the kill cut it
                self._events.put(json.loads(line))
        self._events.put(None)

    def _next(self, end: float) -> dict[str, Any] | None:
        """Returns the next event; None when none comes before `end`, or the app has ended."""
        try:
            return self._note(self._events.get(timeout=max(0.0, end - time.monotonic())))
        except queue.Empty:
            return None

    def _note(self, event: dict[str, Any] | None) -> dict[str, Any] | None:
        if event is not None:
            self._last_event = event["event"]
            if event["event"] == "heard":
                self._heard[event["message"]] = event["text"]
            elif event["event"] == "turn_done":
                self._replies.append(event["reply"])
        return event
