"""The words for numbers."""

from __future__ import annotations

import re

from companion.text.number_words import COUNTS, NUMBERS, alternatives, in_words


def test_every_number_word_has_its_number() -> None:
    assert (NUMBERS["one"], NUMBERS["nine"], NUMBERS["nineteen"], NUMBERS["ninety"]) == (1, 9, 19, 90)
    assert COUNTS["a couple of"] == 2


def test_a_longer_word_is_not_taken_for_a_shorter_one() -> None:
    found = re.match(alternatives(NUMBERS), "seventeen")
    assert found is not None
    assert found[0] == "seventeen"


def test_small_numbers_are_written_in_words() -> None:
    assert [in_words(number) for number in (1, 12, 13)] == ["one", "twelve", "13"]
