"""A character card is taken while she runs: her mind is loaded once, with the card's examples, and again without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.cards import propose, read_card
from companion.engine import Devices
from companion.events import Ready, TurnDone
from companion.settings import read_settings
from tests.cards.made import v2, written
from tests.engine_on_fakes import FakeParts, awake


@pytest.mark.parametrize("name", ["Mira", "Ada"])
def test_a_card_is_taken_and_given_back(tmp_path: Path, name: str):
    parts = FakeParts()
    proposal = propose(read_card(written(tmp_path, v2(name=name, description="She likes old maps.", personality=""))))
    with awake(tmp_path, parts, Devices(), ("mind",)) as her:
        parts.asked.clear()
        her.engine.take_card(proposal)
        her.told.until(Ready, part="mind")
        assert her.engine.settings.her_name == name
        assert read_settings(her.engine.environment.settings_file).her_name == name
        her.engine.say("It rained.")
        her.told.until(TurnDone)
        assert "likes old maps" in str(her.llm.requests[-1].prompt)
        her.engine.drop_card()
        her.told.until(Ready, part="mind")
        assert her.engine.settings.her_name == "Ada"
        assert parts.asked.count("mind") == 2  # her voice may still be loading
