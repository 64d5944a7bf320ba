"""Measures the progress of a download: counts bytes, and reports speed and time left now and then."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Status = Literal["waiting", "fetching", "verifying", "done"]

WINDOW_S = 15.0
"""Seconds over which the speed is measured."""


@dataclass(frozen=True)
class ModelProgress:
    """Where the download of one model stands."""

    id: str
    status: Status
    done: int
    """Bytes, over all its files."""
    total: int
    """Bytes, over all its files."""
    speed: float | None = None
    """Bytes a second, over the last seconds; None until it is known."""
    seconds_left: float | None = None
    file: str = ""
    """Name of the current file."""
    source: str = ""
    """Where it comes from: hub, a host's name, pypi or npm."""


class ProgressMeter:
    """Counts the bytes of one model and calls `tell` at most every `every_s` seconds, and at once when the status changes."""

    def __init__(
        self,
        id: str,
        total: int,
        tell: Callable[[ModelProgress], None],
        clock: Callable[[], float],
        every_s: float = 0.2,
    ) -> None:
        self.total = total
        self._id, self._tell, self._clock, self._every_s = id, tell, clock, every_s
        self._before = self._correction = 0
        self._file = self._source = ""
        self._status: Status = "fetching"
        self._told_at = float("-inf")
        self._seen: deque[tuple[float, int]] = deque()

    def start(self, file: str, before: int) -> None:
        """Begin with a file; `before` bytes of the model are on the disk already, in its other files."""
        self._file, self._before, self._correction = file, before, 0

    def come_from(self, source: str) -> None:
        """Change the source, and measure the speed anew."""
        self._source = source
        self._seen.clear()

    def correct(self, bytes: int) -> None:
        """Correct the file's size: the catalogue's estimate is too small by `bytes`."""
        self.total += bytes - self._correction
        self._correction = bytes

    def at(self, bytes: int) -> None:
        """Record how many bytes of the current file are there."""
        now, done = self._clock(), self._before + bytes
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > WINDOW_S:
            self._seen.popleft()
        self._say("fetching", done)

    def say(self, status: Status, bytes: int = 0) -> None:
        """Report a new status, with so many bytes of the current file."""
        self._say(status, self.total if status == "done" else self._before + bytes)

    def _say(self, status: Status, done: int) -> None:
        now = self._clock()
        if status == self._status == "fetching" and now - self._told_at < self._every_s:
            return
        self._status, self._told_at = status, now
        speed = self._speed() if status == "fetching" else None
        left = max(0.0, (self.total - done) / speed) if speed else None
        self._tell(ModelProgress(self._id, status, done, self.total, speed, left, self._file, self._source))

    def _speed(self) -> float | None:
        if len(self._seen) < 2:
            return None
        (began, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if now > began and last > first else None
