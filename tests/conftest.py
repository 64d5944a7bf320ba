"""Gives every test an empty data folder, no real keyring, no screen unless it starts one, and the downloaded models."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import platformdirs
import pytest

from tests.clock import Clock

if TYPE_CHECKING:
    from companion.memory import Memory

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy computer fails no test
hypothesis.settings.load_profile("untimed")

DEFAULTS = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QT_QUICK_CONTROLS_STYLE": "Basic",
    "COMPANION_PASSPHRASE": "only for the tests",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
FORGOTTEN = ("COMPANION_HOME", "COMPANION_NOW")

os.environ.setdefault("COMPANION_MODELS", str(Path(platformdirs.user_data_dir("companion", appauthor=False), "models")))
for _name in FORGOTTEN:
    os.environ.pop(_name, None)
for _name, _value in DEFAULTS.items():
    os.environ.setdefault(_name, _value)

# Stretching a passphrase takes 0.1 s and was a fifth of the quick tests; the same question always has the same answer.
hashlib.scrypt = functools.cache(hashlib.scrypt)


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures that outlive a test write to: never the user's own data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(tmp_path_factory.mktemp("home-of-the-session")))
        yield


@pytest.fixture(autouse=True)
def _home_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with a data folder that does not exist yet."""
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "companion-home"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(tmp_path: Path, clock: Clock) -> Iterator[Memory]:
    """An empty memory in a file of its own."""
    from tests.core import a_memory  # here: it imports the engine, which not every test needs

    with a_memory(tmp_path, clock) as memory:
        yield memory


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """The folder of the downloaded models: COMPANION_MODELS, else the program's own."""
    return Path(os.environ["COMPANION_MODELS"])


@pytest.fixture(scope="session")
def need_model(models_folder: Path) -> Callable[[str], Path]:
    """`need_model("smollm2-135m")` returns the model's folder, or skips the test and says which model is missing."""

    def folder(model: str) -> Path:
        place = models_folder / model
        if not place.is_dir() or not any(place.iterdir()):
            pytest.skip(f"{model} is not in {models_folder}; `companion models get {model}` fetches it")
        return place

    return folder
