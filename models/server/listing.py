"""Finds out where under an address a server's interface is, and which models it has."""

from __future__ import annotations

from typing import Any

import httpx

from models.errors import ModelError
from models.server.address import is_near, without_version
from models.server.call import RefusedError, fetch_models
from models.server.errors import ServerErrors

CONNECT_S = 5.0
_NO_SUCH_PLACE = (404, 405, 501)
_CONTEXT_NAMES = ("n_ctx", "max_model_len", "loaded_context_length", "context_length", "context_window")

Listed = tuple[httpx.URL, list[dict[str, Any]]]
"""The address that the interface begins with, and an entry for each model."""


def make_client(base: httpx.URL, key: str, silent_s: float) -> httpx.Client:
    """A client that keeps no connections, because a stale one would fail just when a reply is due. Raises ModelError."""
    key = key.strip()
    if not (key.isascii() and key.isprintable()):
        raise ModelError("The server's key contains characters that no key has; enter it again in the settings.")
    return httpx.Client(
        headers={"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {}),
        timeout=httpx.Timeout(silent_s, connect=CONNECT_S),
        limits=httpx.Limits(max_keepalive_connections=0),
        follow_redirects=False,
        trust_env=not is_near(base.host),  # no proxy between the user's own computers
    )


def find_models(client: httpx.Client, base: httpx.URL, errors: ServerErrors, model: str = "") -> Listed:
    """Asks for the list at the address ending in `/v1`, then without that; a named `model` may do without a list.

    Raises ModelError.
    """
    refusal: RefusedError | None = None
    for place in (base, without_version(base)):
        try:
            return place, fetch_models(client, place)
        except httpx.HTTPError as error:
            raise errors.unreachable(error) from error
        except RefusedError as refused:
            refusal = refusal or refused
            if refused.status not in _NO_SUCH_PLACE:
                break
    assert refusal is not None
    if model and refusal.status in _NO_SUCH_PLACE:
        return base, [{"id": model}]
    raise errors.refused(refusal) from refusal


def contexts(entry: dict[str, Any]) -> list[int]:
    """The context lengths that a server reports for a model, under any of the names in use."""
    tables = (entry, entry.get("meta"))
    values = [table.get(name) for table in tables if isinstance(table, dict) for name in _CONTEXT_NAMES]
    return [value for value in values if isinstance(value, int) and value > 0]
