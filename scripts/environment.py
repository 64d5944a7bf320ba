"""Makes the project's own Python: `.venv`, the pinned packages in it, and the program itself, installed in place."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import llama_wheel
from telling import SetupError, Step, follow

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOGS = VENV / "log"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)


def make_venv() -> str:
    """Makes `.venv` unless there is a good one; returns its Python's version."""
    version = version_of(PYTHON)
    if version and number(version) >= OLDEST:
        return version
    base = newest_python()
    step = Step("Python environment").start(f"{base} makes .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        follow([base, "-m", "venv", str(VENV)], ROOT / "build/venv.log", step.show)
    except SetupError as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(f".venv could not be made; on Debian: apt-get install python3-venv. {error}") from error
    step.done()
    return version_of(PYTHON)


def newest_python() -> str:
    """Returns the interpreter to use: this one if it is new enough, else any that is. Raises SetupError when there is none."""
    for name in (sys.executable, "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and number(version_of(Path(found))) >= OLDEST:
            return found
    raise SetupError("Python 3.11 or newer is needed and none was found; install it and try again.")


def version_of(python: Path) -> str:
    """Returns a version such as `3.11.2`; empty when the program is not there or does not start."""
    if not python.exists():
        return ""
    command = [str(python), "-I", "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def number(version: str) -> tuple[int, ...]:
    """Returns the version's first two numbers, for comparison."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def packages() -> None:
    """Installs the pinned packages, first the one that must be compiled, which has a cache of its own."""
    lock = LOCK.read_text(encoding="utf-8")
    needed = requirement(llama_wheel.NAME, lock)
    wheel = llama_wheel.kept_wheel(needed) or llama_wheel.build(PYTHON, needed, LOGS / "llama-cpp-python.log")
    pip("The language model's engine", "--no-deps", "--force-reinstall", str(wheel))
    pip("Python packages", "--no-deps", "--require-hashes", "-r", str(LOCK), of=count(lock))


def locked_from() -> str:
    """Returns the lock's first line: a hash of pyproject.toml's dependencies, by which a test sees that the lock is out of date."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = json.dumps([project["dependencies"], project["optional-dependencies"]])
    return f"# For the dependencies {hashlib.sha256(asked.encode()).hexdigest()[:16]} by scripts/update-lock."


def count(lock: str) -> int:
    """Returns about how many of the lock's packages this system takes."""
    entries = re.findall(r"^\S+==.*", lock, re.M)
    others = re.compile(rf"sys_platform == '(?!{sys.platform}')")
    return sum(not others.search(entry) for entry in entries)


def requirement(name: str, lock: str) -> str:
    """Returns the lines of one package in the lock: its version and hashes. Raises SetupError when it is not there."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock, re.M)
    if found is None:
        raise SetupError(f"{LOCK.name} does not name {name}; make it anew with scripts/update-lock.")
    return found[0]


def program() -> None:
    """Installs `companion` itself in place, without asking the network for anything."""
    pip("The companion", "--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT))


def rooms() -> list[str]:
    """Returns the top-level packages; an editable install knows only those that existed when it was made."""
    return sorted(found.parent.name for found in ROOT.glob("*/__init__.py"))


def pip(title: str, *arguments: str, of: int = 0) -> None:
    """Runs `pip install` and shows a count of the packages on one line. Raises SetupError with pip's last lines."""
    step = Step(title).start("about 500 MB, most of it Qt" if of else "")
    seen: list[str] = []

    def read(line: str) -> None:
        if line.startswith("Collecting "):
            seen.append(line)
        if line.startswith(("Collecting ", "Downloading ", "Installing ", "Building ")):
            step.show(f"{min(len(seen), of)} of {of}: {line.split(' (from')[0]}" if of else line)

    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    try:
        follow(command, LOGS / f"{title.split()[-1].lower()}.log", read, quiet)
    except SetupError as error:
        raise SetupError(f"{title} could not be installed; is the network there? {error}") from error
    step.done("installed")
