"""Checks when the first words of a line count as lost, and when as understood; what is misheard anyway is not lost."""

from __future__ import annotations

import pytest

from benchmarks._understood import Understood, shares
from benchmarks._words import first_words_lost, first_words_right

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


@pytest.mark.parametrize(
    ("heard", "share"),
    [
        (LINE, 1.0),
        ("then she had your dark suit", 1.0),
        ("he had your dark suit in greasy wash water all year", 2 / 3),
        ("had you a dark suit", 1 / 3),
        ("your dark suit", 1 / 3),
        ("in greasy wash water", 0.0),
        ("", 0.0),
        ("a dark suit or two or more she had", 0.0),
    ],
)
def test_first_words_are_right_if_they_are_heard_near_the_beginning(heard: str, share: float) -> None:
    assert first_words_right(LINE.split(), heard.split()) == pytest.approx(share)


def test_words_over_her_are_counted_beside_what_is_understood_without_her() -> None:
    lines = [
        Understood(["set", "a", "timer"], over_her=["september"], alone=["set", "a", "timer"]),
        Understood(["play", "it"], over_her=["play", "it"], alone=["play"]),
    ]
    assert shares(lines, "odd_") == {
        "odd_first_words_right_share": 0.5,
        "odd_word_error_rate": 0.6,
        "odd_alone_first_words_right_share": 0.75,
        "odd_alone_word_error_rate": 0.2,
    }
