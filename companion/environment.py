"""Finds the folders, the settings and the clock of a run: once, at the start; everything else gets them passed in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import platformdirs

from companion.errors import CompanionError
from companion.files import make_folder, narrow_home
from companion.settings import Settings, read_settings

Now = Callable[[], datetime]
"""Gives the local time, without a zone."""

UNFINISHED = "interview-unfinished"


@dataclass(frozen=True)
class Environment:
    """The folders, the settings and the clock of one run."""

    home: Path
    """What is personal: `memory.db`, `settings.toml`, `logs/`."""
    models: Path
    """Downloaded models; shared by all homes, because nothing in this folder is personal."""
    settings: Settings
    now: Now
    seed: int | None = None
    """Seeds the LLM's random choices, for tests; None draws fresh ones."""

    @property
    def unfinished_interview(self) -> Path:
        """An empty file that is there while an interview is unfinished: a window sees it before the memory is open."""
        return self.home / UNFINISHED

    @property
    def memory_file(self) -> Path:
        """The encrypted file with everything that was said."""
        return self.home / "memory.db"

    @property
    def settings_file(self) -> Path:
        """The file with what the user chose."""
        return self.home / "settings.toml"

    @property
    def logs(self) -> Path:
        """The folder of log and crash files; they contain no words of the user's."""
        return self.home / "logs"


def find_environment(home: str | None, environ: Mapping[str, str], **overrides: object) -> Environment:
    """Returns the environment for `--home` (else COMPANION_HOME, else the system's place), with settings overridden for this run.

    `overrides` are Settings fields (None means not given) and `seed`. Raises CompanionError for an unusable folder or clock.
    """
    place = _home(home, environ)
    models = _models(environ)
    try:
        make_folder(place)
        narrow_home(place)
    except OSError as error:
        raise CompanionError(
            f"The data folder {place} can't be made ({error.strerror}); choose another with --home."
        ) from error
    if not os.access(place, os.W_OK | os.X_OK):
        raise CompanionError(f"The data folder {place} can't be written to; allow it or choose another with --home.")
    seed = overrides.pop("seed", None)
    given = {name: value for name, value in overrides.items() if value is not None}
    settings = replace(read_settings(place / "settings.toml"), **given)  # type: ignore[arg-type]
    return Environment(place, models, settings, clock_from(environ), seed if isinstance(seed, int) else None)


def _home(given: str | None, environ: Mapping[str, str]) -> Path:
    if given is not None:
        return _folder(given, "--home")
    chosen = environ.get("COMPANION_HOME")
    return _folder(chosen, "COMPANION_HOME") if chosen else _data_folder("--home")


def _models(environ: Mapping[str, str]) -> Path:
    chosen = environ.get("COMPANION_MODELS")
    return _folder(chosen, "COMPANION_MODELS") if chosen else _data_folder("COMPANION_MODELS") / "models"


def _folder(name: str, option: str) -> Path:
    """The folder that the user named. Raises CompanionError for none, and for the home of somebody unknown: `~name/…`."""
    if not name:
        raise CompanionError(f"{option} is empty; name a folder.")
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise CompanionError(f"{option} is {name}, but nobody here has that home; name another folder.") from error


def _data_folder(option: str) -> Path:
    """The system's place for a user's data. Raises CompanionError where the user has no home."""
    try:
        return Path(platformdirs.user_data_dir("companion", appauthor=False))
    except RuntimeError as error:
        raise CompanionError(f"You have no home folder here (HOME is not set); name a folder with {option}.") from error


def clock_from(environ: Mapping[str, str]) -> Now:
    """Returns the local clock, or one that starts at COMPANION_NOW (ISO, such as 2026-03-02T21:00:00) when that is set."""
    text = environ.get("COMPANION_NOW")
    if not text:
        return datetime.now
    try:
        start = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise CompanionError(f"COMPANION_NOW is not a date and time like 2026-03-02T21:00:00: {text!r}.") from error
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)
