"""Turns the address that a user typed into the one that requests go to, and refuses secrets in it."""

from __future__ import annotations

import ipaddress
import re

import httpx

from models.errors import ModelError

_PASTED = re.compile(
    r"/(chat/completions|completions?|models|responses|embeddings|health|props|api/(chat|generate|tags|version))$"
)
_VERSION = re.compile(r"/v\d+$")
_HOME_NAMES = (".local", ".localhost", ".lan", ".internal", ".home.arpa")


def base_of(typed: str) -> httpx.URL:
    """The address ending in `/v1` for `localhost:8080`, `http://host/`, `https://host/api/v1/models` and the like.

    Without a scheme it is http for a computer in the user's own network and https for any other, so that a key is not
    sent unencrypted by accident. Raises ModelError for anything but an http(s) address, and for names, passwords and
    queries in it, which would end up in settings and error messages.
    """
    url = _parsed(typed.strip())
    if url.scheme not in ("http", "https"):
        raise ModelError("The server's address must begin with http:// or https://; correct it in the settings.")
    if not url.host:
        raise ModelError("The server's address has no computer's name in it; write one like http://127.0.0.1:8080.")
    if url.userinfo:
        raise ModelError("The server's address contains a name or password; leave it out and enter a key instead.")
    if url.query or url.fragment:
        raise ModelError("The server's address must end before any “?” or “#”; correct it in the settings.")
    path = _PASTED.sub("", url.path.rstrip("/")).rstrip("/")
    return url.copy_with(path=path if _VERSION.search(path) else f"{path}/v1")


def without_version(base: httpx.URL) -> httpx.URL:
    """The address without the `/v1` at its end, where some servers have their interface."""
    return base.copy_with(path=_VERSION.sub("", base.path))


def origin(url: httpx.URL) -> str:
    """Scheme, host and port: what error messages show, and what a key is stored for."""
    return str(url.copy_with(path="/", query=None, fragment=None, username="", password="")).rstrip("/")


def is_near(host: str) -> bool:
    """Whether the host is the user's own computer or in the same network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_HOME_NAMES)
    return address.is_private or address.is_loopback or address.is_link_local


def _parsed(typed: str) -> httpx.URL:
    try:
        url = _guessed(typed)
        url.host.encode("idna")  # otherwise looking up the name would raise
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _unreadable() from error
    if " " in typed or (url.port or 0) > 65535:
        raise _unreadable()
    return url


def _guessed(typed: str) -> httpx.URL:
    if "://" in typed:
        return httpx.URL(typed)
    near = is_near(httpx.URL(f"http://{typed}").host)
    return httpx.URL(f"{'http' if near else 'https'}://{typed}")


def _unreadable() -> ModelError:
    return ModelError("The server's address can't be read; write one like http://127.0.0.1:8080.")
