"""The engine for cards computes on Mesa's lavapipe, which stands in for a card, what the normal one computes: a few words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.graphics.devices import VISIBLE
from models.graphics.engine import Engine, find_engine
from models.graphics.outcome import Outcome
from models.graphics.probe import MindToTry, Probe

pytestmark = [pytest.mark.models, pytest.mark.slow]
ENGINE = "COMPANION_CARD_ENGINE"
"""Names the folder of an engine: `make test` fetches one; else the one beside the models is used."""
WITHOUT = (Outcome.NO_LOADER, Outcome.NO_DRIVER, Outcome.NO_DEVICE)


@pytest.fixture
def engine(models_folder: Path) -> Engine:
    named = os.environ.get(ENGINE)
    engine = Engine("vulkan", Path(named)) if named else find_engine(models_folder)
    if engine is None or engine.backend != "vulkan" or not engine.fits:
        pytest.skip(
            f"there is no Vulkan engine of this version beside the models or named in {ENGINE}; `make test` fetches one"
        )
    return engine


@pytest.mark.timeout(600)
def test_it_says_on_a_card_what_it_says_on_the_processor(
    engine: Engine, need_model: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
):
    path = next(need_model("smollm2-135m").glob("*.gguf"))
    monkeypatch.setenv(VISIBLE, "0")  # without it llama.cpp passes over devices that are no cards
    probe = Probe(measured_s=0.5, run_s=500)  # it computes on the processor, and slowly
    found = probe.devices(engine)
    if found.outcome in WITHOUT:
        pytest.skip(f"{found.outcome.reason} (lavapipe comes with libvulkan1 and mesa-vulkan-drivers)")
    tried = probe.try_card(engine, MindToTry("smollm2-135m", path, 512, 2), lambda sentence: None)
    assert tried.outcome in (Outcome.FINE, Outcome.SLOWER), tried.reason  # used, and with the same words
    assert tried.layers == tried.of > 0
    assert (tried.device, tried.driver) == (found.devices[0].id, found.devices[0].driver)
