"""Tests that a real model with a bad chat template loads, says so, and still reads what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.runtime.model_proxies import LlmProxy
from models.language import ChatMessage, GenerateRequest, Sampling, TextChunk
from tests.models.gguf_made import with_template

pytestmark = pytest.mark.models

PROMPT = (ChatMessage("system", "You answer in one word."), ChatMessage("user", "What is the capital of France?"))
PARTS = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ '' }}{% for p in m.content %}{{ p.text }}{% endfor %}<|im_end|>\n"
    "{% endfor %}<|im_start|>assistant\n{{ '' }}"
)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% for m in messages %}{{ m.content }", "Jinja can't read it"),
        ("{% for m in messages %}{{ m.role }}{% endfor %}", "it loses what is said"),
        (PARTS, ""),
    ],
)
def test_a_model_with_a_bad_template_is_used_all_the_same(
    need_model: Callable[[str], Path], tmp_path: Path, template: str, told: str
) -> None:
    path = with_template(next(need_model("smollm2-135m").glob("*.gguf")), tmp_path / "m.gguf", template)
    llm = LlmProxy(path, 512, 2, lambda died: None)
    try:
        llm.open()
        request = GenerateRequest(PROMPT, max_tokens=20, sampling=Sampling(temperature=0), seed=1)
        said = "".join(p.text for p in llm.generate(request, lambda: False) if isinstance(p, TextChunk))
    finally:
        llm.close()
    assert "Paris" in said
    assert (f"m.gguf: Its own chat template can't be used ({told}); the common one" in llm.remark) is bool(told)
