"""Keeps the key of an LLM server in the operating system's keyring, never in the settings.

A key belongs to scheme, computer and port, so it is never offered to another server than the one it was entered for.
The variable COMPANION_SERVER_KEY, where it is set (even to nothing), wins: it is the way without a keyring.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import keyring
from keyring.errors import KeyringError, NoKeyringError

from companion.errors import CompanionError
from models.server.address import base_of, origin

SERVICE = "companion server"
VARIABLE = "COMPANION_SERVER_KEY"


def read_key(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The key for the server at `url`; empty when there is none. Raises CompanionError for a locked keyring."""
    if VARIABLE in environ:
        return environ[VARIABLE].strip()
    try:
        return keyring.get_password(SERVICE, _owner(url)) or ""
    except NoKeyringError:
        return ""  # nothing can have been kept, and most local servers want no key
    except KeyringError as error:
        raise _trouble("read", error) from error


def write_key(url: str, key: str) -> None:
    """Keep the key for the server at `url`. Raises CompanionError where there is no keyring, or a locked one."""
    try:
        keyring.set_password(SERVICE, _owner(url), key.strip())
    except KeyringError as error:
        raise _trouble("kept", error) from error


def forget_key(url: str) -> None:
    """Remove the key for the server at `url`, if there is one. Raises CompanionError for a locked keyring."""
    try:
        if keyring.get_password(SERVICE, _owner(url)) is not None:
            keyring.delete_password(SERVICE, _owner(url))
    except NoKeyringError:
        return  # then there is none
    except KeyringError as error:
        raise _trouble("removed", error) from error


def _owner(url: str) -> str:
    return origin(base_of(url))


def _trouble(what: str, error: KeyringError) -> CompanionError:
    if isinstance(error, NoKeyringError):
        return CompanionError(f"This system has no keyring to keep the server's key in; set {VARIABLE} instead.")
    return CompanionError(f"The server's key can't be {what} ({error}); unlock the keyring or set {VARIABLE} instead.")
