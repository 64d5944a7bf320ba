"""Checks when the first words of a line count as lost, and that what is misheard anyway does not."""

from __future__ import annotations

import pytest

from benchmarks._words import first_words_lost

LINE = "she had your dark suit in greasy wash water all year"


@pytest.mark.parametrize(
    "heard",
    [
        LINE,
        "he had your dark suit and greasy wash water all year",
        "you had your dark suit in greasy wash water all year",
        "it takes she had your dark suit",
    ],
)
def test_what_is_there_or_only_misheard_is_not_lost(heard: str) -> None:
    assert not first_words_lost(LINE.split(), heard.split())


@pytest.mark.parametrize(
    "heard", ["", "had your dark suit in greasy wash water all year", "reasy wash water all year", "but not this"]
)
def test_what_is_absent_is_lost(heard: str) -> None:
    assert first_words_lost(LINE.split(), heard.split())


def test_a_line_of_which_nothing_is_understood_alone_has_no_first_words() -> None:
    assert not first_words_lost([], ["anything"])
