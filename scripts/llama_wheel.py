"""Compiles a wheel of llama-cpp-python for this very processor, once, and keeps it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shlex
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from telling import SetupError, Step, duration, follow

NAME = "llama-cpp-python"
ONLY_THE_LIBRARY = Path(__file__).with_name("llama_library.cmake")
MINUTES_ON_TWO_CORES = 3
NINJA = re.compile(r"^\[(\d+)/(\d+)\]")


def build_arguments() -> str:
    """Returns what CMake is told: no image models, none of the tools that come with llama.cpp. Less than half of it remains."""
    return f"-DLLAVA_BUILD=OFF {shlex.quote(f'-DCMAKE_PROJECT_INCLUDE={ONLY_THE_LIBRARY.as_posix()}')}"


def kept_wheel(requirement: str) -> Path | None:
    """Returns the wheel that an earlier set-up built from this source on this processor."""
    return next(iter(sorted(wheel_folder(requirement).glob("*.whl"))), None)


def build(python: Path, requirement: str, log: Path) -> Path:
    """Builds the wheel and shows how far it is. Raises SetupError with the last lines and the log's place."""
    step = Step(NAME).start(
        "the language model's engine is compiled for this very processor, which makes it quick. "
        f"About {minutes()} min, once; the result is kept in {cache_folder()}"
    )
    folder = wheel_folder(requirement)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        pinned = Path(scratch, "requirement.txt")
        pinned.write_text(requirement, encoding="utf-8")
        command = [str(python), "-m", "pip", "wheel", "-v", "--no-deps", "--require-hashes", "--no-input"]
        command += ["--no-cache-dir"]  # pip's cache would give back a wheel that was built in another way
        try:
            follow([*command, "-r", str(pinned), "-w", f"{scratch}/wheel"], log, Build(step).read, environment())
        except SetupError as error:
            raise SetupError(f"{NAME} could not be compiled; is there a C++ compiler (g++)? {error}") from error
        Path(scratch, "wheel").rename(folder)
    step.done("compiled")
    return next(iter(folder.glob("*.whl")))


class Build:
    """Reads the lines of the build and shows the share done, with the time taken and left."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._compiling_since: float | None = None

    def read(self, line: str) -> None:
        """Reads one line of pip's output."""
        ninja = NINJA.match(line)
        if ninja:
            self._compiled(int(ninja[1]), int(ninja[2]))
        elif line.startswith(("Downloading", "Installing build dependencies", "Preparing metadata")):
            self._step.show(line)

    def _compiled(self, done: int, of: int) -> None:
        since = self._compiling_since = self._compiling_since or self._step.seconds
        taken = self._step.seconds - since
        left = f", about {duration(taken / done * (of - done))} left" if done > 5 else ""
        self._step.show(f"compiling {100 * done // of} % ({done} of {of}), {duration(self._step.seconds)} so far{left}")


def minutes() -> int:
    """Estimates how long the build takes here."""
    return max(1, round(MINUTES_ON_TWO_CORES * 2 / (os.cpu_count() or 2)))


def environment() -> dict[str, str]:
    """Returns the build's environment. With SOURCE_DATE_EPOCH set, llama.cpp would leave out every vector instruction."""
    given = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    arguments = f"{build_arguments()} {given.get('CMAKE_ARGS', '')}".strip()
    return {**given, "CMAKE_ARGS": arguments, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def wheel_folder(requirement: str) -> Path:
    """Returns the wheel's folder: one for each source, processor and way of building."""
    how = ONLY_THE_LIBRARY.read_text(encoding="utf-8") + os.environ.get("CMAKE_ARGS", "")
    parts = (requirement, how, sys.platform, platform.machine(), processor())
    return cache_folder() / hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def processor() -> str:
    """Returns what this processor can do, as far as the system reports it."""
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        lines = facts.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line for line in lines if line.startswith(("flags", "Features"))), platform.machine())
    return f"{platform.machine()} {platform.processor()}"


def cache_folder(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """Returns the folder where this system keeps what can be made again."""
    home = Path.home()
    if system == "darwin":
        return home / "Library/Caches/companion/wheels"
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData/Local") / "companion/Cache/wheels"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "companion/wheels"
