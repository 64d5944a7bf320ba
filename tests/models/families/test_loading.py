"""Tests that a mind of each family loads, says what its weights say, and ends where its family ends a turn."""

from __future__ import annotations

from benchmarks._tiny_minds import TinyMind
from models.language import ChatMessage, GenerateRequest, Sampling, TextChunk, Usage
from models.llama import Llama
from tests.models.families.conftest import Opened

TALK = (ChatMessage("system", "Ada is kind."), ChatMessage("user", "the sea"))


def said(llm: Llama, request: GenerateRequest) -> tuple[str, Usage]:
    *pieces, usage = llm.generate(request, lambda: False)
    assert isinstance(usage, Usage)
    return "".join(piece.text for piece in pieces if isinstance(piece, TextChunk)), usage


def test_it_loads_with_its_own_template_and_ends_by_its_own_token(mind: TinyMind, open_mind: Opened) -> None:
    llm = open_mind(mind, (" sea", " calm", " wind", mind.marks[0]))
    text, usage = said(llm, GenerateRequest("the sea", max_tokens=9, sampling=Sampling(temperature=0)))
    assert llm.remark == ""
    assert (text, usage.output_tokens, usage.finish) == (" calm wind", 2, "stop")
    assert mind.vocabulary.token(mind.marks[0]) in llm._end_tokens
    assert said(llm, GenerateRequest(TALK, max_tokens=9))[1].prompt_tokens > 6
