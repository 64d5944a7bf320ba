"""Opens the real window on virtual devices and drives it from outside."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rig import Screen, Sound, virtual_screen, virtual_sound

ROOT = Path(__file__).parents[2]


STEADY_S = 2.5
"""Longer than a microphone that gives no sound goes untold."""
UNHEARD_S = 20.0
"""Seconds after which a line of which nothing came was not heard."""


class Person:
    """Somebody in front of the window."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, name: str, **words: Any) -> dict[str, Any]:
        """Sends one command; returns what the window shows after it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": name, **words}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the window is gone (exit code {self._process.poll()})"
        seen: dict[str, Any] = json.loads(answer)
        assert "error" not in seen, f"{name} {words}: {seen['error']}"
        return seen

    def until(self, true: Callable[[dict[str, Any]], bool], patience_s: float = 90.0) -> dict[str, Any]:
        """Looks until what is seen fulfils the condition; fails with what was seen last."""
        end = time.monotonic() + patience_s
        while not true(seen := self.do("look")):
            assert time.monotonic() < end, f"waited {patience_s:.0f} s in vain; seen last: {seen}"
            time.sleep(0.1)
        return seen

    def until_running(self, *parts: str, patience_s: float = 120.0) -> None:
        """Waits until these parts have a process: she may listen before all of them are loaded."""
        end = time.monotonic() + patience_s
        while not all((seen := self.do("parts")["parts"]).get(part) for part in parts):
            assert time.monotonic() < end, f"waited {patience_s:.0f} s in vain for {parts}; seen last: {seen}"
            time.sleep(0.1)

    def until_steady(self) -> None:
        """Waits until she has listened for a while: a microphone that begins late is told of by then."""
        since = time.monotonic()
        end = since + 90
        while time.monotonic() - since < STEADY_S:
            if (seen := self.do("look"))["state"] != "listening":
                since = time.monotonic()
            assert time.monotonic() < end, f"she does not listen; seen last: {seen}"
            time.sleep(0.1)

    def until_said(self, say: Callable[[], None], true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Says a line, and once more if nothing at all comes of it, as a person would; then as `until`.

        On a busy computer a virtual microphone may begin late, and what was said before is in nobody's ear; she is “idle” until
        it gives sound.
        """
        self.until_steady()
        for _ in range(2):
            say()
            end = time.monotonic() + UNHEARD_S
            while time.monotonic() < end:
                seen = self.do("look")
                if true(seen):
                    return seen
                if seen["state"] not in ("listening", "idle"):
                    return self.until(true)
                time.sleep(0.1)
            sys.stderr.write("nothing came of a line; it is said again\n")
        return self.until(true)

    def die(self) -> None:
        """Is killed, as by a power cut."""
        self._process.kill()
        self._process.wait()

    def leave(self) -> int:
        """Closes the window; returns its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(30)


@contextlib.contextmanager
def window_open(*rigs: Screen | Sound, home: Path, met: bool = True, **choice: str) -> Iterator[Person]:
    """Opens the window as `companion` does, in a process of its own; `met`: to somebody who has set something before."""
    if met and not home.exists():
        home.mkdir()
        (home / "settings.toml").write_text("lock_after = 600\n", encoding="utf-8")
    environ = dict(os.environ)
    environ.pop("QT_QPA_PLATFORM", None)
    for rig in rigs:
        environ.update(rig.environ)
    options = [part for name, value in choice.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "tests.end_to_end.hands", "--home", str(home), *options]
    process = subprocess.Popen(command, env=environ, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    person = Person(process)
    try:
        yield person
        assert process.returncode is not None or person.leave() == 0
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with virtual_screen() as screen:
        yield screen


@pytest.fixture
def sound() -> Iterator[Sound]:
    with virtual_sound() as sound:
        yield sound
