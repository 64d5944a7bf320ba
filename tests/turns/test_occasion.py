"""A line is read for what it is an occasion for."""

from __future__ import annotations

import pytest

from companion.turns.occasion import Occasion, occasion_of, occasion_of_courtesy


@pytest.mark.parametrize("line", ["Tell me a joke.", "Hahaha, you did not.", "I was just kidding.", "Make me laugh."])
def test_a_joke_is_noticed(line: str):
    assert occasion_of([line]) == "joke"


@pytest.mark.parametrize("line", ["He made a joke of my work.", "It is no joke.", "What is for dinner?", ""])
def test_everyday_lines_are_talk(line: str):
    assert occasion_of([line]) == "talk"


def test_nothing_said_is_talk():
    assert occasion_of([]) == "talk"


def test_sad_news_weighs_for_a_few_lines():
    assert occasion_of(["My dad died.", "Tell me a joke."]) == "sadness"
    assert occasion_of(["My dad died.", "Yes.", "Anyway.", "Tell me a joke."]) == "joke"


@pytest.mark.parametrize(
    ("kind", "before", "occasion"),
    [
        ("goodnight", "talk", "goodbye"),
        ("food", "talk", "goodbye"),
        ("laugh", "talk", "joke"),
        ("hello", "talk", "talk"),
        ("goodnight", "sadness", "sadness"),
        ("laugh", "danger", "danger"),
    ],
)
def test_a_courtesy_is_an_occasion_unless_something_weighs(kind: str, before: Occasion, occasion: Occasion):
    assert occasion_of_courtesy(kind, before) == occasion
