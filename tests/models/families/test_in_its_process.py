"""A mind that can't roll back says so through the process that it runs in, and talks there."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks._family_checks import request
from benchmarks._tiny_families import QWEN3, QWEN35
from benchmarks._tiny_minds import TinyMind, write_mind
from companion.runtime.model_proxies import LlmProxy
from models.language import TextChunk


@pytest.mark.slow
@pytest.mark.parametrize("mind", [QWEN3, QWEN35], ids=lambda mind: mind.name)
def test_it_is_known_outside_of_its_process(mind: TinyMind, tmp_path: Path) -> None:
    path = write_mind(tmp_path / "m.gguf", mind, (" sea", " calm", " wind", mind.marks[0]))
    llm = LlmProxy(path, 512, 1, lambda died: None)
    try:
        llm.open()
        pieces = list(llm.generate(request("the sea"), lambda: False))
        assert "".join(piece.text for piece in pieces if isinstance(piece, TextChunk)) == " calm wind"
        assert llm.rolls_back is not mind.recurrent
    finally:
        llm.close()
