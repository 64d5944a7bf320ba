"""What `auto` means: which mind talks now, which is downloaded, and what costs no download."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.runtime.auto_mind import AutoMind
from companion.runtime.model_choice import ModelChoice
from companion.settings import Settings
from models import catalog
from models.fetching.hub import HubFetcher
from models.graphics.decision import TriedCard, keep_tried, keep_wanted
from models.graphics.outcome import Outcome
from models.machine import Machine
from models.measured import note_hub, note_speed, read_measured
from models.store import ModelStore, Supplies
from tests.models.graphics.fake_engine import make_engine

GB = 10**9
LAPTOP = Machine(8 * GB, 4, 5 * GB)
SMALL, MIDDLE, BIG = "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b", "gemma-4-e2b"


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path)


def install(store: ModelStore, *ids: str) -> None:
    """Puts a file there that the receipts call whole."""
    for id in ids:
        path, size = store.file(id), store.entry(id).bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(size)
        receipt = {"bytes": size, "sha256": store.entry(id).files[0].sha256, "source": "hf:x"}
        (path.parent / ".receipts.json").write_text(json.dumps({path.name: receipt}))
        assert store.missing(id) == ()


def auto(store: ModelStore, machine: Machine = LAPTOP) -> AutoMind:
    return AutoMind(store, lambda: machine)


def test_without_having_asked_for_everything_the_one_of_the_registries_comes_alone(store: ModelStore):
    assert auto(store).wanted() == (MIDDLE,)


def test_a_much_larger_best_is_preceded_by_a_small_one(store: ModelStore):
    note_hub(store.folder, True)
    assert auto(store).wanted() == (SMALL, BIG)
    install(store, SMALL)
    assert auto(store).in_use().id == SMALL
    assert auto(store).wanted() == (SMALL, BIG)
    install(store, BIG)
    assert auto(store).in_use().id == BIG
    assert auto(store).wanted() == (BIG,)


def test_one_that_is_here_talks_while_the_better_one_comes(store: ModelStore):
    install(store, MIDDLE)
    note_hub(store.folder, True)
    assert auto(store).in_use().id == MIDDLE
    assert auto(store).wanted() == (MIDDLE, BIG)


def test_memory_that_others_have_just_taken_costs_no_download(store: ModelStore):
    note_hub(store.folder, True)
    install(store, SMALL, BIG)
    crowded = auto(store, replace(LAPTOP, available_bytes=3 * GB))
    assert crowded.in_use().id == SMALL
    assert crowded.wanted() == (SMALL,)


def test_a_slow_hour_costs_no_download_for_a_worse_one(store: ModelStore):
    install(store, MIDDLE)
    note_speed(store.folder, MIDDLE, 4.5)
    assert auto(store).in_use().id == MIDDLE
    assert auto(store).wanted() == (MIDDLE,)


def test_one_that_turned_out_too_slow_is_not_gone_back_to(store: ModelStore):
    note_hub(store.folder, True)
    install(store, SMALL, BIG)
    note_speed(store.folder, BIG, 4.0)
    assert auto(store).in_use().id == SMALL
    assert BIG not in auto(store).wanted()


def test_where_none_fits_the_smallest_that_is_here_is_used(store: ModelStore):
    install(store, MIDDLE, SMALL)
    assert auto(store, Machine(2 * GB, 1, GB)).in_use().id == SMALL


def test_the_machine_is_looked_at_once(store: ModelStore):
    looks = iter([LAPTOP])
    choice = AutoMind(store, lambda: next(looks))
    assert choice.wanted() == choice.wanted()


def test_what_is_missing_ends_with_the_better_mind(store: ModelStore, tmp_path: Path):
    note_hub(store.folder, True)
    choice = ModelChoice(store, lambda: LAPTOP)
    missing = [entry.id for entry in choice.missing(Settings())]
    assert missing[0] == SMALL
    assert missing[-1] == BIG
    assert choice.part_of(SMALL, Settings()) == choice.part_of(BIG, Settings()) == "mind"
    environment = Environment(tmp_path / "home", store.folder, Settings(), datetime.now)
    assert choice.llm(environment) is None
    assert not choice.has_mind(Settings())
    install(store, SMALL)
    chosen = choice.llm(environment)
    assert chosen is not None
    assert chosen.name == SMALL
    assert choice.has_mind(Settings())
    assert [entry.id for entry in choice.missing(Settings())][-1] == BIG


def test_a_mind_that_is_named_is_the_only_one_wanted(store: ModelStore):
    choice = ModelChoice(store, lambda: LAPTOP)
    assert choice.wanted(Settings(mind="gemma-4-e4b"))["mind"] == ("gemma-4-e4b",)
    assert choice.wanted(Settings(mind="server"))["mind"] == ()


class Hub(HubFetcher):
    """A hub that answers or not, and notes what it was asked."""

    def __init__(self, answers: bool) -> None:
        super().__init__()
        self.answers, self.asked = answers, list[str]()

    def gives(self, source: catalog.Hub) -> bool:
        self.asked.append(source.file)
        return self.answers


@pytest.mark.parametrize(("answers", "wanted"), [(True, (SMALL, BIG)), (False, (MIDDLE,))])
def test_asking_for_everything_asks_the_hub_once_and_keeps_the_answer(
    tmp_path: Path, answers: bool, wanted: tuple[str, ...]
):
    hub = Hub(answers)
    store = ModelStore(tmp_path, supplies=Supplies(hub=hub))
    choice = ModelChoice(store, lambda: LAPTOP)
    assert choice.missing(Settings())[0].id == MIDDLE
    assert hub.asked == []
    everything = choice.everything(Settings())
    assert len(hub.asked) == 1
    assert "gemma-4-E2B" in hub.asked[0]
    assert set(wanted) <= set(everything)
    assert read_measured(tmp_path).hub is answers
    assert choice.wanted(Settings())["mind"] == wanted


@pytest.mark.parametrize(
    ("machine", "mind"), [(LAPTOP, "qwen2.5-coder-1.5b"), (Machine(2 * GB, 1, GB), "auto"), (LAPTOP, "server")]
)
def test_the_hub_is_not_asked_where_it_can_not_help(tmp_path: Path, machine: Machine, mind: str):
    hub = Hub(True)
    choice = ModelChoice(ModelStore(tmp_path, supplies=Supplies(hub=hub)), lambda: machine)
    choice.everything(Settings(mind=mind))
    assert hub.asked == []
    assert read_measured(tmp_path).hub is None


def test_a_hub_that_is_switched_off_gives_nothing():
    code = (
        "from models.catalog import Hub; from models.fetching.hub import HubFetcher;"
        "print(HubFetcher().gives(Hub('who/what', 'm.gguf')))"
    )
    environ = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr


def test_a_mind_on_its_way_is_too_slow_once_the_small_one_was_measured_slow(store: ModelStore):
    note_hub(store.folder, True)
    assert auto(store).too_slow([BIG]) == ()  # nothing to talk with yet
    install(store, SMALL)
    assert auto(store).too_slow([BIG]) == ()
    note_speed(store.folder, SMALL, 9.0, 1.4)
    (slow,) = auto(store).too_slow([BIG, "kokoro"])
    assert slow.entry.id == BIG
    assert slow.estimate.tokens_per_s < 8


def test_what_the_user_named_is_never_too_slow(store: ModelStore):
    note_hub(store.folder, True)
    install(store, SMALL)
    note_speed(store.folder, SMALL, 9.0, 1.4)
    choice = ModelChoice(store, lambda: LAPTOP)
    assert choice.too_slow(Settings(mind=BIG), [BIG]) == ()
    assert [one.entry.id for one in choice.too_slow(Settings(), [BIG])] == [BIG]


def put_on_card(store: ModelStore, mind: str, **others: object) -> None:
    """The mind was tried on the card, is quicker there and is put on it; `others` change what is kept."""
    make_engine(store.folder)
    fast = TriedCard(mind, "aa01", "drv", Outcome.FINE, "Card", "fast", 29, 29, 11.0, 60.0, 8 * GB, 6 * GB)
    keep_wanted(store.folder, True)
    keep_tried(store.folder, replace(fast, **others))


def test_what_is_expected_of_the_card_is_fetched_but_talks_only_after_a_try_of_its_own(store: ModelStore):
    note_hub(store.folder, True)
    note_speed(store.folder, MIDDLE, 5.0)
    install(store, SMALL, MIDDLE)
    assert auto(store).wanted() == (SMALL,)  # nothing better is quick on this processor
    put_on_card(store, MIDDLE)
    assert auto(store).choice().entry.id == BIG
    assert auto(store).wanted() == (MIDDLE, BIG)
    assert auto(store).untried() is None  # it is not here yet
    install(store, BIG)
    assert auto(store).untried() == BIG
    assert auto(store).in_use().id == MIDDLE
    assert auto(store).wanted() == (MIDDLE,)
    put_on_card(store, BIG)
    assert auto(store).untried() is None
    assert auto(store).in_use().id == BIG


@pytest.mark.parametrize("outcome", [Outcome.SLOWER, Outcome.CRASHED])
def test_one_that_the_card_did_not_carry_is_not_expected_again(store: ModelStore, outcome: Outcome):
    note_hub(store.folder, True)
    note_speed(store.folder, MIDDLE, 5.0)
    install(store, MIDDLE, BIG)
    put_on_card(store, MIDDLE)
    put_on_card(store, BIG, outcome=outcome)
    assert auto(store).untried() is None
    assert auto(store).in_use().id == MIDDLE


def test_one_that_is_named_is_not_tried_unasked(store: ModelStore):
    note_hub(store.folder, True)
    install(store, MIDDLE, BIG)
    put_on_card(store, MIDDLE)
    choice = ModelChoice(store, lambda: LAPTOP)
    assert choice.untried(Settings(mind="auto")) == BIG
    assert choice.untried(Settings(mind=MIDDLE)) is None
