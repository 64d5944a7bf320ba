"""`companion memory catch-up` does at once all the work that otherwise waits for a quiet moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from companion.commands.catch_up import catch_up
from companion.environment import Environment
from companion.errors import LockedError
from companion.memory import Memory, open_environment_memory
from tests.engine_on_fakes import make_environment

TALK = (
    ("I live in Porto.", "By the sea!"),
    ("My sister Nora has a cat called Miso.", "What a name."),
    ("She is asleep on my coat.", "Lucky coat."),
)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """One without models, in which something has been said."""
    environment = replace(make_environment(tmp_path), models=tmp_path / "no models")
    memory = opened(environment)
    conversation = memory.begin_conversation()
    for yours, hers in TALK:
        memory.add(conversation, "you", yours, "typed")
        memory.add(conversation, "her", hers, "typed")
    memory.close()
    return environment


def opened(environment: Environment) -> Memory:
    return open_environment_memory(environment, {"COMPANION_PASSPHRASE": "only for the tests"})


@pytest.mark.slow
def test_without_models_facts_are_drawn_and_a_copy_is_made(environment: Environment):
    assert catch_up(environment) == len(TALK) + 2  # a copy; the day read for the diary
    memory = opened(environment)
    assert "You live in Porto." in [fact.text for fact in memory.facts.list()]
    assert len(memory.backups.list()) == 1
    assert len(memory.recall.vectors.due(99)) == 2 * len(TALK), "vectors wait for their model"
    memory.close()


def test_a_second_time_there_is_nothing_to_do(environment: Environment):
    catch_up(environment)
    assert catch_up(environment) == 0


def test_a_locked_memory_is_told(environment: Environment, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMPANION_PASSPHRASE", "not that one")
    with pytest.raises(LockedError):
        catch_up(environment)


@pytest.mark.models
def test_with_models_there_are_vectors_and_a_day(
    environment: Environment, models_folder: Path, need_model: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
):
    for model in ("smollm2-135m", "minilm-l6-v2"):
        need_model(model)
    catch_up(replace(environment, models=models_folder, settings=replace(environment.settings, mind="smollm2-135m")))
    memory = opened(environment)
    assert memory.recall.vectors.due(99) == []
    (day,) = memory.summaries.list()
    assert day.summary
    memory.close()
    assert capsys.readouterr().err == ""
