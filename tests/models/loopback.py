"""Runs a web server on this machine that behaves as badly as real ones: cuts off, ignores Range, sends slowly, lies."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Served:
    """One file and its manners."""

    content: bytes
    etag: str | None = None
    """None: the hash of the content, in quotes."""
    commit: str = "0" * 40
    """The commit that the hub names with it."""
    status: int = 200
    """Anything else is answered instead of the file."""
    ranges: bool = True
    lengthless: bool = False
    """No Content-Length: the end of the connection is the end of the file."""
    cuts: list[int] = field(default_factory=list)
    """Bytes after which the first, second… answer breaks off."""
    dribble: int = 0
    """Bytes sent before it waits for `go`."""
    go: threading.Event = field(default_factory=threading.Event)
    dribbling: threading.Event = field(default_factory=threading.Event)
    """Set once it waits."""

    @property
    def tag(self) -> str:
        return self.etag if self.etag is not None else f'"{hashlib.sha256(self.content).hexdigest()}"'


@dataclass
class Loopback:
    """The server: what it has, and what it was asked for."""

    address: str
    files: dict[str, Served] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, path, Range."""

    def serve(self, path: str, content: bytes, **manners: Any) -> Served:
        self.files[path] = Served(content, **manners)
        return self.files[path]

    def url(self, path: str) -> str:
        return self.address + path

    def gets(self, path: str) -> list[str]:
        """The Range of each GET."""
        return [range for method, asked, range in self.asked if method == "GET" and asked == path]


@contextmanager
def loopback() -> Iterator[Loopback]:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            served = self._find()
            if served is not None:
                self._head(200, served, len(served.content))
                self.end_headers()

        def do_GET(self) -> None:
            served = self._find()
            if served is None:
                return
            start = self._start(served)
            if start >= len(served.content) > 0:
                self._refuse(416, {"Content-Range": f"bytes */{len(served.content)}"})
                return
            body = served.content[start:]
            self._head(206 if start else 200, served, len(body))
            if start:
                end = len(served.content)
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{end}")
            self.end_headers()
            self._body(served, body)

        def _find(self) -> Served | None:
            here.asked.append((self.command, self.path, self.headers.get("Range", "")))
            served = here.files.get(self.path)
            if served is not None and served.status == 200:
                return served
            self._refuse(served.status if served else 404, {})
            return None

        def _start(self, served: Served) -> int:
            asked = self.headers.get("Range", "").removeprefix("bytes=").rstrip("-")
            fresh = self.headers.get("If-Range") not in (None, served.tag)
            return int(asked) if asked and served.ranges and not fresh else 0

        def _head(self, code: int, served: Served, length: int) -> None:
            self.send_response(code)
            self.send_header("ETag", served.tag)
            self.send_header("X-Repo-Commit", served.commit)
            self.send_header("X-Linked-Etag", served.tag)
            self.send_header("X-Linked-Size", str(len(served.content)))
            if not served.lengthless:
                self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")

        def _body(self, served: Served, body: bytes) -> None:
            self.close_connection = True
            if served.cuts:
                body = body[: served.cuts.pop(0)]
            if served.dribble:
                self.wfile.write(body[: served.dribble])
                self.wfile.flush()
                served.dribbling.set()
                served.go.wait(30)
                body = body[served.dribble :]
            try:
                self.wfile.write(body)
            except ConnectionError:
                return  # the other side has left

        def _refuse(self, code: int, headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves in the middle is what these tests are about."""

    server = Server(("127.0.0.1", 0), Answer)
    here = Loopback(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        for served in here.files.values():
            served.go.set()
        server.shutdown()
        server.server_close()
        thread.join()
