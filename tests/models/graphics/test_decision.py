"""What was found out about a card is kept by mind, card and driver, and a failure ends its use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ModelError
from models.graphics.decision import TriedCard, keep_tried, keep_wanted, note_failure, read_decisions
from models.graphics.engine import engines_folder
from models.graphics.outcome import Outcome
from models.known_card import known_card
from models.machine import Machine
from models.measured import note_speed
from models.mind_choice import need_bytes, read_bytes
from models.store import ModelStore
from tests.models.graphics.fake_engine import make_engine

FAST = TriedCard("a-mind", "aa01", "testdrv 1.0", Outcome.FINE, "Test Card", "fast", 28, 28, 20.0, 60.0, 8_000_000_000)


def test_a_card_is_used_only_if_it_was_faster_and_is_wanted(tmp_path: Path):
    keep_tried(tmp_path, FAST)
    assert read_decisions(tmp_path).in_use("a-mind") is None  # nobody has asked for it
    keep_wanted(tmp_path, True)
    assert read_decisions(tmp_path).in_use("a-mind") == FAST
    assert read_decisions(tmp_path).in_use("another") is None
    keep_tried(tmp_path, replace(FAST, outcome=Outcome.SLOWER))
    assert read_decisions(tmp_path).in_use("a-mind") is None
    keep_tried(tmp_path, replace(FAST, driver="testdrv 2.0"))
    assert read_decisions(tmp_path).in_use("a-mind") == replace(FAST, driver="testdrv 2.0")
    assert len(read_decisions(tmp_path).tried) == 2
    keep_wanted(tmp_path, False)
    assert read_decisions(tmp_path).in_use("a-mind") is None


def test_a_failure_is_kept_once_with_its_reason(tmp_path: Path):
    assert note_failure(tmp_path, "a-mind", Outcome.LOST) == ""  # no card was in use
    assert not engines_folder(tmp_path).exists()
    keep_wanted(tmp_path, True)
    keep_tried(tmp_path, FAST)
    assert note_failure(tmp_path, "a-mind", Outcome.LOST) == Outcome.LOST.reason
    assert note_failure(tmp_path, "a-mind", Outcome.CRASHED) == ""  # the first reason stays
    kept = read_decisions(tmp_path).of("a-mind")
    assert kept == replace(FAST, outcome=Outcome.LOST, reason=Outcome.LOST.reason)


@pytest.mark.parametrize("text", ["{", "[]", '{"wanted": true, "tried": [{"mind": 1}]}', '{"tried": []}'])
def test_a_damaged_file_is_told(tmp_path: Path, text: str):
    engines_folder(tmp_path).mkdir()
    (engines_folder(tmp_path) / "card.json").write_text(text)
    with pytest.raises(ModelError, match="delete it and run"):
        read_decisions(tmp_path)


def test_a_mind_that_is_put_on_the_card_is_chosen_by_its_speed_there(tmp_path: Path):
    store, mind = ModelStore(tmp_path), "qwen2.5-coder-1.5b"
    laptop = Machine(8 * 10**9, 4, 5 * 10**9)
    note_speed(tmp_path, mind, 3.0)
    assert store.choose_mind(laptop).entry.id != mind  # too slow on the processor
    keep_tried(tmp_path, replace(FAST, mind=mind))
    assert store.choose_mind(laptop).entry.id != mind  # the card is not wanted
    keep_wanted(tmp_path, True)
    assert store.choose_mind(laptop).entry.id != mind  # there is no engine for it any more
    make_engine(tmp_path)
    chosen = store.choose_mind(laptop)
    assert chosen.entry.id == mind
    assert (chosen.estimate.on_card, chosen.estimate.measured, chosen.estimate.tokens_per_s) == (True, True, 60.0)
    note_failure(tmp_path, mind, Outcome.LOST)
    assert store.choose_mind(laptop).entry.id != mind


def test_what_the_card_does_with_the_largest_mind_on_it_is_expected_of_others(tmp_path: Path):
    store, entry = ModelStore(tmp_path), ModelStore(tmp_path).entry("qwen2.5-coder-1.5b")
    fast = replace(FAST, mind=entry.id, layers=29, of=29, card_tokens_per_s=60.0, room_bytes=8 * 10**9)
    make_engine(tmp_path)
    keep_wanted(tmp_path, True)
    keep_tried(tmp_path, replace(fast, mind="smollm2-135m", card_tokens_per_s=300.0))
    small = known_card(tmp_path, store.entries())
    assert small is not None
    assert small.bytes_per_s is None  # too small to tell anything
    keep_tried(tmp_path, fast)
    keep_tried(tmp_path, replace(fast, mind="gemma-4-e2b", outcome=Outcome.SLOWER))
    card = known_card(tmp_path, store.entries())
    assert card is not None
    assert card.bytes_per_s == 60.0 * read_bytes(entry)
    assert card.free_bytes == 8 * 10**9 - need_bytes(entry)  # that one talks on while another is tried
    assert card.tokens_per_s == {"smollm2-135m": 300.0, entry.id: 60.0}
    assert {"gemma-4-e2b", "gemma-4-12b"} <= card.refused  # what is larger than a refused one would do no better
    assert not {"qwen2.5-3b", entry.id} & card.refused
    keep_tried(tmp_path, replace(fast, layers=20))
    part = known_card(tmp_path, store.entries())
    assert part is not None
    assert part.bytes_per_s is None  # only a part of it was on the card
