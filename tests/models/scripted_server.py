"""Runs a server on loopback that does what a test tells it, without a model and without waiting."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answer(BaseHTTPRequestHandler):
    """One request; the scripts call `send` and `stream`."""

    server: Scripted
    body: dict[str, Any]

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer(self.server.on_get)

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(self.server.on_post)

    def _answer(self, script: Script) -> None:
        self.server.asked.append(self)
        script(self)
        self.close_connection = True

    def send(self, status: int, body: object, kind: str = "application/json", **headers: str) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        self.start(status, kind, **headers)
        self.wfile.write(text.encode())

    def start(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def event(self, event: object) -> None:
        self.wfile.write(f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n".encode())

    def wait_for_hang_up(self) -> None:
        """Returns when the caller has gone."""
        self.rfile.read(1)


Script = Callable[[Answer], None]


class Scripted(ThreadingHTTPServer):
    """Answers GET with `on_get` and POST with `on_post`; what was asked is in `asked`."""

    daemon_threads = True

    def __init__(self, on_post: Script, on_get: Script) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.on_post, self.on_get = on_post, on_get
        self.asked: list[Answer] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def posted(self) -> list[dict[str, Any]]:
        return [answer.body for answer in self.asked if answer.command == "POST"]


def list_models(answer: Answer) -> None:
    answer.send(200, {"object": "list", "data": [{"id": "tiny", "meta": {"n_ctx": 2048, "n_ctx_train": 9}}]})


def say(*texts: str, **last: object) -> Script:
    """A chat reply in these pieces; `last` goes into the closing event."""

    def script(answer: Answer) -> None:
        answer.start()
        answer.event({"choices": [{"delta": {"role": "assistant"}}]})
        for text in texts:
            answer.event({"choices": [{"delta": {"content": text}, "finish_reason": None}], "usage": None})
        answer.event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        answer.event({"choices": [], **last})
        answer.event("[DONE]")

    return script


def refuse(status: int, body: object, kind: str = "application/json", **headers: str) -> Script:
    return lambda answer: answer.send(status, body, kind, **headers)


@contextmanager
def scripted(on_post: Script = say("Hello."), on_get: Script = list_models) -> Iterator[Scripted]:  # noqa: B008
    with Scripted(on_post, on_get) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
