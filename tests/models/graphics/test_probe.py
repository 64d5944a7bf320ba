"""A card is tried in children that may hang, crash, lose the device or say nonsense; each has its outcome and its reason."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from models.fetching.stop import Stop, Stopped
from models.graphics.engine import Engine, pinned_version
from models.graphics.outcome import Outcome
from models.graphics.probe import MindToTry, Probe
from tests.models.graphics import fake_card

FAKE = Path(fake_card.__file__)


@pytest.fixture
def mind(tmp_path: Path) -> MindToTry:
    (tmp_path / "mind.gguf").write_bytes(b"GGUF")
    return MindToTry("a-mind", tmp_path / "mind.gguf", 512, 1)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / f"vulkan/llama_cpp_python-{pinned_version()}.dist-info").mkdir(parents=True)
    return Engine("vulkan", tmp_path / "vulkan")


def probe(how: str, limit_s: float = 20.0) -> Probe:
    return Probe((sys.executable, "-S", str(FAKE), how), list_s=limit_s, run_s=limit_s)


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ("", Outcome.FINE),
        ("slow", Outcome.SLOWER),
        ("hardly", Outcome.SLOWER),
        ("wrong", Outcome.WRONG_TEXT),
        ("unused", Outcome.NOT_USED),
        ("none", Outcome.NO_DEVICE),
        ("list:outcome=no loader", Outcome.NO_LOADER),
        ("list:outcome=no driver", Outcome.NO_DRIVER),
        ("list:no libvulkan", Outcome.NO_LOADER),
        ("list:die", Outcome.CRASHED),
        ("list:silent", Outcome.CRASHED),
        ("run:die", Outcome.CRASHED),
        ("run:lost", Outcome.LOST),
        ("run:outcome=no room", Outcome.NO_ROOM),
        ("cpu:die", Outcome.NOT_COMPARED),
    ],
)
def test_each_way_to_go_wrong_has_its_outcome(how: str, outcome: Outcome, engine: Engine, mind: MindToTry):
    tried = probe(how).try_card(engine, mind, lambda sentence: None)
    assert tried.outcome is outcome
    assert tried.reason.startswith(outcome.reason)
    assert tried.good == (outcome is Outcome.FINE)


@pytest.mark.parametrize("how", ["list:hang", "run:hang"])
def test_a_card_that_hangs_is_given_up_after_the_limit(how: str, engine: Engine, mind: MindToTry):
    assert probe(how, 0.5).try_card(engine, mind, lambda sentence: None).outcome is Outcome.HUNG


def test_without_an_engine_nothing_is_started(mind: MindToTry, engine: Engine):
    never = Probe(("/nonexistent",))
    assert never.try_card(None, mind, lambda sentence: None).outcome is Outcome.NO_ENGINE
    assert engine.folder is not None
    next(engine.folder.iterdir()).rename(engine.folder / "llama_cpp_python-0.0.1.dist-info")
    assert never.try_card(engine, mind, lambda sentence: None).outcome is Outcome.NO_ENGINE  # of another version


def test_the_card_with_its_own_memory_is_tried_first_and_any_other_by_its_id(engine: Engine, mind: MindToTry):
    fine = probe("").try_card(engine, mind, lambda sentence: None)
    assert (fine.device, fine.name, fine.driver) == ("aa01", "Test Card 9000", "testdrv 1.0")
    assert (fine.layers, fine.of, fine.cpu_tokens_per_s, fine.card_tokens_per_s) == (28, 28, 20.0, 60.0)
    assert probe("").try_card(engine, mind, lambda sentence: None, "ig01").device == "ig01"
    gone = probe("").try_card(engine, mind, lambda sentence: None, "unplugged")
    assert gone.outcome is Outcome.NO_DEVICE


def test_a_try_can_be_called_off(engine: Engine, mind: MindToTry):
    stop = Stop()
    hanging = Probe((sys.executable, "-S", str(FAKE), "run:hang"), stop=stop)
    told: list[str] = []

    def tell(sentence: str) -> None:
        told.append(sentence)
        if "says the same" in sentence:
            threading.Timer(0.3, stop.set).start()

    with pytest.raises(Stopped):
        hanging.try_card(engine, mind, tell)
    assert told[-1] == "Test Card 9000 says the same words"
