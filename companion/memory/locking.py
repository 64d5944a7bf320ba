"""Where the key is kept is changed here, and a running window is asked to lock; the memory itself is not touched.

A memory is locked when no process has its key: the window closes it (`Memory.close` wipes the key) and needs the passphrase
again. That holds only where there is a passphrase, so `companion lock` first moves a key out of the system's keyring.
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
"""The byte of `memory.db-shm` on which every open connection holds a shared lock (SQLite's os_unix.c, UNIX_SHM_DMS)."""


def change_passphrase(environment: Environment, old: str, new: str) -> None:
    """Wrap the same key under another passphrase; memory and copies stay as they are.

    A copy of the old key file goes on opening with the old passphrase. Raises LockedError when `old` is wrong or `new`
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
        _request(home).touch()
    except OSError as error:
        raise CompanionError(f"The window can't be asked to lock ({error.strerror}); lock it there.") from error


def take_lock_request(home: Path) -> bool:
    """Whether that was asked since the last call; a window calls it when the folder changes, and once when it opens."""
    try:
        _request(home).unlink()
    except OSError:
        return False
    return True


def in_use(memory: Path) -> bool:
    """Whether another process has this file open. Not to be asked by a process that has it open itself."""
    return not _rename_allowed(memory) if os.name == "nt" else _shared(memory.with_name(memory.name + "-shm"))


def _shared(shm: Path) -> bool:
    import fcntl

    try:
        with shm.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _SHARED_BY_ALL)
    except FileNotFoundError:
        return False  # the last one to close it took it away
    except BlockingIOError:
        return True
    except OSError as error:
        raise CompanionError(f"Whether {shm.name} is in use can't be told ({error.strerror}); allow it.") from error
    return False


def _rename_allowed(memory: Path) -> bool:
    """Windows lets nobody rename what SQLite has open."""
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
        raise AssertionError("a key wrapped is a key unwrapped")
    replace_key_file(key_file_path(environment), new)


def _file(environment: Environment) -> KeyFile:
    file = read_key_file(key_file_path(environment))
    if file is None:
        raise CompanionError("There is no memory here yet; it is made when you first talk.")
    return file


def _request(home: Path) -> Path:
    return home / "lock.request"
