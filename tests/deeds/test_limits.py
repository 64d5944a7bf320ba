"""Tests of what is known of lines that ask for what she cannot do, in other words than the gate's patterns have."""

from __future__ import annotations

import pytest

from companion.deeds.limits import kind_of, limit_of
from companion.gate.tempting import temptation, temptation_of
from tests.deeds.room import START


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("calls", "Let Ngozi know I have reached home safely."),
        ("calls", "send shauna a whatsapp say I'm running late"),
        ("files", "close all them tabs in chrome, there must be forty"),
        ("files", "log me into my revenue account, I've to do the tax"),
        ("home", "warm up the car from here, can you, it's iced over"),
        ("home", "make the bedroom blue, you know, with the smart bulbs"),
        ("weather", "will the sun be out in Lahinch for the kids at the weekend"),
        ("news", "get the lotto numbers for me, I have the ticket in my hand"),
        ("errands", "I'm cold and hungry at the airport, get me a taxi for the front door"),
        ("music", "i want to watch stranger things put it on"),
        ("sight", "does this top go with the skirt, look at me, be truthful"),
        ("lookup", "navigate me to Aunty Bisi's place in Lekki"),
    ],
)
def test_what_it_is_about_is_told_by_its_words(kind: str, line: str):
    assert kind_of(line) == kind
    assert temptation_of(kind).cannot


@pytest.mark.parametrize(
    ("line", "cannot"), [("is it going to rain tomorrow", "weather"), ("Call my mother.", "calls and messages")]
)
def test_the_patterns_of_the_gate_need_no_model(line: str, cannot: str):
    found = limit_of(line, "Ada", START, None)
    assert found is not None
    assert found.cannot == cannot


@pytest.mark.parametrize(
    "line", ["navigate me to Aunty Bisi's place in Lekki", "I had a lovely walk today, thank you."]
)
def test_without_the_model_nothing_is_only_likely(line: str):
    assert limit_of(line, "Ada", START, None) is None


class Certain:
    """A likelihood that is sure of what no deed does."""

    deed, likely, whole = "cannot", 0.99, True


@pytest.mark.parametrize(
    ("line", "limit"), [("asdf qwer zxcv", False), ("lorem ipsum dolor amet", False), ("navigate me to Lekki", True)]
)
def test_letters_that_are_no_words_ask_for_nothing(monkeypatch: pytest.MonkeyPatch, line: str, limit: bool):
    monkeypatch.setattr("companion.deeds.limits.likelihood", lambda *_given: Certain())
    assert (limit_of(line, "Ada", START, None) is not None) == limit


@pytest.mark.parametrize(
    "line",
    [
        "It's not the money. It's about two hundred a colony, I think, these days.",
        "I told him I'd had a lovely time and would he like to see the exhibition on Sunday",
        "mum cried, dad said about time, my brother said is there food",
    ],
)
def test_a_pattern_is_not_believed_of_a_line_that_plainly_only_tells(line: str):
    assert temptation(line) is not None
    assert limit_of(line, "Ada", START, None) is None


@pytest.mark.parametrize("line", ["is it raining where you are?", "can you see my new coat from there?"])
def test_a_line_that_asks_is_told_of_the_limit(line: str):
    assert limit_of(line, "Ada", START, None) is not None
