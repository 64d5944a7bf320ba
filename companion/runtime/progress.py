"""Tells whether a process does anything: one that hangs uses no processor time, where a slow one does."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

import psutil

log = logging.getLogger(__name__)


class Progress(Protocol):
    """What a process has done so far; values that differ mean that it has done something in between."""

    def __call__(self) -> object:
        """Read it now; never waits."""


class ProcessProgress:
    """Reads the processor time and the switches of one process; waiting for a disk counts as work."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._reads = 0
        self._told = False
        """Whether the log has been told that the system does not tell."""

    def __call__(self) -> object:
        """What it has used so far; always another value if the system does not tell."""
        try:
            process = psutil.Process(self._pid)
            if process.status() != psutil.STATUS_DISK_SLEEP and not _waits_for_a_processor(self._pid):
                times, switches = process.cpu_times(), process.num_ctx_switches()
                return times.user + times.system, switches.voluntary + switches.involuntary
        except psutil.NoSuchProcess:
            pass  # it has ended, which its pipe tells at once
        except (psutil.Error, OSError) as error:
            if not self._told:
                self._told = True
                log.warning("whether process %d hangs cannot be told: %s", self._pid, error)
        self._reads += 1
        return self._reads


def _waits_for_a_processor(pid: int) -> bool:
    """Whether a thread of the process could run at once: on a busy computer it gets no time for seconds. False if unknown."""
    for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
        try:
            if stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:1] == ["R"]:
                return True
        except OSError:
            continue  # the thread has ended meanwhile
    return False


class Patience:
    """Counts how long an answer is waited for, in steps of `step_s`: a computer that slept counts as one step."""

    def __init__(self, progress: Progress, longest_s: float, still_s: float, step_s: float) -> None:
        """`longest_s`: for the answer; `still_s`: without any progress. Both in seconds."""
        self._progress, self._longest_s, self._still_s, self._step_s = progress, longest_s, still_s, step_s
        self._waited = self._still = 0.0
        self._last = progress()

    def step(self, paused: bool) -> bool:
        """Another step has passed without an answer; False if it is no use to wait longer. A paused process is given its time."""
        before, self._last = self._last, self._progress()
        if paused:
            self._still = 0.0
            return True
        self._waited += self._step_s
        self._still = self._still + self._step_s if before == self._last else 0.0
        return self._waited < self._longest_s and self._still < self._still_s
