"""Runs another program (pip, npm), reports the lines it prints, and kills it when the download is stopped."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

import psutil

from models.fetching.job import SourceError
from models.fetching.stop import Stop

_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
"""CREATE_NO_WINDOW, so that no console window appears."""


def run(command: Sequence[str], extra: Mapping[str, str], stop: Stop, line: Callable[[str], None]) -> None:
    """Run `command` to its end, calling `line` with each printed line; raises SourceError with its last error, and Stopped."""
    last: deque[str] = deque(maxlen=40)
    try:
        process = subprocess.Popen(
            command,
            env={**os.environ, **extra},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise SourceError(f"{command[0]} can't be started ({error.strerror})") from error
    with process, _killed_on_the_way_out(process), stop.waking(lambda: kill(process)):
        assert process.stdout is not None
        for text in process.stdout:
            last.append(text.strip())
            line(text.strip())
        code = process.wait()
    stop.check()
    if code:
        raise SourceError(_last_words(last) or f"it ended with {code}")


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the process and all processes it has started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()


@contextlib.contextmanager
def _killed_on_the_way_out(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    except BaseException:  # Ctrl-C too: no process may be left running
        kill(process)
        raise


def _last_words(lines: deque[str]) -> str:
    """The printed line that says what went wrong: the last one marked as an error, else the last of all."""
    for mark in ("ERROR:", "npm error", "npm ERR!"):
        told = [line for line in lines if line.startswith(mark) and "complete log" not in line]
        if told:
            return told[-1].removeprefix(mark).strip()
    return next((line for line in reversed(lines) if line), "")
