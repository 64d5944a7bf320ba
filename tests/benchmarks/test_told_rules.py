"""The benchmark of told rules counts what is broken: little when they are told to her, much when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks._told_rules import RULES, rules_kept
from companion.environment import Environment
from companion.settings import Settings
from tests.clock import Clock


@pytest.fixture
def environment(tmp_path: Path, clock: Clock) -> Environment:
    return Environment(tmp_path, tmp_path / "models", Settings(), clock)


def test_a_mind_that_obeys_nothing_keeps_the_rules_she_was_told_over_a_restart(environment: Environment) -> None:
    found = rules_kept(environment, turns=40)
    assert (found["rules_understood"], found["rules_after_restart"]) == (len(RULES), len(RULES))
    assert found["rules_kept"] == 1
    assert found["empty_replies"] == 0


def test_without_being_told_it_breaks_them(environment: Environment) -> None:
    found = rules_kept(environment, turns=40, tell=False)
    assert found["rules_understood"] == 0
    assert found["rules_kept"] < 0.9
