"""Finds the memory's key: in the system's keyring, or from a passphrase. Without either, nothing can be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory.key_file import (
    KeyFile,
    Origin,
    key_file_for_keyring,
    key_file_for_passphrase,
    read_key_file,
    write_key_file,
)
from companion.memory.system_keyring import Keyring, fetch_secret, responds, store_secret, system_keyring

SERVICE = "companion"
VARIABLE = "COMPANION_PASSPHRASE"

Ask = Callable[[str], str]
"""Puts a question to the user and returns the passphrase."""
FindKeyring = Callable[[], Keyring | None]


@dataclass(frozen=True)
class Key:
    """The key that opens a memory; the caller wipes it after use.

    Python can't overwrite the copies it makes on the way (hexadecimal text for SQLite, the keyring's answer, the
    passphrase); these are only freed.
    """

    raw: bytes | bytearray = field(repr=False)
    """256 bits; copied to a bytearray, so that it can be overwritten."""
    origin: Origin = "passphrase"
    proven: bool = False
    """Whether the key file has confirmed that it is the right key."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "raw", bytearray(self.raw))

    def copy(self) -> Key:
        """A copy, which must be wiped separately."""
        return Key(self.raw, self.origin, self.proven)

    def close(self) -> None:
        """The same as `wipe`, for `contextlib.closing`."""
        self.wipe()

    def wipe(self) -> None:
        """Overwrite the key; it opens nothing any more. May be called twice."""
        for i in range(len(self.raw)):
            self.raw[i] = 0  # type: ignore[index]


def key_file_path(environment: Environment) -> Path:
    """The path of the key file, beside the memory."""
    return environment.home / "memory.key.toml"


def needs_passphrase(
    environment: Environment, environ: Mapping[str, str], find_keyring: FindKeyring = system_keyring
) -> Literal["no", "new", "existing"]:
    """Whether `find_key` will have to ask for a passphrase, and if so for a new or an existing one.

    Raises CompanionError for a damaged key file.
    """
    file = read_key_file(key_file_path(environment))
    if file is not None:
        return "existing" if file.kept == "passphrase" and not environ.get(VARIABLE) else "no"
    if environ.get(VARIABLE) or environment.memory_file.exists():
        return "no"
    ring = find_keyring()
    return "no" if ring is not None and responds(ring, SERVICE) else "new"


def find_key(
    environment: Environment,
    environ: Mapping[str, str],
    ask: Ask | None = None,
    find_keyring: FindKeyring = system_keyring,
) -> Key:
    """The key of this environment's memory. The first time it makes a new key and writes its key file.

    Looks in COMPANION_PASSPHRASE first, then in the system's keyring, then asks. Raises LockedError when none of them
    gives the key, CompanionError when the key file is missing or damaged or can't be written.
    """
    path = key_file_path(environment)
    file = read_key_file(path)
    if file is None and environment.memory_file.exists():
        raise CompanionError(
            f"{path} is missing, and without it {environment.memory_file.name} can't be opened: put a copy of it back, "
            "or move the memory away to begin a new one."
        )
    if file is None:
        return _new_key(path, environ, ask, find_keyring)
    return key_from(file, environ, ask, find_keyring)


def key_from(file: KeyFile, environ: Mapping[str, str], ask: Ask | None, find_keyring: FindKeyring) -> Key:
    """The key that a key file leads to. Raises LockedError."""
    if file.kept == "keyring":
        return _key_from_keyring(file, find_keyring)
    return _key_from_passphrase(file, environ.get(VARIABLE) or _asked(ask, "Your passphrase: "))


def _new_key(path: Path, environ: Mapping[str, str], ask: Ask | None, find_keyring: FindKeyring) -> Key:
    passphrase = environ.get(VARIABLE)
    ring = None if passphrase else find_keyring()
    if ring is not None:
        file, raw = key_file_for_keyring()
        if store_secret(ring, SERVICE, file.id, raw.hex()):
            write_key_file(path, file)
            return Key(raw, "keyring", proven=True)
    file, raw = key_file_for_passphrase(passphrase or _chosen(ask))
    write_key_file(path, file)
    return Key(raw, "passphrase", proven=True)


def _key_from_keyring(file: KeyFile, find_keyring: FindKeyring) -> Key:
    ring = find_keyring()
    secret = fetch_secret(ring, SERVICE, file.id) if ring is not None else None
    if secret is None:
        raise LockedError(
            "The key of this memory is in the system's keyring, which doesn't give it; unlock it and try again."
        )
    try:
        raw = bytes.fromhex(secret)
    except ValueError:
        raw = b""
    if not file.proves(raw):
        raise LockedError("The key in the system's keyring doesn't open this memory; bring back its memory.key.toml.")
    return Key(raw, "keyring", proven=True)


def _key_from_passphrase(file: KeyFile, passphrase: str) -> Key:
    raw = file.derive(passphrase)
    if not file.proves(raw):
        raise LockedError(
            "That passphrase doesn't open this memory; try again, with capitals and spaces as you chose them."
        )
    return Key(raw, "passphrase", proven=True)


def _chosen(ask: Ask | None) -> str:
    passphrase = _asked(ask, "Choose a passphrase; without it nobody, you included, can open your memory: ")
    if not passphrase:
        raise LockedError("A passphrase can't be empty; choose one to keep your memory closed to others.")
    if _asked(ask, "The same passphrase once more: ") != passphrase:
        raise LockedError("The two passphrases were not the same; try again.")
    return passphrase


def _asked(ask: Ask | None, question: str) -> str:
    if ask is None:
        raise LockedError(
            f"This memory needs its passphrase; set {VARIABLE}, or start the program where it can ask you for it."
        )
    return ask(question)
