"""What every test finds: a house of its own, no real keyring, no screen unless it starts one, and the models."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

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

# A passphrase is stretched in 0.1 s, which was a fifth of the quick tests; the same question has the same answer.
hashlib.scrypt = functools.cache(hashlib.scrypt)


@pytest.fixture(scope="session", autouse=True)
def _house_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures that outlive a test may write to; never the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(tmp_path_factory.mktemp("house")))
        yield


@pytest.fixture(autouse=True)
def _house_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with an empty house."""
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "house"))


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """Where the downloaded models lie: COMPANION_MODELS, else the program's own folder."""
    return Path(os.environ["COMPANION_MODELS"])


@pytest.fixture(scope="session")
def need_model(models_folder: Path) -> Callable[[str], Path]:
    """`need_model("smollm2-135m")`: the model's folder, or the test is skipped, saying which model it lacks."""

    def folder(model: str) -> Path:
        place = models_folder / model
        if not place.is_dir() or not any(place.iterdir()):
            pytest.skip(f"{model} is not in {models_folder}; `companion models get {model}` fetches it")
        return place

    return folder
