"""Makes one streamed request to a server, which another thread can end at any moment."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Any

import httpx

from models.server.sse import LONGEST_LINE

_MOST_OF_AN_ERROR = 1 << 16
_MOST_OF_A_LIST = 1 << 23
_REPLIES = ("choices", "message", "response", "content")
"""Where servers put a reply."""


class RefusedError(Exception):
    """The server answered, but not with a reply or a list of models."""

    def __init__(self, response: httpx.Response, body: bytes) -> None:
        super().__init__(f"status {response.status_code}")
        self.status = response.status_code
        self.path = response.request.url.path
        self.onward = response.headers.get("location", "")
        self.retry_after = response.headers.get("retry-after", "")
        self.body = body.decode("utf-8", "replace")


class Call:
    """A POST with a streamed reply, read on a thread of its own.

    A thread can't be woken from name resolution, nor (portably) from a read, so the caller waits on a queue instead:
    `hang_up` ends its wait at once and shuts the socket down, which ends the reading thread and tells the server to stop.
    """

    def __init__(self, client: httpx.Client, url: httpx.URL, body: dict[str, Any], patience_s: float) -> None:
        self._client, self._url, self._body = client, url, body
        self._inbox: SimpleQueue[bytes | Exception | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self.hung_up = False
        self.patience_s = patience_s
        """Seconds without a byte after which it counts as stuck; may be changed meanwhile."""
        self.whole = False
        """Whether the server ended its answer as the protocol wants, so that nothing of it is lost."""

    def chunks(self) -> Iterator[bytes]:
        """The reply's bytes as they arrive; ends early when hung up. Raises RefusedError and httpx.HTTPError."""
        if not self.hung_up:
            threading.Thread(target=self._read, name="companion server call", daemon=True).start()
        while not self.hung_up:
            try:
                got = self._inbox.get(timeout=self.patience_s)
            except Empty as silence:
                raise httpx.ReadTimeout("silent") from silence
            if got is None or self.hung_up:
                return
            if isinstance(got, Exception):
                raise got
            yield got

    def hang_up(self) -> None:
        """End the call now; from any thread, any number of times."""
        with self._guard:
            self.hung_up = True
            self._inbox.put(None)
            self._shut()

    def _read(self) -> None:
        try:
            with self._client.stream("POST", self._url, json=self._body, extensions={"trace": self._trace}) as response:
                if response.status_code != 200 or _kind(response) == "text/html":
                    raise RefusedError(response, _start(response, _MOST_OF_AN_ERROR))
                for chunk in _document(response) if _kind(response) == "application/json" else response.iter_bytes():
                    self._inbox.put(chunk)
                self.whole = "content-length" in response.headers or "transfer-encoding" in response.headers
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits for the reply
            self._inbox.put(error)
        self._inbox.put(None)

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Get the socket: httpx gives no other access to it before there is a response."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._guard:
                self._socket = info["return_value"].get_extra_info("socket")
                if self.hung_up:
                    self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):  # already closed, or in the middle of a TLS handshake
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # not SSLSocket's: that drops its state


def fetch_models(client: httpx.Client, base: httpx.URL) -> list[dict[str, Any]]:
    """What the server tells about each of its models. Raises RefusedError and httpx.HTTPError."""
    with client.stream("GET", f"{base}/models") as response:
        body = _start(response, _MOST_OF_A_LIST)
    listed = _listed(body) if response.status_code == 200 else None
    if listed is None:
        raise RefusedError(response, body[:_MOST_OF_AN_ERROR])
    return listed


def _listed(body: bytes) -> list[dict[str, Any]] | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    if not isinstance(value, dict) or "data" not in value:
        return None
    entries = value["data"] or []  # Ollama writes null for none
    return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def _document(response: httpx.Response) -> Iterator[bytes]:
    """The body of an answer that is no event stream: a reply in one piece or in lines. Raises RefusedError for other JSON."""
    body = _start(response, LONGEST_LINE)
    try:
        value = json.loads(body)
    except ValueError:
        yield body  # JSON lines
        return
    if not isinstance(value, dict) or value.get("error") or not any(value.get(name) for name in _REPLIES):
        raise RefusedError(response, body[:_MOST_OF_AN_ERROR])
    yield body


def _kind(response: httpx.Response) -> str:
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower()


def _start(response: httpx.Response, most: int) -> bytes:
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) >= most:
            break
    return body[:most]
