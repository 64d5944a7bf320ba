"""Restores the memory from a copy, after checking it, and exports copies to take to another computer.

An exported copy is two files: `FILE`, encrypted, and `FILE.key.toml`, which says how its key is found. With a passphrase of its
own it also has a key of its own; otherwise it opens as this memory does: with the same passphrase, or, when the key is in the
system's keyring, only on this computer.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.files import copy_private, make_folder, reason, refuse_own
from companion.memory.database import Database, connect, looks_like_ours
from companion.memory.key_file import KeyFile, key_file_for_passphrase, read_key_file, write_key_file
from companion.memory.keys import VARIABLE, FindKeyring, Key, find_key, key_file_path, key_from
from companion.memory.locking import in_use
from companion.memory.migrations import MIGRATIONS
from companion.memory.migrations.runner import copy_file
from companion.memory.removal import forgotten_ids, remove, scrub
from companion.memory.system_keyring import system_keyring

Ask = Callable[[str], str]
COPY_VARIABLE = "COMPANION_COPY_PASSPHRASE"
"""The environment variable for the passphrase of a copy that has its own."""
_FOREIGN = "{} is no copy of a memory this program made; choose another file, such as one from {}."


@dataclass(frozen=True)
class Restored:
    """The result of a restore."""

    messages: int
    kept: Path | None
    """Where the previous memory was moved to; None when there was none."""


def export_copy(environment: Environment, database: Database, out: Path, passphrase: str | None = None) -> Path:
    """Write a copy and, beside it, its key file; returns the path of the key file.

    Raises CompanionError, also when one of them exists already.
    """
    beside = key_file_beside(out)
    for path in (out, beside):
        if os.path.lexists(path):  # also false for a name that is too long
            raise CompanionError(f"{path} is there already; choose another name with --out.")
    if passphrase is None:
        file, open_copy = read_key_file(key_file_path(environment)), database.other
    else:
        file, raw = key_file_for_passphrase(passphrase)
        key = Key(raw)
        open_copy = lambda path: connect(path, key)  # noqa: E731 - the other case is a method
    if file is None:
        raise CompanionError(f"{key_file_path(environment)} is missing; put a copy of it back first.")
    try:
        refuse_own(out)
        with database.reading() as reader:
            copy_file(reader, out, open_copy)
    except (OSError, apsw.Error) as error:
        raise CompanionError(
            f"No copy could be written to {out} ({reason(error)}); choose another place with --out."
        ) from error
    try:
        write_key_file(beside, file)
    except CompanionError:
        out.unlink(missing_ok=True)  # without its key file nobody could open it
        raise
    return beside


def restore(
    environment: Environment,
    file: Path,
    environ: Mapping[str, str],
    ask: Ask | None = None,
    as_it_was: bool = False,
    find_keyring: FindKeyring = system_keyring,
) -> Restored:
    """Replace the memory by this copy. What was forgotten since the copy was made stays forgotten, unless `as_it_was`.

    Nothing is changed until the whole copy has been checked. Raises CompanionError for a file that is damaged, not ours,
    or newer than the program, and while another process has the memory open; LockedError when it can't be decrypted.
    """
    require_not_in_use(environment)
    beside = read_key_file(key_file_beside(file)) if file.is_file() else None
    if (
        beside is not None
        and read_key_file(key_file_path(environment)) is None
        and not environment.memory_file.exists()
    ):
        write_key_file(key_file_path(environment), beside)
    with (
        _copied(file, environment) as (copy, folder),
        closing(find_key(environment, environ, ask, find_keyring)) as key,
    ):
        draft = folder / "draft.db"
        with closing(_open_copy(copy, file, environment, key, environ, ask, find_keyring)) as source:
            _check(source, file, environment)
            copy_file(source, draft, lambda path: connect(path, key))
        with closing(connect(draft, key)) as connection:
            if not as_it_was:
                _forget_again(connection, environment.memory_file, key)
            messages = int(connection.execute("select count(*) from message").get)
            connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        return Restored(messages, replace_memory(environment, draft, "before-restore", key))


def replace_memory(environment: Environment, draft: Path, why: str, key: Key | None = None) -> Path | None:
    """Replace the memory by `draft` (closed, in the same file system) in one step; returns where the old one is kept.

    The old memory is kept among the backups, named after `why` and the time: as a clean copy or, when it can't be read or no
    key is given, byte for byte. Raises CompanionError.
    """
    require_not_in_use(environment)
    memory = environment.memory_file
    kept = memory.parent / "backups" / f"{why}-{environment.now():%Y%m%d-%H%M%S}.db"
    try:
        there = memory.exists()
        if there:
            kept = _keep_present(memory, kept, key)
        for end in ("-wal", "-shm"):
            memory.with_name(memory.name + end).unlink(missing_ok=True)
        os.replace(draft, memory)
    except OSError as error:
        raise CompanionError(f"{memory} can't be replaced ({error.strerror}); free some space, or allow it.") from error
    return kept if there else None


def _keep_present(memory: Path, kept: Path, key: Key | None) -> Path:
    make_folder(kept.parent)
    if key is not None:
        try:
            with closing(connect(memory, key)) as source:
                copy_file(source, kept, lambda path: connect(path, key))
            return kept
        except apsw.Error:
            kept = kept.with_name(f"damaged-{kept.name}")
    for path, place in _with_log(memory, kept):
        copy_private(path, place)
    return kept


def require_not_in_use(environment: Environment) -> None:
    """Raise CompanionError if another process has the memory open."""
    if in_use(environment.memory_file):
        raise CompanionError(
            f"{environment.memory_file} is open in a window or another program; close it, then try again."
        )


def key_file_beside(copy: Path) -> Path:
    """The path of the key file that belongs to an exported copy."""
    return copy.with_name(copy.name + ".key.toml")


@contextmanager
def _copied(file: Path, environment: Environment) -> Iterator[tuple[Path, Path]]:
    """Copy the file to a temporary folder beside the memory, for opening it writes files beside it; both paths."""
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=environment.home) as folder:
        copy = Path(folder) / "copy.db"
        try:
            for path, place in _with_log(file, copy):
                copy_private(path, place)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            what = f"free some space in {environment.home}" if full else "choose another file"
            raise CompanionError(f"{file} can't be read ({error.strerror}); {what}.") from error
        try:
            yield copy, Path(folder)
        except OSError as error:
            raise CompanionError(
                f"{file} can't be restored ({error.strerror}); nothing was changed, free some space in {environment.home}, "
                "or allow it."
            ) from error
        except apsw.Error as error:
            raise CompanionError(
                f"{file} can't be restored ({error}); nothing was changed, choose another file."
            ) from error


def _with_log(file: Path, other: Path) -> Iterator[tuple[Path, Path]]:
    yield file, other
    log = file.with_name(file.name + "-wal")
    if log.exists():
        yield log, other.with_name(other.name + "-wal")


def _open_copy(
    copy: Path,
    file: Path,
    environment: Environment,
    key: Key,
    environ: Mapping[str, str],
    ask: Ask | None,
    ring: FindKeyring,
) -> apsw.Connection:
    """Open the copy with this memory's key, or else with the key that its own key file leads to."""
    try:
        return connect(copy, key)
    except (apsw.NotADBError, apsw.CorruptError) as error:
        if not looks_like_ours(copy):
            raise CompanionError(_FOREIGN.format(file, environment.home / "backups")) from error
        beside = read_key_file(key_file_beside(file))
        if beside is None:
            raise CompanionError(
                f"{file} is damaged or of another memory, whose {key_file_beside(file).name} must lie beside it; choose "
                "another file."
            ) from error
    try:
        with closing(_key_of_copy(beside, environ, ask, ring)) as its:
            return connect(copy, its)
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise LockedError(
            f"{file} is damaged or {key_file_beside(file).name} is of another; choose another file."
        ) from error


def _key_of_copy(beside: KeyFile, environ: Mapping[str, str], ask: Ask | None, ring: FindKeyring) -> Key:
    """The copy's key, from COMPANION_COPY_PASSPHRASE, the memory's own passphrase, or a passphrase that is asked for."""
    given = environ.get(COPY_VARIABLE) or environ.get(VARIABLE)
    try:
        return key_from(beside, {VARIABLE: given} if given else {}, None, ring)
    except LockedError:
        if ask is None or beside.kept == "keyring":
            raise
        return key_from(beside, {}, lambda _: ask("The passphrase of the copy: "), ring)


def _check(source: apsw.Connection, file: Path, environment: Environment) -> None:
    """Check every page and every index. Raises CompanionError."""
    if int(source.pragma("user_version")) > len(MIGRATIONS):
        raise CompanionError(
            f"{file} was written by a newer version of this program; update the program to restore it."
        )
    if not source.execute("select count(*) from sqlite_schema where name = 'message'").get:
        raise CompanionError(_FOREIGN.format(file, environment.home / "backups"))
    try:
        faults = [row[0] for row in source.execute("pragma integrity_check") if row[0] != "ok"]
        faults += source.execute("pragma foreign_key_check").fetchall()
    except apsw.Error as error:
        faults = [str(error)]
    if faults:
        raise CompanionError(
            f"{file} is damaged, so nothing was changed; choose another file from {environment.home / 'backups'}."
        )


def _forget_again(restored: apsw.Connection, present: Path, key: Key) -> None:
    """Remove from the copy what the present memory has forgotten; nothing when that can't be read."""
    if not present.exists():
        return
    try:
        with closing(connect(present, key)) as connection:
            rows: list[tuple[Any, ...]] = connection.execute("select kind, uid from gone").fetchall()
    except apsw.Error:
        return
    with restored:
        removed = remove(restored, forgotten_ids((kind, uid) for kind, uid in rows))
    if removed:
        scrub(restored)
