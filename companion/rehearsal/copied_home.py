"""Copies the home for a rehearsal: what is said in the copy is gone with it, and the home itself is only read."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from companion.character.taken_card import FILE as CHARACTER
from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import copy_private, make_folder, reason
from companion.memory import Memory, open_environment_memory
from companion.memory.keys import VARIABLE, key_file_path
from companion.memory.restoring import export_copy

T = TypeVar("T")

SEED = 14
"""Seeds the choices of both minds, unless the run has a seed of its own: a rehearsal gives the same answers again."""
_ALONE: dict[str, Any] = {"voice": "none", "greeting": False, "speaks_first": False, "log_words": False}
"""Settings of every copy: nothing is said unasked or aloud, and nothing of it gets into the log."""


@dataclass(frozen=True)
class CopiedHome:
    """A copy of a home, as it was; each mind talks in a copy of that copy, so that both find the same."""

    environment: Environment
    passphrase: str
    """Opens the copies. It is kept nowhere, so what a crash leaves of them opens for nobody."""

    def read(self, look: Callable[[Memory, Environment], T]) -> T:
        """What `look` finds in the copied memory."""
        with closing(_opened(self.environment, self.passphrase)) as memory:
            return look(memory, self.environment)

    @contextmanager
    def for_mind(self, mind: str) -> Iterator[Environment]:
        """A copy in which this mind is chosen; removed afterwards. Raises CompanionError when there is no room for it."""
        with _folder() as folder:
            home = folder / "home"
            try:
                shutil.copytree(self.environment.home, home)
            except (OSError, shutil.Error) as error:
                raise _no_room(folder) from error
            changes = {**_ALONE, "mind": mind}
            yield replace(self.environment, home=home, settings=replace(self.environment.settings, **changes))


@contextmanager
def copied_home(
    environment: Environment, memory: Memory | None, environ: Mapping[str, str] = os.environ
) -> Iterator[CopiedHome]:
    """Copies what is kept; removes the copy afterwards. `memory`: as it is open; None where nobody has talked yet.

    Raises CompanionError when the copy can't be made.
    """
    passphrase = environ.get(VARIABLE) or secrets.token_urlsafe(24)
    with _folder() as folder:
        seed = SEED if environment.seed is None else environment.seed
        copy = replace(environment, home=folder / "home", seed=seed)
        try:
            make_folder(copy.home)
            if (environment.home / CHARACTER).exists():
                copy_private(environment.home / CHARACTER, copy.home / CHARACTER)
        except OSError as error:
            raise _no_room(folder) from error
        if memory is not None:
            key_file = export_copy(environment, memory.database, copy.memory_file, passphrase)
            key_file.rename(key_file_path(copy))
        yield CopiedHome(copy, passphrase)


def _opened(environment: Environment, passphrase: str) -> Memory:
    return open_environment_memory(environment, {VARIABLE: passphrase})


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of one's own that only this user may open."""
    try:
        made = tempfile.TemporaryDirectory(prefix="companion-rehearsal-")
    except OSError as error:
        raise CompanionError(
            f"No folder for the rehearsal could be made ({reason(error)}); free some space."
        ) from error
    with made as name:
        yield Path(name)


def _no_room(folder: Path) -> CompanionError:
    return CompanionError(f"The home could not be copied to {folder.parent}; free some space there and try again.")
