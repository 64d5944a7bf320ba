"""Sets up everything a fresh clone needs to run: system libraries, `.venv`, pinned packages, the models for the tests.

    python scripts/setup.py          set up
    python scripts/setup.py run      set up and open the window            (make run)
    python scripts/setup.py test …   set up and run the tests with pytest  (make test)
    python scripts/setup.py quick …  set up and run the quick tests        (make quick)
    python scripts/setup.py check    set up, lint and check the types      (make check)

Each step is skipped when nothing it depends on has changed, so the second time takes an instant. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import debian
from environment import LOCK, LOGS, PYTHON, ROOT, VENV, make_venv, packages, program, rooms
from llama_wheel import ONLY_THE_LIBRARY, cache_folder
from telling import SetupError, Step, follow

SEVERAL = ("-n", "logical", "--maxprocesses", "4", "--dist", "worksteal")
"""Runs the tests in several processes; one that has run out of tests takes some from another."""
REAL_TESTS = "models or devices or network"
ONCE_MORE = ("--reruns", "1", "--max-suite-reruns", "3", "--rerun-show-tracebacks")
"""A failed test on real models and devices is run once more, three of them at most, and what failed is printed all the same."""
OTHER_TESTS = "not models and not devices and not network"
QUICK_TESTS = f"{OTHER_TESTS} and not slow"
TEST_MODELS = ("smollm2-135m", "whisper-tiny.en", "kokoro-82m", "smart-turn-v3.2", "minilm-l6-v2", "salamander-grand")
IN_THEIR_FOLDERS = ("kokoro-moments",)
"""Also fetched; they have no folder of their own."""


def main(arguments: list[str]) -> int:
    """Sets up for the verb, then does it; returns the exit code."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb not in ("", "run", "test", "quick", "check"):
        print(__doc__)
        return 2
    try:
        set_up(verb)
        return {"": ready, "run": window, "test": tests, "quick": quick_tests, "check": check}[verb](rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the next start goes on from here.", file=sys.stderr)
        return 130


def set_up(verb: str) -> None:
    """Takes every step; each is skipped when it is already done."""
    system_libraries(verb)
    version = make_venv()
    done = Done(VENV / "setup.json")
    done.once("packages", fingerprint(LOCK, version, ONLY_THE_LIBRARY.read_text(encoding="utf-8")), packages)
    done.once("program", fingerprint(ROOT / "pyproject.toml", str(ROOT), *rooms()), program)
    done.once("fonts", " ".join(debian.FONTS), fonts)
    if verb == "test":
        test_models(done)
        card_of_the_tests(done)
    elif verb == "run":
        done.once("npm", "where no hub answers", npm_for_the_window)


class Done:
    """Remembers, in a small file inside `.venv`, what each step depended on when it was last finished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def once(self, step: str, key: str, do: Callable[[], None]) -> None:
        """Does the step unless it was finished with this very key."""
        if self._keys.get(step) != key:
            self.forget(step)
            do()
            self._keys[step] = key
            self._write()

    def forget(self, step: str) -> None:
        """Makes the step due again."""
        if self._keys.pop(step, None) is not None:
            self._write()

    def _write(self) -> None:
        self._path.write_text(json.dumps(self._keys, indent=1), encoding="utf-8")


def fingerprint(file: Path, *more: str) -> str:
    """Returns a short hash of a file and some words."""
    return hashlib.sha256(file.read_bytes() + "\n".join(more).encode()).hexdigest()[:16]


def system_libraries(verb: str) -> None:
    """Installs the Debian packages that are needed and missing."""
    lacking = debian.missing(debian.needed(verb))
    if lacking:
        debian.install(lacking, ROOT / "build/apt-get.log")


def fonts() -> None:
    """Installs the fonts the window is designed for. Without them it falls back to DejaVu, so a failure is only reported."""
    lacking = debian.missing(debian.FONTS)
    try:
        if lacking:
            debian.install(lacking, LOGS / "fonts.log", "Fonts")
    except SetupError as error:
        print(f"  The window will look plainer: {error}")


def test_models(done: Done) -> None:
    """Fetches the models for the tests; without one, the tests that need it are skipped and say so."""
    folder = models_folder()
    if not all((folder / model).is_dir() for model in TEST_MODELS):
        done.forget("models")
    try:
        done.once("models", fingerprint(ROOT / "models/catalog.toml", str(folder)), fetch_models)
    except SetupError as error:
        print(f"  {error}")


def stand_in_card() -> None:
    """Installs the driver that stands in for a card. Raises SetupError."""
    if lacking := debian.missing(debian.CARD):
        debian.install(lacking, LOGS / "card.log", "A stand-in for a graphics card")


def engines_folder() -> Path:
    """Returns the folder that keeps the engine of the tests for the next clone, as the compiled wheels are kept."""
    return cache_folder().parent / "test"


def fetch_engine() -> None:
    """Fetches the engine for cards. Raises SetupError, as where npm does not get the package or none fits this computer."""
    step = Step("An engine for graphics cards").start("for one test, 24 MB")
    command = [str(PYTHON), "-m", "models.graphics.ready_made", str(engines_folder())]
    try:
        follow(command, LOGS / "engine.log", step.show)
    except SetupError:
        if not npm_arrives():
            raise
        follow(command, LOGS / "engine.log", step.show)
    step.done("fetched")


def card_of_the_tests(
    done: Done, install: Callable[[], None] = stand_in_card, fetch: Callable[[], None] = fetch_engine
) -> None:
    """Gets what stands in for a graphics card, and the engine for one; without them the test on it is skipped, saying why."""
    engine = engines_folder() / "engines/vulkan"
    try:
        done.once("card", " ".join(debian.CARD), install)
        if not engine.is_dir():
            done.forget("engine")
        done.once("engine", fingerprint(ROOT / "models/graphics/ready_made.py", str(engine)), fetch)
        os.environ.setdefault("COMPANION_CARD_ENGINE", str(engine))
    except SetupError as error:
        print(f"  The test on a graphics card is skipped: {error}")


def models_folder() -> Path:
    """Returns the folder in which the program keeps its models."""
    code = (
        "import os, platformdirs as p; print(os.environ.get('COMPANION_MODELS') or p.user_data_dir('companion', False))"
    )
    answer = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    return Path(answer) if os.environ.get("COMPANION_MODELS") else Path(answer, "models")


def fetch_models() -> None:
    """Fetches them through the program's own store, with its own progress. Raises SetupError when some could not be fetched."""
    step = Step("Models for the tests").start(f"{', '.join(TEST_MODELS)}, about 320 MB")
    if not (models_arrive() or (npm_arrives() and models_arrive())):
        raise SetupError("Not every model could be fetched; the tests that need one are skipped, saying which.")
    step.done("fetched")


def models_arrive() -> bool:
    """Fetches what is missing; returns whether the store has them all now."""
    get = [str(PYTHON), "-m", "companion", "models", "get", *TEST_MODELS, *IN_THEIR_FOLDERS]
    return subprocess.run(get, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


def npm_arrives() -> bool:
    """Installs npm if it is missing; returns whether it has just been installed.

    Where the model hub can't be reached, some files come from npm packages.
    """
    if shutil.which("npm"):
        return False
    debian.install(["npm"], LOGS / "npm.log", "npm, to fetch what the model hub did not give")
    return shutil.which("npm") is not None


def npm_for_the_window() -> None:
    """Installs npm where the hub can't be reached, because her voice then comes from an npm package or is the system's."""
    try:
        if not hub_answers(os.environ):
            npm_arrives()
    except SetupError as error:
        print(f"  Her voice may not arrive: {error}")


def hub_answers(environment: Mapping[str, str]) -> bool:
    """Whether the model hub can be reached; requests nothing."""
    address = urlsplit(environment.get("HF_ENDPOINT") or "https://huggingface.co")
    try:
        port = address.port or (443 if address.scheme == "https" else 80)
        with socket.create_connection((address.hostname or "", port), timeout=3):
            return True
    except (OSError, ValueError):
        return False


def ready(_: list[str]) -> int:
    """Says what can be started."""
    print(f"Ready. The window: {shown('companion')}   In the terminal: {shown('companion')} chat")
    return 0


def window(arguments: list[str]) -> int:
    """Opens the window. Raises SetupError without a screen."""
    if not has_screen(os.environ):
        raise SetupError(
            f"There is no screen here to open a window on; talk in the terminal with {shown('companion')} chat."
        )
    return start(["-m", "companion", *arguments])


def has_screen(environment: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can open. QT_QPA_PLATFORM counts: anyone who sets it knows what they are doing."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not system.startswith("linux") or any(environment.get(name) for name in names)


def tests(arguments: list[str]) -> int:
    """Runs the tests: those on real models and devices one after the other, then all others on several cores at once."""
    if arguments:
        return start(["-m", "pytest", *arguments])
    print("• The tests on real models and devices, one after the other; all others follow", flush=True)
    real = subprocess.run([str(PYTHON), "-m", "pytest", *ONCE_MORE, "-m", REAL_TESTS], cwd=ROOT, check=False).returncode
    print("• All other tests, on several cores at once", flush=True)
    other = subprocess.run([str(PYTHON), "-m", "pytest", *SEVERAL, "-m", OTHER_TESTS], cwd=ROOT, check=False).returncode
    if real:
        print("The tests on real models and devices failed; their summary is above that of the others.")
    return real or other


def quick_tests(arguments: list[str]) -> int:
    """Runs the tests that need no model, device or network and are not marked slow, on several cores at once."""
    return start(["-m", "pytest", *SEVERAL, "-q", "-m", QUICK_TESTS, *arguments])


def check(_: list[str]) -> int:
    """Lints the code and checks formatting and types."""
    return start([str(ROOT / "scripts/check")])


def start(arguments: list[str]) -> int:
    """Runs `.venv`'s Python in the project's folder in place of this process."""
    os.chdir(ROOT)
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *arguments])
    return subprocess.run([str(PYTHON), *arguments], check=False).returncode


def shown(program: str) -> str:
    """Returns the path of a program in `.venv` as one types it here."""
    return str((PYTHON.parent / program).relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
