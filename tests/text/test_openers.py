"""Checks which words open a line."""

from __future__ import annotations

import re

import pytest

from companion.text.openers import DRAWN_OUT, any_opener


@pytest.mark.parametrize("word", ["well", "so", "oh", "and", "but", "um", "uh"])
def test_the_usual_openers_match_everywhere(word: str):
    assert re.fullmatch(any_opener(), word)
    assert re.fullmatch(any_opener("by the way"), word)


def test_a_kind_of_line_has_openers_of_its_own():
    assert re.fullmatch(any_opener("by the way|hey"), "by the way")
    assert not re.fullmatch(any_opener(), "by the way")


def test_hesitations_may_be_drawn_out_or_left_out():
    assert re.fullmatch(any_opener(hesitations=DRAWN_OUT), "ummm")
    assert not re.fullmatch(any_opener(), "ummm")
    assert not re.fullmatch(any_opener(hesitations=()), "um")
