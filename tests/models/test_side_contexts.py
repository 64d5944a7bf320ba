"""Tests that side contexts share the model's weights, are freed when they rest, and take up again what they had read."""

from __future__ import annotations

import gc
import mmap
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from models.given_back import give_back_pages
from models.language import GenerateRequest, LabelScores, ScoreRequest, Usage
from models.llama import EXAMPLES, Llama

EXAMPLE = "Somebody once said that the sea was calm, and that the wind came from the north. Is that so? Yes.\n"
MB = 2**20


@pytest.fixture(scope="module")
def gguf(need_model: Callable[[str], Path]) -> Path:
    return next(need_model("smollm2-135m").glob("*.gguf"))


@pytest.fixture
def llm(gguf: Path) -> Iterator[Llama]:
    llm = Llama(gguf, context=2048, threads=1)
    llm.open()
    yield llm
    llm.close()


def score(llm: Llama, question: str, context: str = "judge") -> LabelScores:
    scores = llm.score(ScoreRequest(EXAMPLE * 10 + question, (" Yes", " No"), context), lambda: False)
    assert scores is not None
    return scores


def write(llm: Llama, prompt: str, context: str) -> Usage:
    *_, usage = llm.generate(GenerateRequest(prompt, max_tokens=2, side_context=context), lambda: False)
    assert isinstance(usage, Usage)
    return usage


def use_all(llm: Llama) -> None:
    """Make every side context that the app makes."""
    score(llm, "Is it so?", "judge")
    score(llm, "Is it so?", "answer")
    write(llm, EXAMPLE, "summary")


def taken() -> int:
    """Bytes of this process that no other has."""
    gc.collect()
    return int(psutil.Process().memory_full_info().uss)


@pytest.mark.models
class TestSideContexts:
    def test_none_loads_the_file_again(self, llm: Llama, gguf: Path):
        write(llm, EXAMPLE, "")
        before = taken()
        use_all(llm)
        per_context = (taken() - before) / 3
        cells, buffers = 1536 * 23_040, 24 * MB
        assert per_context < cells + buffers < gguf.stat().st_size

    def test_at_rest_there_is_none(self, llm: Llama):
        use_all(llm)
        llm.rest()
        once = taken()
        for _ in range(5):
            use_all(llm)
            llm.rest()
        assert taken() - once < 8 * MB

    def test_what_every_question_begins_with_is_not_read_again_after_a_rest(self, llm: Llama):
        asked = ("Is the sea calm?", "Is the wind warm?")
        before = [score(llm, question).shares for question in asked]
        llm.rest()
        cache = llm._side_context("judge", 1024)
        assert cache.llm.n_tokens == EXAMPLES
        after = [score(llm, question).shares for question in asked]
        assert after == [pytest.approx(shares, rel=0.15) for shares in before]

    def test_a_summary_is_not_kept_at_rest(self, llm: Llama):
        first = write(llm, EXAMPLE, "summary")
        llm.rest()
        assert write(llm, EXAMPLE, "summary").evaluated_tokens == first.evaluated_tokens > 10

    def test_a_rest_of_a_model_with_none_is_harmless(self, llm: Llama):
        llm.rest()
        llm.rest()
        assert write(llm, EXAMPLE, "").output_tokens > 0
        llm.close()
        llm.rest()

    def test_a_model_is_closed_with_its_side_contexts(self, llm: Llama):
        use_all(llm)
        loaded = taken()
        llm.close()
        llm.close()
        assert taken() < loaded


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells which pages of a file are mapped")
class TestPagesOfAMappedFile:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        file = tmp_path / "a model with spaces.gguf"
        file.write_bytes(b"weights!" * 2**18)
        return file

    def test_they_go_and_come_back_when_they_are_read(self, file: Path):
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            whole = bytes(mapped)
            assert resident(file) == len(whole)
            give_back_pages(file)
            assert resident(file) == 0
            assert bytes(mapped) == whole == file.read_bytes()

    def test_those_of_a_file_behind_a_link_go_too(self, file: Path, tmp_path: Path):
        link = tmp_path / "link.gguf"
        link.symlink_to(file)
        with link.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            assert sum(bytes(mapped))
            assert resident(file)
            give_back_pages(link)
            assert resident(file) == 0

    def test_those_of_other_files_stay(self, file: Path, tmp_path: Path):
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            assert sum(bytes(mapped))
            give_back_pages(tmp_path / "weights.gguf")
            assert resident(file) == len(mapped)


def resident(file: Path) -> int:
    """Bytes of the file that this process has mapped and in memory."""
    return sum(one.rss for one in psutil.Process().memory_maps() if one.path == str(file))
