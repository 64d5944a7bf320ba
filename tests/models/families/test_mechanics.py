"""Tests all that the app relies on in its mind, on small minds with random weights and the architecture of each family."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks._family_checks import OVER, FamilyChecks, read, reply, request
from benchmarks._tiny_families import GEMMA4, LFM2_5, QWEN3, QWEN35
from benchmarks._tiny_minds import TinyMind
from benchmarks.families import NOISE, PROPERTIES


@pytest.mark.parametrize("name", PROPERTIES)
def test_what_the_app_relies_on_holds(checks: FamilyChecks, name: str) -> None:
    assert getattr(checks, name)() is True


def test_after_a_rollback_the_logits_are_those_of_a_fresh_context(checks: FamilyChecks) -> None:
    assert checks.rollback_max_logit_difference() < NOISE


def test_a_turn_evaluates_hardly_more_than_what_is_new(checks: FamilyChecks) -> None:
    assert checks.evaluated_over_new() <= OVER


def test_nothing_is_generated_in_vain_by_a_mind_that_can_not_roll_back(checks: FamilyChecks) -> None:
    assert checks.preemptive() is not checks.mind.recurrent


@pytest.mark.parametrize("mind", [QWEN35, LFM2_5], ids=lambda mind: mind.name)
def test_a_second_try_at_a_reply_reads_only_the_last_token_again(mind: TinyMind, tmp_path: Path) -> None:
    with FamilyChecks(mind, tmp_path).opened() as llm:
        asked = request("the sea was calm and the wind came from the north", line="the wind came from the north")
        assert reply(llm, asked)[1].evaluated_tokens > 5
        assert reply(llm, asked)[1].evaluated_tokens == 1


def test_the_state_is_copied_only_where_it_is_needed(tmp_path: Path) -> None:
    for mind, copies in ((QWEN3, 0), (GEMMA4, 0), (QWEN35, 1)):
        with FamilyChecks(mind, tmp_path).opened() as llm:
            read(llm, list(range(100, 140)))
            assert bool(llm._prefix._snapshots._copies) is bool(copies)


class TestChecksThatFail:
    """A check that can't fail proves nothing."""

    def test_a_wrong_template(self, tmp_path: Path) -> None:
        assert not FamilyChecks(replace(QWEN3, template=LFM2_5.template + "!"), tmp_path).template()

    def test_a_family_that_ends_with_another_token(self, tmp_path: Path) -> None:
        assert not FamilyChecks(
            replace(QWEN3, marks=("<|later|>", "<|im_end|>"), eos="<|im_end|>"), tmp_path
        ).end_tokens()

    def test_thoughts_in_marks_that_nobody_knows(self, tmp_path: Path) -> None:
        unknown = replace(QWEN3, shown=("<think>", "<end of what is thought>"))
        checks = FamilyChecks(unknown, tmp_path)
        with checks.opened((" sea", " user", "<end of what is thought>", " calm", "<|im_end|>")) as llm:
            assert "user" in reply(llm, request("the sea"))[0]
