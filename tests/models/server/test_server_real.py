"""Tests ServerLlm with a real server: llama_cpp.server on loopback with the smallest model."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import llama_cpp
import pytest

from models.errors import ModelError
from models.language import ChatMessage, GenerateRequest, Sampling, TextChunk, Usage
from models.server.server_llm import ServerLlm, available

pytestmark = pytest.mark.models

TEXTS = (
    "Good morning! Did you sleep well, or was the storm too loud for that?",
    "On 3 March 2026 at 21:05 I'll be 42; don't forget: 12,000 steps (really!).",
    "Schöne Grüße aus München, à bientôt, до свидания, さようなら 😀",
    "\n\nAda: Well...\n\nSam: no?!\n\n",
)


@pytest.fixture(scope="module")
def model(need_model: Callable[[str], Path]) -> Path:
    return next(need_model("smollm2-135m").glob("*.gguf"))


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def url(model: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "smollm2"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "512", "--n_threads", "2", "--api_key", "k3y"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines: list[str] = []
        try:
            for line in process.stderr:
                lines.append(line)
                if "Uvicorn running" in line:
                    break
            else:
                pytest.fail("".join(lines[-20:]))
            threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop the server
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def llm(url: str) -> Iterator[ServerLlm]:
    llm = ServerLlm(url, key="k3y", context=512)
    llm.open()
    heard(
        llm, GenerateRequest(CHAT.prompt, max_tokens=4, seed=1)
    )  # a first reply may be held back: it could be a thought
    yield llm
    llm.close()


CHAT = GenerateRequest((ChatMessage("user", "Count from one to fifty, in words."),), max_tokens=24, seed=1)


def heard(llm: ServerLlm, request: GenerateRequest) -> tuple[list[str], Usage]:
    *pieces, usage = llm.generate(request, lambda: False)
    assert isinstance(usage, Usage)
    return [piece.text for piece in pieces if isinstance(piece, TextChunk)], usage


def test_lists_and_takes_the_model(url: str, llm: ServerLlm) -> None:
    assert available(url, "k3y") == ["smollm2"]
    assert llm.model == "smollm2"


def test_a_wrong_key_is_told(url: str) -> None:
    with pytest.raises(ModelError, match="refuses the key"):
        heard_with_key(url, "wrong")


def heard_with_key(url: str, key: str) -> None:
    llm = ServerLlm(url, key=key)
    try:
        llm.open()
        heard(llm, CHAT)
    finally:
        llm.close()


def test_a_chat_streams(llm: ServerLlm) -> None:
    pieces, usage = heard(llm, CHAT)
    assert len(pieces) > 5
    assert 0 < usage.output_tokens <= 24
    assert usage.prompt_tokens > 0
    assert 0 < usage.prefill_s <= usage.total_s
    assert usage.finish in ("stop", "length")


def test_a_transcript_streams_and_stops(llm: ServerLlm) -> None:
    greedy = GenerateRequest("One, two, three, four,", max_tokens=20, sampling=Sampling(temperature=0))
    whole = "".join(heard(llm, greedy)[0])
    stop = whole[len(whole) // 2 :][:3]
    pieces, usage = heard(llm, replace(greedy, stop=(stop,)))
    assert "".join(pieces) == whole.partition(stop)[0]
    assert usage.finish == "stop"


def test_a_cancelled_reply_leaves_the_server_ready(llm: ServerLlm) -> None:
    said: list[str] = []
    for item in llm.generate(GenerateRequest(CHAT.prompt, max_tokens=400, seed=1), lambda: bool(said)):
        if isinstance(item, TextChunk):
            said.append(item.text)
        else:
            assert item.finish == "cancelled"
    assert len(said) == 1
    assert heard(llm, CHAT)[0]


def test_a_conversation_too_long_is_an_error(llm: ServerLlm) -> None:
    with pytest.raises(ModelError, match="context may be too short"):
        heard(llm, GenerateRequest("very " * 2000, max_tokens=5))
    assert heard(llm, CHAT)[0]


def test_counts_are_from_above(llm: ServerLlm, model: Path) -> None:
    tokenizer = llama_cpp.Llama(str(model), vocab_only=True, verbose=False)
    for text in TEXTS:
        tokens = len(tokenizer.tokenize(text.encode(), add_bos=False))
        assert tokens <= llm.count(text) <= 2 * tokens
    tokenizer.close()
