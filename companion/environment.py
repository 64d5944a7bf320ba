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
from companion.settings import Settings, read_settings

Now = Callable[[], datetime]
"""Gives the local time, without a zone."""


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
    chosen = home or environ.get("COMPANION_HOME")
    data = Path(platformdirs.user_data_dir("companion", appauthor=False))
    place = Path(chosen).expanduser() if chosen else data
    models = Path(environ.get("COMPANION_MODELS") or data / "models").expanduser()
    try:
        place.mkdir(parents=True, exist_ok=True)
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
