"""One file to be fetched: everything a source needs to deliver it, and how it says that it can't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.catalog import ModelFile
from models.fetching.partial import PartialFile
from models.fetching.progress import ProgressMeter
from models.fetching.stop import Stop

FORGET_S = 600.0
"""Seconds after which an unreachable host is tried again."""


class SourceError(Exception):
    """This source can't deliver; the message is the reason, in a few words."""


class Unreachable:
    """Hosts that could not be reached a moment ago, so that not every file waits for them again."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    def check(self, host: str) -> None:
        """Raise SourceError if `host` was out of reach just now."""
        since = self._since.get(host)
        if since is not None and self._clock() - since < FORGET_S:
            raise SourceError(f"{host} could not be reached a moment ago")

    def note(self, host: str) -> None:
        """`host` is out of reach."""
        self._since[host] = self._clock()


@dataclass
class FetchJob:
    """One file on its way."""

    file: ModelFile
    partial: PartialFile
    meter: ProgressMeter
    stop: Stop
    unreachable: Unreachable
    room: Callable[[int], None]
    """Raises ModelError when the disk has no room for so many more bytes."""
    sha256: str | None
    """What it must be; a source that knows better than the catalogue fills it in."""
    size: int | None = None
    """What it must be; None while it is not known."""
    claimed: int = 0
    """Bytes that another program says it has of this file, before we have them."""

    def claim(self, bytes: int) -> None:
        """Another program is so far with this file."""
        self.claimed = bytes
        self.meter.at(max(bytes, self.partial.size))

    def deliver(self, piece: bytes) -> None:
        """Keep some bytes; raises Stopped, and SourceError when they are more than the file has."""
        self.stop.check()
        self.partial.append(piece)
        if self.size is not None and self.partial.size > self.size:
            raise SourceError("it delivers more bytes than the file has")
        self.meter.at(max(self.claimed, self.partial.size))

    def expect(self, size: int) -> None:
        """The source says how long the file is; raises SourceError when it can't be the right one."""
        if self.size is not None and size != self.size:
            raise SourceError(f"it has a file of {size} bytes where {self.size} are expected")
        if self.size is None:
            self.meter.correct(size - self.file.bytes)
            self.size = size
        self.room(size - self.partial.size)
