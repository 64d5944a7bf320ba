"""Her mind's process uses the card's engine where that was faster; whatever the card does, she goes on on the processor."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks._family_checks import request
from benchmarks._tiny_families import QWEN3
from benchmarks._tiny_minds import write_mind
from companion.errors import WorkerError
from companion.runtime.model_proxies import ON_PROCESSOR, LlmProxy
from models.graphics.decision import keep_wanted, read_decisions
from models.graphics.outcome import Outcome
from models.graphics.placement import Placement
from models.graphics.use import OCCUPIED, CardUse
from models.language import TextChunk
from tests.models.graphics.fake_engine import LAYERS, keep_card, make_engine

pytestmark = pytest.mark.slow
DRIVER = f"{platform.system()} {platform.release()}"
ON_CARD = Placement("Test Card 9000", LAYERS, LAYERS)


@pytest.fixture(scope="module")
def mind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mind(tmp_path_factory.mktemp("mind") / "m.gguf", QWEN3, (" sea", " calm", " wind", QWEN3.marks[0]))


@contextmanager
def opened(models: Path, mind: Path, told: list[str]) -> Iterator[LlmProxy]:
    llm = LlmProxy(mind, 512, 1, told.append, CardUse(models, "m"))
    try:
        llm.open()
        yield llm
    finally:
        llm.close()


def reply(llm: LlmProxy) -> str:
    return "".join(p.text for p in llm.generate(request("the sea"), lambda: False) if isinstance(p, TextChunk))


def outcome(models: Path) -> Outcome:
    tried = read_decisions(models).of("m")
    assert tried is not None
    return tried.outcome


def test_she_thinks_on_the_card_that_was_faster_until_it_is_not_wanted_any_more(tmp_path: Path, mind: Path):
    make_engine(tmp_path)
    keep_card(tmp_path, "m", DRIVER)
    told: list[str] = []
    with opened(tmp_path, mind, told) as llm:
        assert llm.placement == ON_CARD
        assert reply(llm) == " calm wind"
    keep_wanted(tmp_path, False)
    with opened(tmp_path, mind, told) as llm:
        assert llm.placement == Placement()
        assert reply(llm) == " calm wind"
    assert told == []
    assert outcome(tmp_path) is Outcome.FINE


@pytest.mark.parametrize(("how", "found"), [("die", Outcome.CRASHED), ("lost", Outcome.LOST), ("hang", Outcome.HUNG)])
def test_a_card_that_fails_in_a_reply_is_left_for_good(tmp_path: Path, mind: Path, how: str, found: Outcome):
    make_engine(tmp_path, how)
    keep_card(tmp_path, "m", DRIVER)
    told: list[str] = []
    with opened(tmp_path, mind, told) as llm:
        assert llm.placement == ON_CARD
        with pytest.raises(WorkerError):
            reply(llm)
        assert told.count(f"{found.reason} {ON_PROCESSOR}") == 1
        assert reply(llm) == " calm wind"
        assert llm.placement == Placement()
        assert told.count(f"{found.reason} {ON_PROCESSOR}") == 1
    assert outcome(tmp_path) is found
    with opened(tmp_path, mind, told) as llm:  # and the next time the program is opened
        assert llm.placement == Placement()


def test_an_engine_that_does_not_load_costs_no_mind(tmp_path: Path, mind: Path):
    make_engine(tmp_path, "no libvulkan")
    keep_card(tmp_path, "m", DRIVER)
    told: list[str] = []
    with opened(tmp_path, mind, told) as llm:
        assert llm.placement == Placement()
        assert reply(llm) == " calm wind"
    assert told == [f"{Outcome.NO_LOADER.reason} {ON_PROCESSOR}"]
    assert outcome(tmp_path) is Outcome.NO_LOADER


@pytest.mark.parametrize(
    ("how", "driver", "remark", "kept"),
    [
        ("unused", DRIVER, Outcome.NOT_USED.reason, Outcome.NOT_USED),
        ("", "an older one", Outcome.OTHER_DRIVER.reason, Outcome.OTHER_DRIVER),
        ("occupied", DRIVER, OCCUPIED, Outcome.FINE),
        ("gone", DRIVER, "", Outcome.FINE),
    ],
)
def test_a_card_that_is_not_as_it_was_is_not_used(
    tmp_path: Path, mind: Path, how: str, driver: str, remark: str, kept: Outcome
):
    make_engine(tmp_path, how)
    keep_card(tmp_path, "m", driver)
    told: list[str] = []
    with opened(tmp_path, mind, told) as llm:
        assert llm.remark == remark
        assert reply(llm) == " calm wind"
        assert llm.placement == Placement()
    assert told == []
    assert outcome(tmp_path) is kept
