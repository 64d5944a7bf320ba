"""Changes where the key is kept, and asks a running window to lock; the memory itself is not touched.

A memory is locked when no process has its key: the window closes it (`Memory.close` wipes the key) and then needs the
passphrase to open it. That works only with a passphrase, so `companion lock` first moves the key out of the system's keyring.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory.key_file import (
    KeyFile,
    key_file_for_keyring,
    key_file_for_passphrase,
    read_key_file,
    replace_key_file,
)
from companion.memory.keys import SERVICE, FindKeyring, find_key, key_file_path
from companion.memory.system_keyring import delete_secret, store_secret, system_keyring

_SHARED_BY_ALL = 128
"""The byte of `memory.db-shm` that every open connection locks as shared (UNIX_SHM_DMS in SQLite's os_unix.c)."""


def change_passphrase(environment: Environment, old: str, new: str) -> None:
    """Wrap the same key with another passphrase; the memory and its backups stay as they are.

    A copy of the old key file can still be opened with the old passphrase. Raises LockedError when `old` is wrong or `new`
    empty, CompanionError when there is no passphrase to change or the key file can't be written.
    """
    file = _file(environment)
    if file.kept == "keyring":
        raise CompanionError(
            "This memory needs no passphrase, its key is in the system's keyring; use `companion lock`."
        )
    raw = file.derive(old)
    if not file.proves(raw):
        raise LockedError("The old passphrase is not right, so it was not changed; try again.")
    _wrap(environment, file, new, raw)


def keep_under_passphrase(
    environment: Environment, passphrase: str, find_keyring: FindKeyring = system_keyring
) -> None:
    """Move the key from the system's keyring to a passphrase. Raises LockedError, CompanionError."""
    file = _file(environment)
    if file.kept == "keyring":
        key = find_key(environment, {}, None, find_keyring)
        try:
            _wrap(environment, file, passphrase, bytes(key.raw))
        finally:
            key.wipe()
    ring = find_keyring()
    if ring is not None and not delete_secret(ring, SERVICE, file.id):
        raise CompanionError(
            f"A passphrase is needed from now on, but the system's keyring also still has the key: delete its entry {file.id} "
            f"of “{SERVICE}” there."
        )


def keep_in_keyring(environment: Environment, passphrase: str, find_keyring: FindKeyring = system_keyring) -> None:
    """Move the key from its passphrase to the system's keyring. Raises LockedError, CompanionError."""
    file = _file(environment)
    if file.kept == "keyring":
        return
    raw = file.derive(passphrase)
    if not file.proves(raw):
        raise LockedError(
            "That passphrase doesn't open this memory; try again, with capitals and spaces as you chose them."
        )
    ring = find_keyring()
    new = dataclasses.replace(key_file_for_keyring(raw)[0], id=file.id)
    if ring is None or not store_secret(ring, SERVICE, file.id, raw.hex()):
        raise CompanionError("This system has no keyring to keep the key in, so the passphrase goes on being needed.")
    replace_key_file(key_file_path(environment), new)


def request_lock(home: Path) -> None:
    """Ask every window that has this home open to lock. Raises CompanionError."""
    try:
        _request(home).touch(mode=0o600)
    except OSError as error:
        raise CompanionError(f"The window can't be asked to lock ({error.strerror}); lock it there.") from error


def take_lock_request(home: Path) -> bool:
    """Whether a lock was requested since the last call. A window calls it when the folder changes, and once at start."""
    try:
        _request(home).unlink()
    except OSError:
        return False
    return True


def in_use(memory: Path) -> bool:
    """Whether another process has this file open. Wrong if the calling process has it open itself."""
    return not _rename_allowed(memory) if os.name == "nt" else _shared(memory.with_name(memory.name + "-shm"))


def _shared(shm: Path) -> bool:
    import fcntl

    try:
        with shm.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _SHARED_BY_ALL)
    except FileNotFoundError:
        return False  # the last process to close it deleted it
    except BlockingIOError:
        return True
    except OSError as error:
        raise CompanionError(f"Whether {shm.name} is in use can't be told ({error.strerror}); allow it.") from error
    return False


def _rename_allowed(memory: Path) -> bool:
    """Whether the file can be renamed: Windows refuses it while SQLite has the file open."""
    try:
        if memory.exists():
            os.replace(memory, memory)
    except PermissionError:
        return False
    return True


def _wrap(environment: Environment, file: KeyFile, passphrase: str, raw: bytes) -> None:
    if not passphrase:
        raise LockedError("A passphrase can't be empty; choose one to keep your memory closed to others.")
    new = dataclasses.replace(key_file_for_passphrase(passphrase, raw)[0], id=file.id)
    if not new.proves(new.derive(passphrase)):
        raise AssertionError("the wrapped key can't be unwrapped")
    replace_key_file(key_file_path(environment), new)


def _file(environment: Environment) -> KeyFile:
    file = read_key_file(key_file_path(environment))
    if file is None:
        raise CompanionError("There is no memory here yet; it is made when you first talk.")
    return file


def _request(home: Path) -> Path:
    return home / "lock.request"
