"""Who she is: what she remembers stands where she has it before the evening begins, and her examples are in her manner."""

from __future__ import annotations

import re

import pytest

from companion.replying.persona import Persona
from companion.text import style

ADA = Persona("Ada", "Theo")


def test_without_memories_nothing_stands_between_the_examples_and_the_evening():
    assert "day.\n\n(The next evening.)\n\n" in ADA.transcript()
    assert ADA.system().endswith("for leaving.")


@pytest.mark.parametrize("told", [ADA.transcript, ADA.system])
def test_what_she_knows_comes_before_what_she_remembers(told):
    text = told(
        ["You live in Porto.", "You mend clocks."],
        [ADA.day("3 March", "You told me of a boat."), ADA.before("You sneezed.")],
    )
    places = [
        text.index(words)
        for words in ("guilty" if told == ADA.system else "rice", "Porto", "clocks", "boat", "sneezed")
    ]
    assert places == sorted(places)
    assert '(Ada remembers 3 March: "You told me of a boat.")\n' in text


def test_the_examples_remember_and_own_up_in_the_form_of_real_notes():
    examples = ADA.transcript()
    assert len(re.findall(r'\(Ada remembers: on \d+ \w+ Theo said: ".+"\)\nTheo: .+\?\nAda: ', examples)) == 2
    assert f"?\n{ADA.unknown()}\nAda: I don't know" in examples


def test_her_examples_are_in_her_manner():
    for line in ADA.transcript().splitlines():
        if line.startswith("Ada:"):
            assert style.cliches(line) == []
            assert style.count_sentences(line) <= 2


def test_the_names_are_the_real_ones():
    other = Persona("Mira", "Jo")
    for text in (other.transcript(), other.system(), other.brief(), other.unknown(), other.note("3 March", "Jo", "x")):
        assert "Ada" not in text
        assert "Theo" not in text
        assert "Mira" in text
