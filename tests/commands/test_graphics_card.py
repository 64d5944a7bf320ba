"""Tests `companion models card`: status, try, use and off, over a fake engine and a child that stands in for a card."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from companion.__main__ import main
from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.graphics_card import GraphicsCard
from companion.settings import Settings
from models.fetching.stop import Stop
from models.graphics.decision import read_decisions
from models.graphics.engine import Backend, Engine
from models.graphics.outcome import Outcome
from models.graphics.probe import Probe
from models.store import ModelStore
from tests.models.graphics import fake_card
from tests.models.graphics.fake_engine import keep_card, make_engine
from tests.runtime.test_auto_mind import install

MIND = "smollm2-135m"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    install(ModelStore(tmp_path / "models"), MIND)
    return tmp_path / "models"


def run(*args: str) -> int:
    return main(["models", "card", *args, "--model", MIND])


def a_card(models: Path, how: str = "", busy: bool = False, asked: list[bool] | None = None) -> GraphicsCard:
    """`asked` notes for each engine that is wanted whether it must be built from source."""
    asked = [] if asked is None else asked
    child = (sys.executable, "-S", str(Path(fake_card.__file__)), how)

    def get(models: Path, backend: Backend, report: object, stop: Stop, from_source: bool) -> Engine:
        asked.append(from_source)
        return Engine(backend, make_engine(models))

    environment = Environment(models, models, Settings(mind=MIND), datetime.now)
    return GraphicsCard(environment, Probe(child), get, lambda: busy)


def test_a_try_builds_compares_and_keeps_what_came_of_it(models: Path):
    told: list[tuple[str, float | None]] = []
    card = a_card(models)
    assert not card.status().in_use
    assert card.try_card(lambda words, share: told.append((words, share))).good
    assert [words for words, _ in told] == [
        "Looking for graphics cards", "The processor says a few words", "Test Card 9000 says the same words",
    ]  # fmt: skip
    status = card.status()
    assert status.in_use
    assert status.words == (
        "Test Card 9000: The graphics card is faster than the processor with this mind. "
        "It generated 60.0 tokens a second, the processor 20.0. It is used."
    )
    assert not card.off().in_use
    assert card.status().words.endswith("It is not used, as you wished.")
    assert card.use().in_use
    assert not (card.off(remove=True).engine)
    assert not (models / "engines/hip").exists()


def test_a_card_that_is_no_faster_is_not_used(models: Path):
    card = a_card(models, "slow", busy=True)
    tried = card.try_card(lambda words, share: None)
    assert tried.outcome is Outcome.SLOWER
    assert "Other programs kept this computer busy" in card.status().words
    assert not card.status().in_use
    with pytest.raises(CompanionError, match="can't be used: The graphics card is no faster"):
        card.use()


def test_an_engine_that_did_not_load_is_built_from_source_at_the_next_try(models: Path):
    asked: list[bool] = []
    tried = a_card(models, "list:outcome=broken engine", asked=asked).try_card(lambda words, share: None)
    assert tried.outcome is Outcome.BROKEN
    a_card(models, asked=asked).try_card(lambda words, share: None)
    a_card(models, asked=asked).try_card(lambda words, share: None)
    assert asked == [False, True]  # and the third time there is one that loads


def test_a_mind_on_a_server_is_not_tried(models: Path):
    card = a_card(models)
    elsewhere = replace(card, environment=replace(card.environment, settings=Settings(mind="server")))
    assert "plays no part" in elsewhere.status().words
    with pytest.raises(CompanionError, match="choose a mind on this computer"):
        elsewhere.try_card(lambda words, share: None)


def test_the_terminal_tells_how_it_stands(models: Path, capsys: pytest.CaptureFixture[str]):
    assert run("status", "--json") == 0
    nothing = json.loads(capsys.readouterr().out)
    assert (nothing["engine"], nothing["tried"], nothing["in_use"], nothing["devices"]) == (None, None, False, [])
    make_engine(models)
    keep_card(models, MIND, "a driver")
    assert run("status", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["engine"]["backend"], told["tried"]["outcome"], told["in_use"]) == ("hip", "fine", True)
    assert [device["name"] for device in told["devices"]] == [
        "Test Card 9000"
    ]  # as a real child lists the fake engine's
    assert run("off") == 0
    assert "as you wished" in capsys.readouterr().out
    assert read_decisions(models).in_use(MIND) is None
    assert run("use", "--json") == 0
    assert json.loads(capsys.readouterr().out)["in_use"]


def test_what_the_build_lacks_is_told_in_a_sentence(
    models: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", "")
    assert run("try") == 1
    assert "There is no C++ compiler; on Debian and Ubuntu" in capsys.readouterr().err
    assert run("use") == 1
    assert "It was not tried with this mind" in capsys.readouterr().err
