"""Everything between a fresh clone and a start: system libraries, `.venv`, pinned packages, the models of the tests.

    python scripts/setup.py          set up
    python scripts/setup.py run      set up and open the window            (make run)
    python scripts/setup.py test …   set up and run the tests, by pytest   (make test)
    python scripts/setup.py check    set up, lint and check the types      (make check)

Each step is skipped when what it depends on is unchanged, so the second start takes a blink. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import debian
import llama_wheel
from telling import SetupError, Step, follow

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOGS = VENV / "log"
LOCK = ROOT / "requirements.lock"
TEST_MODELS = ("smollm2-135m", "whisper-tiny.en", "kokoro-82m")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Set up for the verb, then do it; the exit code."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb not in ("", "run", "test", "check"):
        print(__doc__)
        return 2
    try:
        set_up(verb)
        return {"": ready, "run": window, "test": tests, "check": check}[verb](rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


def set_up(verb: str) -> None:
    """Every step, each skipped when it is done already."""
    system_libraries(verb)
    version = environment()
    done = Done(VENV / "setup.json")
    done.once("packages", fingerprint(LOCK, version), packages)
    done.once("program", fingerprint(ROOT / "pyproject.toml", str(ROOT), *rooms()), program)
    if not debian.missing(["dpkg"]):
        done.once("fonts", " ".join(debian.FONTS), fonts)
    if verb == "test":
        test_models(done)


class Done:
    """What each step depended on when it was last finished, in a small file inside `.venv`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def once(self, step: str, key: str, do: Callable[[], None]) -> None:
        """Do the step unless it was finished with this very key."""
        if self._keys.get(step) != key:
            do()
            self._keys[step] = key
            self._path.write_text(json.dumps(self._keys, indent=1), encoding="utf-8")


def fingerprint(file: Path, *more: str) -> str:
    """A short hash of a file and some words."""
    return hashlib.sha256(file.read_bytes() + "\n".join(more).encode()).hexdigest()[:16]


def system_libraries(verb: str) -> None:
    """Install what Debian has and the wheels lack."""
    lacking = debian.missing(debian.needed(verb))
    if lacking:
        debian.install(lacking, ROOT / "build/apt-get.log")


def environment() -> str:
    """Make `.venv` unless a good one is there; returns its Python's version."""
    version = version_of(PYTHON)
    if version and number(version) >= OLDEST:
        return version
    base = newest_python()
    step = Step("Python environment").start(f"{base} makes .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        follow([base, "-m", "venv", str(VENV)], ROOT / "build/venv.log", step.show)
    except SetupError as error:
        raise SetupError(f".venv could not be made; on Debian: apt-get install python3-venv. {error}") from error
    step.done()
    return version_of(PYTHON)


def newest_python() -> str:
    """The interpreter to use: this one if it is new enough, else any that is; raises SetupError when there is none."""
    for name in (sys.executable, "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and number(version_of(Path(found))) >= OLDEST:
            return found
    raise SetupError("Python 3.11 or newer is needed and none was found; install it and try again.")


def version_of(python: Path) -> str:
    """Such as `3.11.2`; empty when it is not there or does not start."""
    if not python.exists():
        return ""
    command = [str(python), "-I", "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def number(version: str) -> tuple[int, ...]:
    """The version's first two numbers, to compare."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def packages() -> None:
    """The pinned packages; the one that must be compiled comes first, out of its own cache."""
    lock = LOCK.read_text(encoding="utf-8")
    needed = requirement(llama_wheel.NAME, lock)
    wheel = llama_wheel.kept_wheel(needed) or llama_wheel.build(PYTHON, needed, LOGS / "llama-cpp-python.log")
    pip("The language model's engine", "--no-deps", "--force-reinstall", str(wheel))
    pip("Python packages", "--no-deps", "--require-hashes", "-r", str(LOCK), of=len(re.findall(r"^\S+==", lock, re.M)))


def requirement(name: str, lock: str) -> str:
    """The lines of one package in the lock: its version and hashes."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock, re.M)
    if found is None:
        raise SetupError(f"{LOCK.name} does not name {name}; make it anew with scripts/update-lock.")
    return found[0]


def program() -> None:
    """`companion` itself, in place, without asking the network for anything."""
    pip("The companion", "--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT))


def rooms() -> list[str]:
    """The top-level packages; an editable install knows only those there were."""
    return sorted(found.parent.name for found in ROOT.glob("*/__init__.py"))


def pip(title: str, *arguments: str, of: int = 0) -> None:
    """`pip install`, with a count of the packages on one line; raises SetupError with its last lines."""
    step = Step(title).start("about 600 MB, the longest part is Qt" if of else "")
    seen: list[str] = []

    def read(line: str) -> None:
        if line.startswith("Collecting "):
            seen.append(line.split()[1])
            step.show(f"{len(seen)} of at most {of}: {seen[-1]}")
        elif line.startswith(("Installing", "Building")):
            step.show(line)

    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    try:
        follow(command, LOGS / f"{title.split()[-1].lower()}.log", read, quiet)
    except SetupError as error:
        raise SetupError(f"{title} could not be installed; is the network there? {error}") from error
    step.done("installed")


def fonts() -> None:
    """The faces the window is drawn for. Without them it falls back to DejaVu, so a failure is only told."""
    lacking = debian.missing(debian.FONTS)
    try:
        if lacking:
            debian.install(lacking, LOGS / "fonts.log")
    except SetupError as error:
        print(f"  The window will look plainer: {error}")


def test_models(done: Done) -> None:
    """Three small models; without them the tests that need one say so and are skipped."""
    folder = models_folder()
    catalogue = ROOT / "models/catalog.toml"
    if not catalogue.exists():
        return
    key = fingerprint(catalogue, str(folder), *(name for name in TEST_MODELS if (folder / name).is_dir()))
    done.once("models", key, fetch_models)


def models_folder() -> Path:
    """Where the program keeps its models."""
    code = (
        "import os, platformdirs as p; print(os.environ.get('COMPANION_MODELS') or p.user_data_dir('companion', False))"
    )
    answer = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    return Path(answer) if os.environ.get("COMPANION_MODELS") else Path(answer, "models")


def fetch_models() -> None:
    """The program's own store fetches them, with its own progress."""
    step = Step("Models for the tests").start(f"{', '.join(TEST_MODELS)}, about 270 MB")
    code = subprocess.run(
        [str(PYTHON), "-m", "companion", "models", "get", *TEST_MODELS], cwd=ROOT, check=False
    ).returncode
    step.done(
        "fetched" if code == 0 else "not all could be fetched: the tests that need them will be skipped, saying so"
    )


def ready(_: list[str]) -> int:
    """Say what to start."""
    print(f"Ready. The window: {shown('companion')}   In the terminal: {shown('companion')} chat")
    return 0


def window(arguments: list[str]) -> int:
    """Open the window; raises SetupError without a screen."""
    if not has_screen(os.environ):
        raise SetupError(
            f"There is no screen here to open a window on; talk in the terminal with {shown('companion')} chat."
        )
    return start(["-m", "companion", *arguments])


def has_screen(environment: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can open. QT_QPA_PLATFORM counts: whoever sets it knows what they are doing."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not system.startswith("linux") or any(environment.get(name) for name in names)


def tests(arguments: list[str]) -> int:
    """Run the tests."""
    return start(["-m", "pytest", *arguments])


def check(_: list[str]) -> int:
    """Lint, formatting and types."""
    return start([str(ROOT / "scripts/check")])


def start(arguments: list[str]) -> int:
    """Hand over to `.venv`'s Python, in the project's folder."""
    os.chdir(ROOT)
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *arguments])
    return subprocess.run([str(PYTHON), *arguments], check=False).returncode


def shown(program: str) -> str:
    """A program of `.venv`, as one types it from here."""
    return str((PYTHON.parent / program).relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
