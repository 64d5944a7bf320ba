"""Reads and writes the small file beside the memory that says where its key comes from. It can't open the memory by itself.

The memory's key is random. The system's keyring stores it as it is; with a passphrase, the file holds it wrapped: XORed with
the scrypt hash (RFC 7914) of the passphrase and a salt that is new for each wrapping, so that no pad is used twice. To change
the passphrase, the same key is wrapped again: the memory and its backups stay as they are. In version 1 the key was the scrypt
hash itself; such files can still be opened.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from companion.errors import CompanionError
from companion.files import private_opener, read_text

VERSION = 2
Origin = Literal["keyring", "passphrase"]
_KEY_BYTES = 32


@dataclass(frozen=True)
class KeyFile:
    """How to find the key again, and how to check that it is the right one."""

    kept: Origin
    id: str
    """The name of the entry in the system's keyring."""
    salt: str
    """Hexadecimal."""
    proof: str
    """A hash of the key, by which it is recognised without opening the memory."""
    n: int = 2**15
    r: int = 8
    p: int = 1
    """scrypt's costs (RFC 7914): about 0.1 s and 32 MB."""
    version: int = VERSION
    wrapped: str = ""
    """The wrapped key, hexadecimal; empty when the key is in the keyring, or is the hash of the passphrase (version 1)."""

    def derive(self, passphrase: str) -> bytes:
        """The 256-bit key that a passphrase unwraps; a wrong passphrase gives a wrong key, see `proves`."""
        pad = _scrypt(passphrase, self.salt, self.n, self.r, self.p)
        return _xored(pad, bytes.fromhex(self.wrapped)) if self.wrapped else pad

    def proves(self, raw: bytes) -> bool:
        """Whether this is the key of the memory."""
        return hmac.compare_digest(_proof(raw), self.proof)


def key_file_for_passphrase(passphrase: str, raw: bytes | None = None) -> tuple[KeyFile, bytes]:
    """A new key file, and the key it wraps: `raw`, or a new random one."""
    raw = raw or secrets.token_bytes(_KEY_BYTES)
    salt = secrets.token_hex(16)
    wrapped = _xored(_scrypt(passphrase, salt, KeyFile.n, KeyFile.r, KeyFile.p), raw)
    return KeyFile("passphrase", secrets.token_hex(8), salt, _proof(raw), wrapped=wrapped.hex()), raw


def key_file_for_keyring(raw: bytes | None = None) -> tuple[KeyFile, bytes]:
    """A new key file, and the key to store in the keyring: `raw`, or a new random one."""
    raw = raw or secrets.token_bytes(_KEY_BYTES)
    return KeyFile("keyring", secrets.token_hex(8), secrets.token_hex(16), _proof(raw)), raw


def read_key_file(path: Path) -> KeyFile | None:
    """The file's content; None when there is no file. Raises CompanionError when it is damaged or can't be read."""
    try:
        values = tomllib.loads(read_text(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CompanionError(f"The key file {path} can't be read ({error.strerror}); allow it.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
    return _checked(values, path)


def _checked(values: dict[str, Any], path: Path) -> KeyFile:
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise CompanionError(f"{path} was written by a newer version of this program; update the program to use it.")
    try:
        file = KeyFile(**values)
        bytes.fromhex(file.salt)
        if len(bytes.fromhex(file.wrapped)) not in (0, _KEY_BYTES):
            raise _damaged(path)
        whole = file.kept in ("keyring", "passphrase") and 2 <= file.n <= 2**20 and 1 <= file.r <= 32
        if not whole or not 1 <= file.p <= 16 or not isinstance(file.proof, str) or not isinstance(file.id, str):
            raise _damaged(path)
    except (TypeError, ValueError) as error:
        raise _damaged(path) from error
    return file


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write a new key file, whole or not at all, and never over another one. Raises CompanionError."""
    _write(path, file, _place)


def replace_key_file(path: Path, file: KeyFile) -> None:
    """Replace the key file in one step: after a crash, either the old or the new one is there. Raises CompanionError.

    The caller has checked that `file` leads to the same key.
    """
    _write(path, file, _replace)


def _write(path: Path, file: KeyFile, place: Callable[[Path, Path], None]) -> None:
    lines = [f'{name} = "{v}"' if isinstance(v, str) else f"{name} = {v}" for name, v in asdict(file).items()]
    draft = path.with_name(f".companion-{secrets.token_hex(4)}.new")
    try:
        with open(draft, "x", encoding="utf-8", opener=private_opener) as out:
            out.write(
                "# How the key of memory.db is found. It opens nothing by itself; but without it the memory can't be opened.\n"
            )
            out.write("\n".join(lines) + "\n")
            out.flush()
            os.fsync(out.fileno())
        if read_key_file(draft) != file:
            raise CompanionError(f"The disk did not keep what was written to {draft}; check the disk, then try again.")
        place(draft, path)
    except FileExistsError as error:
        raise CompanionError("This memory is being set up by another window; try again.") from error
    except OSError as error:
        raise CompanionError(
            f"The key file {path} can't be written ({error.strerror}); free some space, or allow it."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _place(draft: Path, path: Path) -> None:
    """Move without overwriting: a hard link refuses to. Some file systems (FAT) have no links."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        draft.rename(path)
    if os.name == "posix":
        _sync_folder(path.parent)


def _replace(draft: Path, path: Path) -> None:
    os.replace(draft, path)
    if os.name == "posix":
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Write the folder to the disk: without it, a power cut can lose a new file in it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _scrypt(passphrase: str, salt: str, n: int, r: int, p: int) -> bytes:
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    memory = 128 * r * (n + p + 2) + 2**20
    return hashlib.scrypt(words, salt=bytes.fromhex(salt), n=n, r=r, p=p, maxmem=memory, dklen=_KEY_BYTES)


def _xored(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _proof(raw: bytes) -> str:
    return hmac.digest(raw, b"companion memory key", "sha256").hex()[:32]


def _damaged(path: Path) -> CompanionError:
    return CompanionError(f"The key file {path} is damaged; put a copy of it in its place.")
