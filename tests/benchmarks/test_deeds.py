"""Checks what counts as understood, as done needlessly, and as claimed and not done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks._deed_judge import holds, numbers_in, understood
from benchmarks._deed_lines import LabelledRequest, labelled_requests, outcome
from benchmarks.deeds import SEEN, UNSEEN

TEN_MINUTES = {"action": "set", "seconds": 600}


def fault(folder: Path, text: str, deed: str, slots: dict[str, object], *before: str, asks: bool = False) -> str:
    request = LabelledRequest(text, deed, slots, before, asks)
    return understood(request, outcome(request, folder))


def test_a_timer_of_the_length_that_was_asked_for_is_understood(tmp_path: Path):
    assert fault(tmp_path, "Set a timer for ten minutes", "timer", TEN_MINUTES) == ""


@pytest.mark.parametrize(
    ("slots", "wrong"),
    [
        ({"action": "set", "seconds": 660}, "length"),
        ({"action": "set", "seconds": 600, "text": "pasta"}, "text"),
        ({"action": "stop"}, "not ended"),
        ({"action": "left"}, "did something"),
    ],
)
def test_another_slot_is_a_mistake(tmp_path: Path, slots: dict[str, object], wrong: str):
    assert fault(tmp_path, "Set a timer for ten minutes", "timer", slots) == wrong


def test_another_deed_and_none_at_all_are_mistakes(tmp_path: Path):
    assert fault(tmp_path, "What time is it?", "timer", TEN_MINUTES).startswith("another deed")
    assert fault(tmp_path, "I like the rain.", "timer", TEN_MINUTES) == "not understood"


def test_a_question_is_right_only_where_one_is_due(tmp_path: Path):
    assert fault(tmp_path, "Set a timer", "timer", {"action": "set"}, asks=True) == ""
    assert fault(tmp_path, "Set a timer", "timer", TEN_MINUTES) == "asked needlessly"
    assert fault(tmp_path, "Set a timer for ten minutes", "timer", TEN_MINUTES, asks=True) == "did not ask"


def test_the_lines_before_are_done_first(tmp_path: Path):
    before = ("Set a timer for ten minutes",)
    assert fault(tmp_path, "Stop the timer", "timer", {"action": "stop"}, *before) == ""
    assert fault(tmp_path, "What time is it?", "timer", {"action": "stop"}, *before).startswith("another deed")


def test_nothing_can_be_stopped_where_nothing_is(tmp_path: Path):
    assert fault(tmp_path, "Stop the timer", "timer", {"action": "stop"}) == ""


def test_a_reminder_at_the_same_moment_is_as_good_as_a_timer(tmp_path: Path):
    line = "Give me a shout in twenty minutes, the bread's in"
    assert fault(tmp_path, line, "timer", {"action": "set", "seconds": 1200, "text": "bread"}) == ""
    assert fault(tmp_path, line, "timer", {"action": "set", "seconds": 600, "text": "bread"}) != ""


def test_a_second_request_in_the_line_is_looked_for(tmp_path: Path):
    text = "Set a timer for ten minutes and another for five minutes"
    more = LabelledRequest(text, "timer", {"action": "set", "seconds": 300})
    both = LabelledRequest(text, "timer", TEN_MINUTES, also=(more,))
    came = outcome(both, tmp_path)
    assert understood(both, came) == ""
    assert understood(LabelledRequest(text, "timer", TEN_MINUTES), came) == "did more"


def test_a_limit_counts_when_she_tells_it(tmp_path: Path):
    assert fault(tmp_path, "What's the weather tomorrow?", "cannot", {}) == ""
    assert fault(tmp_path, "I like the rain.", "cannot", {}) == "no limit told"
    assert fault(tmp_path, "What time is it?", "cannot", {}) == "another deed"


def test_what_is_done_is_no_false_claim(tmp_path: Path):
    done = outcome(LabelledRequest("Set a timer for ten minutes", "timer", {}), tmp_path)
    assert done.changed
    assert not done.claims_falsely


def test_a_claim_without_a_receipt_or_a_change_is_found(tmp_path: Path):
    done = outcome(LabelledRequest("Set a timer for ten minutes", "timer", {}), tmp_path)
    assert replace(done, changed=False).claims_falsely
    assert replace(done, receipts=()).claims_falsely
    assert not replace(done, receipts=(), said="No timer is running.").claims_falsely
    assert replace(done, receipts=(), said="I'll remind you at six.").claims_falsely


def test_words_are_compared_without_those_that_turn():
    assert holds("call your sister, Wednesday noon", "Call my sister")
    assert not holds("call your brother", "call my sister")
    assert holds("anything", "")


def test_numbers_are_found_in_figures_and_in_words():
    assert numbers_in("That is 1,440.5, or twenty-four") == [1440.5, 24.0]


def test_both_halves_have_as_many_requests_as_lines_that_resemble_them():
    for file in (SEEN, UNSEEN):
        lines = labelled_requests(file)
        assert len(lines) == 400
        assert sum(one.deed == "none" for one in lines) == 200
    assert not {one.text for one in labelled_requests(SEEN)} & {one.text for one in labelled_requests(UNSEEN)}
