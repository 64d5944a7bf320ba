"""The words for numbers."""

from __future__ import annotations

import re

from companion.text.number_words import (
    COUNTS,
    NUMBERS,
    SPOKEN_NUMBER,
    SPOKEN_ORDINAL,
    alternatives,
    in_words,
    number_of,
)


def test_every_number_word_has_its_number() -> None:
    assert (NUMBERS["one"], NUMBERS["nine"], NUMBERS["nineteen"], NUMBERS["ninety"]) == (1, 9, 19, 90)
    assert COUNTS["a couple of"] == 2


def test_a_longer_word_is_not_taken_for_a_shorter_one() -> None:
    found = re.match(alternatives(NUMBERS), "seventeen")
    assert found is not None
    assert found[0] == "seventeen"


def test_small_numbers_are_written_in_words() -> None:
    assert [in_words(number) for number in (1, 12, 13)] == ["one", "twelve", "13"]


def test_numbers_of_several_words_are_read() -> None:
    for words, number in (
        ("25", 25),
        ("23rd", 23),
        ("twenty five", 25),
        ("twenty third", 23),
        ("a hundred and five", 105),
    ):
        assert number_of(words) == number
    assert re.fullmatch(SPOKEN_NUMBER, "one hundred and twenty")
    assert re.fullmatch(SPOKEN_ORDINAL, "thirty first")
    assert not re.fullmatch(SPOKEN_ORDINAL, "thirty twelfth")
