"""Tests that the LLM's process, with every context in use, takes what the catalogue says: its file once, and little else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from companion.retrieval.llm_judge import LlmJudge
from companion.runtime.model_proxies import LlmProxy
from models.catalog import read_catalog
from models.language import GenerateRequest, PrefillRequest

pytestmark = [pytest.mark.models, pytest.mark.slow]
MB = 2**20
TALK = "Theo: The sea was calm, and the wind came from the north.\nAda: Did you swim?\n" * 12


@pytest.fixture(params=["smollm2-135m", "qwen2.5-coder-1.5b"])
def llm(request: pytest.FixtureRequest, need_model: Callable[[str], Path]) -> Iterator[tuple[str, Path, LlmProxy]]:
    file = next(need_model(request.param).glob("*.gguf"))
    entry = next(entry for entry in read_catalog() if entry.id == request.param)
    llm = LlmProxy(file, entry.context, 2, lambda sentence: None)
    llm.open()
    yield request.param, file, llm
    llm.close()


def test_with_all_contexts_it_takes_the_file_once(llm: tuple[str, Path, LlmProxy]):
    name, file, proxy = llm
    proxy.prefill(PrefillRequest(f"{TALK}Theo: And then?\nAda:", "And then?"), lambda: False)
    LlmJudge(proxy).prefill(lambda: False)
    list(proxy.generate(GenerateRequest(TALK, max_tokens=2, side_context="summary"), lambda: False))
    assert proxy.worker.pid is not None
    taken = psutil.Process(proxy.worker.pid).memory_info().rss
    size = file.stat().st_size
    assert size < taken < 1.35 * size + 250 * MB
    needed = next(entry for entry in read_catalog() if entry.id == name).needs_ram_mb * MB
    assert (
        0.75 * needed < taken < needed
    )  # 1,350 to 1,510 MB were seen: llama.cpp repacks more weights for some processors
