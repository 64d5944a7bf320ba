"""Describes one file to be fetched, with all that a source needs to deliver it, and the error if it can't."""

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
    """This source can't deliver the file; the message is the reason, in a few words."""


class Unreachable:
    """Remembers hosts that could not be reached, so that not every file waits for them again."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    def check(self, host: str) -> None:
        """Raise SourceError if `host` could not be reached a moment ago."""
        since = self._since.get(host)
        if since is not None and self._clock() - since < FORGET_S:
            raise SourceError(f"{host} could not be reached a moment ago")

    def note(self, host: str) -> None:
        """Remember that `host` can't be reached."""
        self._since[host] = self._clock()


@dataclass
class FetchJob:
    """One file that is being fetched."""

    file: ModelFile
    partial: PartialFile
    meter: ProgressMeter
    stop: Stop
    unreachable: Unreachable
    room: Callable[[int], None]
    """Called with a number of bytes; raises ModelError when the disk has no room for so many more."""
    sha256: str | None
    """The hash it must have; None until known. A source fills in what the catalogue does not know."""
    size: int | None = None
    """The size it must have, in bytes; None until known."""
    claimed: int = 0
    """Bytes of this file that another program (pip) has, but that are not in `partial` yet; only for the progress."""
    revision: str = ""
    """The commit that a hub named with the file."""

    def claim(self, bytes: int) -> None:
        """Report the progress of another program with this file."""
        self.claimed = bytes
        self.meter.at(max(bytes, self.partial.size))

    def deliver(self, piece: bytes) -> None:
        """Append some bytes; raises Stopped, and SourceError when there are more than the file has."""
        self.stop.check()
        self.partial.append(piece)
        if self.size is not None and self.partial.size > self.size:
            raise SourceError("it delivers more bytes than the file has")
        self.meter.at(max(self.claimed, self.partial.size))

    def expect(self, size: int) -> None:
        """Take note of the size the source gives; raises SourceError when it is not the right one."""
        if self.size is not None and size != self.size:
            raise SourceError(f"it has a file of {size} bytes where {self.size} are expected")
        if self.size is None:
            self.meter.correct(size - self.file.bytes)
            self.size = size
        self.room(size - self.partial.size)
