"""A mind that came because of the card is tried on it while nobody talks, and what comes of it is kept."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.card_for_mind import try_on_card
from companion.runtime.model_choice import ModelChoice
from companion.settings import Settings
from models.fetching.stop import Stop
from models.graphics.decision import keep_wanted, read_decisions
from models.graphics.outcome import Outcome
from models.graphics.probe import Probe
from models.store import ModelStore
from tests.models.graphics import fake_card
from tests.models.graphics.fake_engine import make_engine
from tests.runtime.test_auto_mind import install

MIND = "smollm2-135m"


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    install(ModelStore(tmp_path), MIND)
    make_engine(tmp_path)
    keep_wanted(tmp_path, True)
    return Environment(tmp_path, tmp_path, Settings(mind="auto"), datetime.now)


def tried(environment: Environment, how: str, cancelled: bool = False) -> str | None:
    def probe(stop: Stop) -> Probe:
        return Probe((sys.executable, "-S", str(Path(fake_card.__file__)), how), stop=stop)

    return try_on_card(environment, MIND, lambda: cancelled, probe)


def test_what_comes_of_a_try_is_kept_and_told(environment: Environment):
    assert tried(environment, "") == ""
    assert read_decisions(environment.models).in_use(MIND) is not None
    why = tried(environment, "slow")
    assert why is not None
    assert why.startswith(Outcome.SLOWER.reason)
    assert read_decisions(environment.models).in_use(MIND) is None


def test_who_begins_to_talk_ends_the_try_and_nothing_is_kept(environment: Environment):
    assert tried(environment, "run:hang", cancelled=True) is None
    assert read_decisions(environment.models).of(MIND) is None


def test_without_memory_for_both_nothing_is_tried(environment: Environment):
    class Full(ModelChoice):
        def free_bytes(self) -> int:
            return 10**6

    with pytest.raises(CompanionError, match="too little free memory"):
        Full(ModelStore(environment.models)).try_on_card(environment, MIND, lambda: False)
