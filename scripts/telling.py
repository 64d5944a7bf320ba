"""Prints the set-up's progress, one line a step, and runs long commands with their output in a log."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO


class SetupError(Exception):
    """The machine failed us; the message says what failed and what to do."""


class Step:
    """One line of progress: overwritten on a terminal, repeated at most every `every_s` seconds elsewhere."""

    def __init__(self, title: str, out: TextIO | None = None, every_s: float = 15.0) -> None:
        self.title = title
        self.began = time.monotonic()
        self._out = sys.stdout if out is None else out
        self._every_s = every_s
        self._shown = self.began

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.began

    def start(self, why: str = "") -> Step:
        """Prints that the step begins, and why it will take a while."""
        self._write(f"• {self.title}{': ' + why if why else ''}\n")
        return self

    def show(self, text: str) -> None:
        """Prints how far the step is."""
        if self._out.isatty():
            self._write(f"\r\033[K  {text[:100]}")
        elif time.monotonic() - self._shown >= self._every_s:
            self._shown = time.monotonic()
            self._write(f"  {text}\n")

    def done(self, text: str = "done") -> None:
        """Prints how the step ended and how long it took."""
        start = "\r\033[K" if self._out.isatty() else ""
        self._write(f"{start}  {text} ({duration(self.seconds)})\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def duration(seconds: float) -> str:
    """Returns a time in words: `4 s`, `7 min 05 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def follow(
    command: Sequence[str], log: Path, read: Callable[[str], None], environment: Mapping[str, str] | None = None
) -> None:
    """Runs a command; its output goes into `log` and, line by line, to `read`. Raises SetupError with its last lines."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                file.write(line)
                file.flush()
                read(line.strip())
    if process.returncode:
        raise SetupError(f"{Path(command[0]).name} failed ({process.returncode}):\n{ending(log)}\nAll of it: {log}")


def ending(log: Path, lines: int = 12) -> str:
    """Returns the last lines of a log, indented."""
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line[:200]}" for line in last)
