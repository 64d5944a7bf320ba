"""Fetches the part of an engine that computes with Vulkan, ready-made, out of an npm package; the normal engine loads it.

It takes seconds instead of the minutes of a build. It is for one version of llama-cpp-python only: docs/DECISIONS.md tells why
it fits that one, and docs/CONTRIBUTING.md what to do for the next.
"""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.catalog import ModelFile, Npm
from models.errors import ModelError
from models.fetching import disk_space
from models.fetching.fetch import Fetchers, fetch_file
from models.fetching.http import Http
from models.fetching.hub import HubFetcher
from models.fetching.job import FetchJob, Unreachable
from models.fetching.packages import Packages
from models.fetching.partial import PartialFile
from models.fetching.progress import ProgressMeter
from models.fetching.stop import Stop
from models.graphics.building import MINUTES, Report, build_engine, missing_tools
from models.graphics.engine import (
    MADE_FOR,
    PART,
    Backend,
    Engine,
    engine_folder,
    find_engine,
    new_engine,
    pinned_version,
)

MEGABYTES = 24
"""What npm downloads."""
_WITHOUT_NPM = (
    "The ready-made engine for the card could not be fetched, because npm is not installed; on Debian and Ubuntu, "
    "`sudo apt-get install npm` brings it."
)


@dataclass(frozen=True)
class ReadyMade:
    """A ready-made part, and what it was proven to fit."""

    file: ModelFile
    made_for: str
    """The version of llama-cpp-python."""
    backend: Backend = "vulkan"
    system: str = "linux"
    machine: str = "x86_64"


KNOWN = (
    ReadyMade(
        ModelFile(
            PART,
            43_255_472,
            "5dbbe80b520118b6b71f3ea31935ba107cee9c9c68f7e7ed18b20cdb424e819b",
            (Npm("@node-llama-cpp/linux-x64-vulkan", "3.22.1", f"package/bins/linux-x64-vulkan/{PART}"),),
        ),
        "0.3.36",
    ),
)


def ready_made(backend: Backend, version: str = "", system: str = sys.platform, machine: str = "") -> ReadyMade | None:
    """The part that fits this version of llama-cpp-python on this computer; None where there is none. Empty: what is here."""
    wanted = (backend, version or pinned_version(), system, machine or platform.machine())
    return next((one for one in KNOWN if (one.backend, one.made_for, one.system, one.machine) == wanted), None)


def fetchable(backend: Backend) -> bool:
    """Whether there is a ready-made part for this computer, and npm to fetch it."""
    return ready_made(backend) is not None and shutil.which("npm") is not None


def cost(backend: Backend) -> str:
    """What it takes to get the engine, in words for a question."""
    if fetchable(backend):
        return f"{MEGABYTES} MB to fetch, once"
    return f"About {MINUTES} minutes, once"


def get_engine(
    models: Path, backend: Backend, report: Report, stop: Stop, from_source: bool = False, ways: Ways | None = None
) -> Engine:
    """Fetch the engine if there is a ready-made one, or else build it. Raises ModelError and Stopped.

    `from_source`: build it in any case.
    """
    ways = ways or Ways()
    part = None if from_source else ways.find(backend)
    if part is None:
        return ways.build(models, backend, report, stop)
    try:
        return ways.fetch(models, part, report, stop)
    except ModelError as error:
        if lacking := ways.lacks(backend):
            raise ModelError(f"{error} It can't be built here either. {' '.join(lacking)}") from error
        report(f"{error} So it is built, which takes about {MINUTES} minutes", None)
        return ways.build(models, backend, report, stop)


def fetch_engine(models: Path, part: ReadyMade, report: Report, stop: Stop, npm: str | None = None) -> Engine:
    """Fetch it into its folder; an engine that was there stays until the new one is whole. Raises ModelError and Stopped.

    `npm`: its path; None: as found in the PATH.
    """
    if npm is None and shutil.which("npm") is None:
        raise ModelError(_WITHOUT_NPM)
    report(f"Fetching the engine for the card, {MEGABYTES} MB", None)
    with new_engine(models, part.backend) as draft:
        (draft / "engine").mkdir()
        try:
            _fetch(part.file, draft, stop, npm)
        except ModelError as error:
            raise ModelError(f"The ready-made engine for the card could not be fetched: {error}.") from error
        (draft / "engine" / MADE_FOR).write_text(part.made_for, encoding="utf-8")
    return Engine(part.backend, engine_folder(models, part.backend))


def _fetch(file: ModelFile, draft: Path, stop: Stop, npm: str | None) -> None:
    """Fetch the file into `draft/engine`, with its size and hash checked."""

    def room(needed: int) -> None:
        disk_space.check(needed, draft, lambda path: shutil.disk_usage(path).free)

    room(2 * file.bytes)
    meter = ProgressMeter(
        file.name, file.bytes, lambda progress: None, time.monotonic
    )  # npm does not tell how far it is
    partial = PartialFile(draft, file.name)
    job = FetchJob(file, partial, meter, stop, Unreachable(time.monotonic), room, file.sha256, file.bytes)
    packages = Packages(draft / "packages", frozenset(), npm=npm)
    fetch_file(job, draft / "engine" / file.name, Fetchers(HubFetcher(), Http(), packages))


@dataclass(frozen=True)
class Ways:
    """What an engine is found, fetched and built with; tests give others."""

    find: Callable[[Backend], ReadyMade | None] = ready_made
    fetch: Callable[[Path, ReadyMade, Report, Stop], Engine] = fetch_engine
    build: Callable[[Path, Backend, Report, Stop], Engine] = build_engine
    lacks: Callable[[Backend], tuple[str, ...]] = missing_tools


def main(folder: Path) -> int:
    """Fetch the Vulkan part into `folder` unless one is there that fits; for the set-up of the tests."""
    engine, part = find_engine(folder), ready_made("vulkan")
    if engine is not None and engine.fits:
        return 0
    if part is None:
        print("There is no ready-made engine for this computer.")  # noqa: T201
        return 1
    try:
        fetch_engine(folder, part, lambda words, share: None, Stop())
    except ModelError as error:
        print(error)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
