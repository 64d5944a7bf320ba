"""The mind for a machine: it fits, it is quick enough, nothing is promised that the machine can't do, and the reason is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalog import CatalogEntry, read_catalog
from models.choice_words import also_from_hub, as_json, lines
from models.errors import ModelError
from models.machine import SYSTEM_BYTES, Card, Machine, this_machine
from models.measured import Measured, note_hub, note_speed, read_measured
from models.mind_choice import (
    ENOUGH,
    FIRST_REPLY_S,
    KEPT_FREE_BYTES,
    UNTRIED,
    Circumstances,
    MindChoice,
    choose_mind,
    estimate,
    estimator,
    first_reply_s,
    need_bytes,
    proven,
)

GB = 10**9
CATALOG = read_catalog()
MINDS = {entry.id: entry for entry in CATALOG if entry.kind == "mind"}
ASKED = Measured(hub=True)
LAPTOP = Machine(16 * GB, 4, 11 * GB)


def choose(machine: Machine, measured: Measured | None = None, **others: object) -> MindChoice:
    return choose_mind(CATALOG, Circumstances(machine, measured or Measured(), **others))  # type: ignore[arg-type]


machines = st.builds(Machine, st.integers(0, 64 * GB), st.integers(1, 16), st.none() | st.integers(0, 64 * GB))
reading = st.none() | st.floats(1e8, 1e12)
hubs = st.sampled_from([None, False, True])


@given(machines, reading, hubs)
def test_what_is_chosen_fits_the_memory_that_is_free(machine: Machine, bytes_per_s: float | None, hub: bool | None):
    choice = choose(machine, Measured(hub=hub), bytes_per_s=bytes_per_s)
    free = min(
        machine.ram_bytes - SYSTEM_BYTES,
        machine.ram_bytes if machine.available_bytes is None else machine.available_bytes,
    )
    fits = need_bytes(choice.entry) + KEPT_FREE_BYTES <= free
    assert choice.estimate.fits is fits
    assert fits or choice.entry.id == "smollm2-135m"
    for offer in (choice.larger,):
        assert offer is None or need_bytes(offer.entry) + KEPT_FREE_BYTES <= free


@given(machines, reading, hubs)
def test_what_is_chosen_is_quick_if_anything_is(machine: Machine, bytes_per_s: float | None, hub: bool | None):
    choice = choose(machine, Measured(hub=hub), bytes_per_s=bytes_per_s)
    judge = estimator(CATALOG, Circumstances(machine, Measured(hub=hub), bytes_per_s=bytes_per_s))
    verified = [entry for entry in MINDS.values() if entry.verified]
    if any(judge(entry).good for entry in verified):
        assert choice.estimate.tokens_per_s >= ENOUGH
        assert choice.estimate.first_reply_s <= FIRST_REPLY_S


@given(machines, reading, st.integers(0, 8 * GB))
def test_more_memory_never_gives_a_worse_mind(machine: Machine, bytes_per_s: float | None, more: int):
    larger = Machine(machine.ram_bytes + more, machine.cores, machine.available_bytes)
    ranks = [choose(each, ASKED, bytes_per_s=bytes_per_s).entry.rank for each in (machine, larger)]
    if choose(machine, ASKED, bytes_per_s=bytes_per_s).estimate.good:
        assert ranks[0] <= ranks[1]


@given(machines, reading, st.sampled_from([None, False]))
def test_nothing_of_the_hub_is_chosen_before_it_was_asked_for_and_answered(
    machine: Machine, bytes_per_s: float | None, hub: bool | None
):
    choice = choose(machine, Measured(hub=hub), bytes_per_s=bytes_per_s)
    assert choice.entry.verified
    assert hub is None or choice.larger is None or choice.larger.entry.verified


def test_what_was_never_run_here_may_need_more_than_was_reckoned():
    untried = MINDS["gemma-4-e2b"]
    assert need_bytes(untried) == round(untried.needs_ram_mb * 2**20 * UNTRIED)
    assert need_bytes(untried) > untried.bytes
    assert need_bytes(replace(untried, verified=True)) == untried.needs_ram_mb * 2**20


@pytest.mark.parametrize("entry", MINDS.values(), ids=lambda entry: entry.id)
def test_a_mind_needs_more_memory_than_its_file(entry: CatalogEntry):
    assert need_bytes(entry) > entry.bytes + 200 * 10**6 or entry.id == "qwen2.5-coder-0.5b"
    assert need_bytes(entry) > entry.bytes * 1.05


def test_the_speed_of_the_largest_that_was_measured_is_the_measure_of_the_others():
    measured = Measured({"smollm2-135m": 90.0, "qwen2.5-coder-0.5b": 30.0, "qwen2.5-coder-1.5b": 20.0}, hub=True)
    reading = 20.0 * MINDS["qwen2.5-coder-1.5b"].bytes
    judge = estimator(CATALOG, Circumstances(LAPTOP, measured))
    assert judge(MINDS["qwen3-4b-2507"]).tokens_per_s == pytest.approx(reading / MINDS["qwen3-4b-2507"].bytes)
    assert judge(MINDS["gemma-4-e2b"]).tokens_per_s == pytest.approx(reading / MINDS["gemma-4-e2b"].bytes * 2)
    assert judge(MINDS["qwen2.5-coder-0.5b"]).tokens_per_s == 30.0
    assert judge(MINDS["qwen2.5-coder-0.5b"]).measured


def test_the_tiny_one_says_nothing_about_the_others():
    slow = choose(LAPTOP, Measured({"smollm2-135m": 5.0}))
    assert slow.entry.id == "qwen2.5-coder-1.5b"


def test_a_first_run_corrects_the_estimate(tmp_path: Path):
    before = choose(LAPTOP, ASKED)
    note_hub(tmp_path, True)
    note_speed(tmp_path, before.entry.id, 4.0, 3.2)
    after = choose(LAPTOP, read_measured(tmp_path))
    assert after.entry.rank < before.entry.rank
    assert after.estimate.good
    note_speed(tmp_path, before.entry.id, 9.5, 1.2)
    assert choose(LAPTOP, read_measured(tmp_path)).estimate.measured


def test_a_slow_first_reply_that_was_measured_counts():
    quick_but_late = Measured({"qwen2.5-coder-1.5b": 20.0}, {"qwen2.5-coder-1.5b": 2.5})
    assert choose(LAPTOP, quick_but_late).entry.id == "qwen2.5-coder-0.5b"


@pytest.mark.parametrize(
    ("card", "mind"),
    [
        (None, "qwen3-4b-2507"),
        (Card(12 * GB), "qwen3-4b-2507"),
        (Card(12 * GB, 250 * GB), "gemma-4-e4b"),  # the 12b does not fit the computer's memory
        (Card(12 * GB, 250 * GB, refused=frozenset({"gemma-4-e4b"})), "ministral-3-8b"),
        (Card(4 * GB, 250 * GB), "qwen3-4b-2507"),
        (Card(12 * GB, 20 * GB), "qwen3-4b-2507"),
    ],
)
def test_a_card_counts_as_far_as_it_was_tried_and_holds_the_mind(card: Card | None, mind: str):
    choice = choose(replace(LAPTOP, card=card), ASKED, bytes_per_s=30e9)
    assert choice.entry.id == mind
    assert choice.estimate.on_card is (mind in ("gemma-4-e4b", "ministral-3-8b"))


def test_one_that_is_slow_on_the_processor_may_be_expected_to_be_quick_on_the_card():
    slow = Measured({"gemma-4-e4b": 4.0}, hub=True)
    card = Card(12 * GB, 250 * GB)
    assert choose(replace(LAPTOP, card=card), slow).entry.id == "gemma-4-e4b"
    choice = choose(replace(LAPTOP, card=card), ASKED, bytes_per_s=30e9)
    assert "on the graphics card, by estimate" in choice.reason
    circumstances = Circumstances(replace(LAPTOP, card=card), ASKED, bytes_per_s=30e9)
    assert choose_mind(CATALOG, proven(circumstances)).entry.id == "qwen3-4b-2507"  # what is loaded before it was tried


def test_the_reason_says_why_not_a_better_one():
    assert "would be too slow" in choose(LAPTOP, ASKED, bytes_per_s=30e9).reason
    assert "does not fit the memory" in choose(replace(LAPTOP, available_bytes=5 * GB), ASKED).reason
    assert also_from_hub(choose(LAPTOP)) == (
        "If the model hub answers, Qwen3 4B Instruct 2507 comes instead (2.5 GB, about 4 min at 10 MB/s)."
    )
    assert also_from_hub(choose(LAPTOP, Measured(hub=False))) == also_from_hub(choose(LAPTOP, ASKED)) == ""
    assert "did not answer" in choose(LAPTOP, Measured(hub=False)).reason
    assert "None would be quick here" in choose(LAPTOP, bytes_per_s=5e7).reason
    assert "Not even" in choose(Machine(1 * GB, 1)).reason


def test_the_words_name_the_neighbours_with_size_time_and_speed():
    choice = choose(LAPTOP, Measured({"qwen2.5-coder-1.5b": 20.0}), installed=frozenset({"qwen2.5-coder-0.5b"}))
    told = list(lines(choice))
    assert told[0].endswith("Its speed: 20 tokens a second, begins after 0.7 s (measured here).")
    assert told[1].endswith("companion models get --all")
    assert "Qwen2.5 Coder 0.5B Instruct · already here · begins after 0.3 s." in told[2]
    assert "Qwen3.5 2B · 1.3 GB, about 2 min at 10 MB/s · begins after 0.8 s." in told[3]
    assert "--model qwen3.5-2b" in told[3]
    assert as_json(choice)["larger"] == {
        "id": "qwen3.5-2b", "bytes": 1280835840, "tokens_per_s": 17.4, "first_reply_s": 0.76, "measured": False
    }  # fmt: skip


def test_the_next_larger_one_that_would_be_slow_is_offered_with_a_warning():
    choice = choose(replace(LAPTOP, ram_bytes=32 * GB, available_bytes=25 * GB), ASKED, bytes_per_s=30e9)
    assert choice.larger is not None
    assert choice.larger.entry.rank > choice.entry.rank
    assert "slower than people like to wait" in "".join(lines(choice))


def test_a_mind_is_not_estimated_quick_on_too_few_cores():
    entry = replace(MINDS["qwen2.5-coder-1.5b"], needs_cores=4)
    assert not estimate(entry, Circumstances(Machine(8 * GB, 2)), 1e12).quick


def test_what_was_measured_is_kept_beside_what_was_kept_before(tmp_path: Path):
    note_speed(tmp_path, "a", 12.345, 0.5)
    note_hub(tmp_path, False)
    note_speed(tmp_path, "b", 3.0)
    note_speed(tmp_path, "a", 9.0)
    assert read_measured(tmp_path) == Measured({"a": 9.0, "b": 3.0}, {}, False)


@pytest.mark.parametrize("text", ["hub = 3", "[tokens_per_second]\na = 'x'", "first_reply_s = 1", "hub ="])
def test_a_damaged_file_is_told(tmp_path: Path, text: str):
    (tmp_path / "measured.toml").write_text(text)
    with pytest.raises(ModelError, match="delete it"):
        read_measured(tmp_path)


def test_this_machine_is_never_taken_for_more_than_it_is():
    machine = this_machine()
    assert machine.free_bytes <= machine.ram_bytes - SYSTEM_BYTES
    assert machine.available_bytes is not None
    assert machine.free_bytes <= machine.available_bytes
    assert machine.card is None
    assert first_reply_s(20.0) == pytest.approx(0.6625)
