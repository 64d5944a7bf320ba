"""Fetches files out of packages: the user's own pip and npm download them, from the indexes they are set up for."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from models.catalog import Npm, Pypi
from models.fetching import programs
from models.fetching.job import FetchJob, SourceError
from models.fetching.partial import PIECE

_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, EOFError)


def _no_line(text: str) -> None:
    """Ignore what npm prints while it works."""


@dataclass(frozen=True)
class Packages:
    """The packages on the disk while one model is being fetched."""

    folder: Path
    shared: frozenset[str]
    """Names of packages with more than one wanted file; the others are deleted as soon as they have been used."""
    pip: Sequence[str] | None = None
    """The command that starts pip; None: this Python's own."""
    npm: str | None = None
    """Path of npm; None: as found in the PATH."""

    def pypi(self, source: Pypi, job: FetchJob) -> None:
        """Fetch a file from a wheel, or its parts from several in order, continuing after the last complete part."""
        pip = self.pip or _own_pip()
        job.partial.begin(str(source))
        for part in range(job.partial.journal.parts + 1, source.parts + 1):
            name, member = source.name.format(n=part), source.member.format(n=part)
            package = self._kept(
                f"{name}=={source.version}",
                lambda into, name=name: self._pip(  # type: ignore[misc]
                    pip, f"{name}=={source.version}", into, job, source.parts
                ),
            )
            with _opened(package, _wheel_member, member) as file:
                _pour(file, job)
            job.partial.keep_part()
            job.claimed = 0
            self._drop(package)

    def npm_pack(self, source: Npm, job: FetchJob) -> None:
        """Fetch a file from an npm package. Raises SourceError and Stopped."""
        npm = self.npm or shutil.which("npm")
        if npm is None:
            raise SourceError("npm is not installed")
        job.partial.begin(str(source))
        job.partial.restart(str(source))
        wanted = f"{source.name}@{source.version}"
        package = self._kept(wanted, lambda into: self._npm(npm, wanted, into, job))
        with _opened(package, _tar_member, source.member) as file:
            _pour(file, job)
        self._drop(package)

    def _kept(self, key: str, fetch: Callable[[Path], None]) -> Path:
        """The package's file, fetched if missing; moved into place only when complete, so that no half one is used."""
        place = self.folder / _file_name(key)
        if not place.exists():
            draft = self.folder / "draft"
            shutil.rmtree(draft, ignore_errors=True)
            (draft / "temporary").mkdir(parents=True)
            fetch(draft)
            arrived = [path for path in draft.iterdir() if path.is_file()]
            if len(arrived) != 1:
                raise SourceError(f"{key} brought {len(arrived)} files instead of one")
            os.replace(arrived[0], place)
            shutil.rmtree(draft, ignore_errors=True)
        return place

    def _drop(self, package: Path) -> None:
        if package.name not in self.shared:
            package.unlink(missing_ok=True)

    def _pip(self, pip: Sequence[str], wanted: str, into: Path, job: FetchJob, parts: int) -> None:
        """Run pip without cache (a gigabyte would be stored twice) and for wheels only (nothing in them is run)."""
        raw = ["--progress-bar", "raw"] if _pip_tells() else []
        command = [*pip, "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--ignore-requires-python"]
        command += ["--no-input", "--disable-pip-version-check", *raw, "-d", str(into), wanted]
        before, share = job.partial.size, job.file.bytes / parts

        def line(text: str) -> None:
            if (match := _PROGRESS.match(text)) and int(match[2]):
                job.claim(before + int(share * min(1.0, int(match[1]) / int(match[2]))))

        programs.run(command, _temporary(into) | {"PYTHONUNBUFFERED": "1"}, job.stop, line)

    def _npm(self, npm: str, wanted: str, into: Path, job: FetchJob) -> None:
        command = [npm, "pack", wanted, "--pack-destination", str(into), "--ignore-scripts", "--silent"]
        programs.run(command, _temporary(into), job.stop, _no_line)


def shared_packages(files: Sequence[Sequence[Pypi | Npm]]) -> frozenset[str]:
    """The packages that more than one of these files comes from, by the names they are kept under."""
    seen: list[str] = []
    for sources in files:
        for source in sources:
            if isinstance(source, Npm):
                seen.append(f"{source.name}@{source.version}")
            else:
                seen += [f"{source.name.format(n=n)}=={source.version}" for n in range(1, source.parts + 1)]
    return frozenset(_file_name(name) for name in seen if seen.count(name) > 1)


def _file_name(package: str) -> str:
    """What a package is kept under; the name of an npm package may hold a slash."""
    return re.sub(r"[^\w.=@-]", "_", package)


def _own_pip() -> Sequence[str]:
    if importlib.util.find_spec("pip") is None:
        raise SourceError("pip is not installed in this Python")
    return (sys.executable, "-m", "pip")


def _pip_tells() -> bool:
    """Whether pip can print its progress in plain numbers; it can since 24.1."""
    version = importlib.metadata.version("pip").split(".")
    return (int(version[0]), int(version[1])) >= (24, 1)


def _temporary(into: Path) -> dict[str, str]:
    """Environment variables that put half-fetched packages on the models' disk, whose room was checked, beside the draft."""
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(into / "temporary"))


def _pour(file: IO[bytes], job: FetchJob) -> None:
    while piece := file.read(PIECE):
        job.deliver(piece)


@contextmanager
def _opened(package: Path, opener: Callable[[Path, str], Iterator[IO[bytes]]], member: str) -> Iterator[IO[bytes]]:
    """A file in a package; a damaged package is deleted, so that the next attempt fetches it again."""
    try:
        with contextmanager(opener)(package, member) as file:
            yield file
    except KeyError as error:
        raise SourceError(f"{package.name} has no {member}") from error
    except _DAMAGED as error:
        package.unlink(missing_ok=True)
        raise SourceError(f"{package.name} arrived damaged") from error


def _wheel_member(package: Path, member: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(package) as wheel, wheel.open(member) as file:
        yield file


def _tar_member(package: Path, member: str) -> Iterator[IO[bytes]]:
    with tarfile.open(package) as bundle:
        file = bundle.extractfile(member)
        if file is None:
            raise KeyError(member)
        with file:
            yield file
