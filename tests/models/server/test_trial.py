"""A server is tried out: what it can't do is found and said in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from models.catalog import read_catalog
from models.errors import ModelError
from models.server.known_models import entry_like
from models.server.trial import LONG, ServerTrial, try_out
from tests.models.scripted_server import Answer, refuse, say, scripted
from tests.models.server.talk_to import opened

NUMBERS = ["one, ", "two, ", "three, ", "four, ", "five, ", "six, ", "seven."]


def is_long(body: dict[str, Any]) -> bool:
    return len(body["messages"][0]["content"]) > 5000


def server(
    pieces: int = 7, stops: bool = True, read: int | None = LONG + 100, pause_s: float = 0.0
) -> Callable[[Answer], None]:
    """Counts in so many pieces, obeys `stop` or not, and reads so many tokens of a prompt (None: does not tell)."""

    def script(answer: Answer) -> None:
        words = list(NUMBERS)
        if stops and (stop := answer.body.get("stop")):
            words = words[: next(at for at, word in enumerate(words) if stop[0] in word)]
        texts = words if pieces > 1 else ["".join(words)]
        answer.start()
        for text in texts:
            time.sleep(pause_s)
            answer.event({"choices": [{"delta": {"content": text}}]})
        answer.event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        if read is not None:
            prompt = read if is_long(answer.body) else 20
            answer.event({"choices": [], "usage": {"prompt_tokens": prompt, "completion_tokens": len(words)}})
        answer.event("[DONE]")

    return script


def models(context: int | None = 8192) -> Callable[[Answer], None]:
    entry = {"id": "tiny"} | ({"max_model_len": context} if context else {})
    return refuse(200, {"data": [entry]})


def tried(on_post: Callable[[Answer], None], on_get: Callable[[Answer], None] = models()) -> ServerTrial:  # noqa: B008
    with scripted(on_post, on_get) as there, opened(there) as llm:
        return try_out(llm)


def test_a_good_server_lacks_nothing() -> None:
    found = tried(server())
    assert (found.streams, found.stops, found.context, found.holds_long) == (True, True, 8192, True)
    assert found.missing == ()
    assert found.told[-1] == "Nothing is missing."


@pytest.mark.parametrize(
    ("script", "context", "missing"),
    [
        (server(pieces=1), 8192, "It sends a reply only when it is whole"),
        (server(stops=False), 8192, "It does not stop where it is told to"),
        (server(read=2048), 8192, f"It cuts a prompt of {LONG} words without telling"),
        (server(), 2048, "Its context is 2048 tokens; with at least 4096"),
        (server(pause_s=0.15), 8192, "tokens a second; below 8 you wait for her"),
    ],
)
def test_what_is_missing_is_said(script: Callable[[Answer], None], context: int, missing: str) -> None:
    (told,) = tried(script, models(context)).missing
    assert told.startswith(missing) or missing in told


def test_a_long_prompt_that_is_refused_is_told_in_its_words() -> None:
    def script(answer: Answer) -> None:
        if is_long(answer.body):
            answer.send(
                400, {"error": {"message": "maximum context length is 2048 tokens", "code": "context_length_exceeded"}}
            )
        else:
            server()(answer)

    found = tried(script)
    assert found.holds_long is False
    (told,) = found.missing
    assert "can't hold so long a conversation (2048 tokens)" in told


def test_what_can_not_be_told_is_not_claimed() -> None:
    found = tried(say("Hello ", "there, ", "you."), models(None))
    assert (found.stops, found.context, found.holds_long) == (None, None, None)
    assert "context not told" in found.told[0]
    assert "stopping unknown" in found.told[0]


def test_a_server_that_can_not_reply_is_no_mind() -> None:
    with pytest.raises(ModelError, match="answered without words"):
        tried(say(""))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Qwen/Qwen3-4B-Instruct-2507-GGUF/Qwen3-4B-Instruct-2507-Q4_K_M.gguf", "qwen3-4b-2507"),
        ("qwen3:4b", "qwen3-4b"),
        ("gemma3:1b", "gemma-3-1b"),
        ("google/gemma-3-12b-it-q4_k_m", None),
        ("gemma-4-E2B-it-Q4_0.gguf", "gemma-4-e2b"),
        ("qwen2.5-coder:1.5b", "qwen2.5-coder-1.5b"),
        ("gpt-4o-mini", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_servers_model_is_known_by_its_name(name: str, id: str | None) -> None:
    found = entry_like(name, read_catalog())
    assert (found.id if found else None) == id
