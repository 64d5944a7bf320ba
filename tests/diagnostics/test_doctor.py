"""`companion doctor` says how long an answer would take here, phase by phase, and what would help."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest

from companion.commands import doctor
from companion.diagnostics.checkup import inspect_installation
from companion.diagnostics.speed_test import CLAUSE_TOKENS, LINE_TOKENS, NOTICING_S, Speeds, expected
from companion.environment import Environment
from companion.settings import Settings
from companion.turns.latency import explain
from models.graphics.placement import Placement
from models.machine import Machine
from models.store import ModelStore
from tests.runtime.test_auto_mind import install

QUICK = Speeds(
    "a-mind", "kokoro:af_heart", "whisper-tiny.en", tokens_per_s=20.0, prompt_tokens_per_s=100.0,
    voice_factor=0.4, voice_s=0.45, ear_factor=0.1, ear_s=0.3,
)  # fmt: skip
RECOMMENDED = {"mind": "a-mind", "ear": "whisper-tiny.en", "voice": "kokoro:af_heart"}


def test_the_gap_to_expect_is_the_sum_of_what_was_measured():
    gap = expected(QUICK)
    assert gap is not None
    assert gap.phases == pytest.approx(
        {
            "endpoint": NOTICING_S,
            "ear": 0.3,
            "first_token": LINE_TOKENS / 100 + 1 / 20,
            "clause": CLAUSE_TOKENS / 20,
            "first_audio": 0.45,
        }
    )
    assert gap.gap_s == pytest.approx(1.45)


@pytest.mark.parametrize("part", ["tokens_per_s", "prompt_tokens_per_s", "voice_s", "ear_s"])
def test_without_one_of_the_parts_there_is_nothing_to_expect(part: str):
    assert expected(dataclasses.replace(QUICK, **{part: None})) is None


def test_a_machine_that_is_quick_enough_gets_no_advice():
    assert list(doctor.on_speed(QUICK, RECOMMENDED)) == []


def test_the_slowest_part_is_named_with_what_would_help():
    slow = dataclasses.replace(QUICK, voice_s=1.6)
    (advice,) = doctor.on_speed(slow, RECOMMENDED)
    assert advice == "Her voice takes 1.6 s of the 2.6 s; the system voice or a faster computer would help."
    assert advice == explain(expected(slow) or [])


def test_a_busy_machine_is_told_to_be_measured_again_and_nothing_else():
    (advice,) = doctor.on_speed(dataclasses.replace(QUICK, voice_s=9.0, busy=True), RECOMMENDED)
    assert "when it is quiet" in advice


def test_the_phases_are_printed_as_the_log_names_them():
    assert list(doctor.spoken_of(dataclasses.replace(QUICK, voice_s=0.5)))[-1] == (
        "her answer   begins after about 1.5 s: endpoint 0.20, ear 0.30, first-token 0.20, clause 0.30, first-audio 0.50"
    )


@pytest.mark.parametrize(("mind", "told"), [("qwen3.5-2b", True), ("qwen3-4b-2507", False)])
def test_of_a_mind_that_can_not_take_back_what_it_read_it_says_so(tmp_path: Path, mind: str, told: bool):
    environment = Environment(tmp_path, tmp_path / "models", Settings(mind=mind), datetime.now)
    store = ModelStore(environment.models)
    found = inspect_installation(environment, store)
    advice = list(doctor._on_models(environment, store, found, RECOMMENDED | {"mind": mind, "voice": "system"}))
    assert any("can't take back what it has read" in sentence for sentence in advice) is told


def test_memory_that_others_have_just_taken_makes_it_recommend_no_worse_mind(tmp_path: Path):
    environment = Environment(tmp_path, tmp_path / "models", Settings(), datetime.now)
    store = ModelStore(environment.models)
    install(store, "qwen2.5-coder-1.5b")
    crowded = Machine(8 * 10**9, 4, 2 * 10**9)
    found = dataclasses.replace(inspect_installation(environment, store), machine=crowded)
    assert store.choose_mind(crowded).entry.id == "qwen2.5-coder-0.5b"
    assert doctor._recommended(store, found, None)["mind"] == "qwen2.5-coder-1.5b"


def test_a_speed_on_a_card_says_nothing_of_the_processor():
    assert QUICK.tells_of_processor
    on_card = dataclasses.replace(QUICK, placement=Placement("Test Card", 28, 28))
    assert not on_card.tells_of_processor
    assert "             on Test Card, 28 of 28 layers" in list(doctor.spoken_of(on_card))
    assert not dataclasses.replace(QUICK, busy=True).tells_of_processor
