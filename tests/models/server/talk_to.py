"""Asks a scripted server for a reply, as the tests of servers need it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import ModelError
from models.language import ChatMessage, GenerateRequest, TextChunk, Usage
from models.server.server_llm import ServerLlm
from tests.models.scripted_server import Answer, Script, Scripted, scripted

CHAT = GenerateRequest(
    (ChatMessage("system", "Be kind."), ChatMessage("user", "Hello?")), seed=7, speakers=("Ada", "Sam")
)


@contextmanager
def opened(
    server: Scripted, model: str = "", key: str = "", silent_s: float = 50, stalled_s: float = 50
) -> Iterator[ServerLlm]:
    llm = ServerLlm(server.url, model, key, silent_s=silent_s, stalled_s=stalled_s)
    try:
        llm.open()
        yield llm
    finally:
        llm.close()


def said(llm: ServerLlm, request: GenerateRequest = CHAT) -> str:
    *pieces, usage = llm.generate(request, lambda: False)
    assert isinstance(usage, Usage)
    return "".join(piece.text for piece in pieces if isinstance(piece, TextChunk))


def outcome(script: Script, request: GenerateRequest = CHAT, **options: float) -> str:
    """What the server's script makes her say, or the error's sentence."""
    with scripted(script) as server, opened(server, **options) as llm:  # type: ignore[arg-type]
        try:
            return said(llm, request)
        except ModelError as error:
            return str(error)


def raw(*lines: str, kind: str = "text/event-stream", **headers: str) -> Script:
    """A server that sends these lines and hangs up."""

    def script(answer: Answer) -> None:
        answer.start(200, kind, **headers)
        answer.wfile.write("".join(f"{line}\n" for line in lines).encode())

    return script


def events(*choices: object, end: str = "[DONE]") -> Script:
    """An event for each choice; then the end."""
    lines = [f"data: {json.dumps({'choices': [choice]})}\n" for choice in choices]
    return raw(*lines, *([f"data: {end}\n"] if end else []))


def delta(finish: str | None = None, **fields: object) -> dict[str, object]:
    return {"delta": fields, "finish_reason": finish}
