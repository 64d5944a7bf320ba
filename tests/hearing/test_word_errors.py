"""Checks how the recognition benchmark counts errors: a number counts as its words, a missing word as one error."""

from __future__ import annotations

import pytest

from benchmarks._words import distance, spoken_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ten of clubs.", "10 of clubs"),
        ("I can't; it's 1,200 metres!", "i cannot it is one thousand two hundred metres"),
        ("Um, we’ll see… uh, OKAY?", "we will see ok"),
        ("the 3rd of May [laughs]", "The third of may"),
        ("twenty-one", "21"),
    ],
)
def test_the_same_words_count_as_the_same(one: str, other: str):
    assert spoken_words(one) == spoken_words(other)


@pytest.mark.parametrize(
    ("meant", "said", "errors"),
    [("a b c", "a b c", 0), ("a b c", "a c", 1), ("a b", "a x y", 2), ("", "a", 1), ("a b", "", 2)],
)
def test_errors_are_words_changed_added_or_missing(meant: str, said: str, errors: int):
    assert distance(meant.split(), said.split()) == errors
