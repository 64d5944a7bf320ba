"""Who she is: what she remembers stands where she has it before the evening begins, and her examples are in her manner."""

from __future__ import annotations

import re

import pytest

from companion.character import Character, temperaments
from companion.gate.self_claims import claims
from companion.replying.persona import Persona
from companion.text import style

ADA = Persona("Ada", "Theo")


def test_without_memories_nothing_stands_between_the_examples_and_the_evening():
    assert "well.\n\n(The next evening.)\n\n" in ADA.transcript()
    assert ADA.system().endswith("what Theo has told you.")


@pytest.mark.parametrize("told", [ADA.transcript, ADA.system])
def test_what_she_knows_comes_before_what_she_remembers(told):
    text = told(
        ["You live in Porto.", "You mend clocks."],
        [ADA.day("3 March", "You told me of a boat."), ADA.before("You sneezed.")],
    )
    places = [
        text.index(words)
        for words in ("told you." if told == ADA.system else "rice", "Porto", "clocks", "boat", "sneezed")
    ]
    assert places == sorted(places)
    assert '(Ada remembers 3 March: "You told me of a boat.")\n' in text


def test_the_examples_remember_and_own_up_in_the_form_of_real_notes():
    examples = ADA.transcript()
    assert len(re.findall(r'\(Ada remembers: on \d+ \w+ Theo said: ".+"\)\nTheo: .+\?\nAda: ', examples)) == 2
    assert f"?\n{ADA.unknown()}\nAda: I don't know" in examples


@pytest.mark.parametrize("character", temperaments().values(), ids=temperaments())
def test_her_examples_are_in_her_manner(character: Character):
    her = Persona("Ada", "Theo", character)
    replies = [line for line in her.transcript().splitlines() if line.startswith("Ada:")]
    for line in [*replies, *(reply for _, reply in her.examples())]:
        assert style.cliches(line) == []
        assert style.count_sentences(line) <= 3
        assert next(claims(line), None) is None, "what she says in an example must be true of her"


def test_temperaments_answer_the_same_lines_with_different_words():
    every = list(temperaments().values())
    assert len({tuple(one.line for one in character.exchanges) for character in every}) == 1
    for key in every[0].by_key:
        assert len({character.by_key[key].reply for character in every}) == len(every)


def test_words_of_the_examples_that_sound_like_a_life_are_banned():
    character = Character.of("warm")
    said = " ".join(f"{one.line} {one.reply}" for one in character.exchanges).lower()
    for word in ("rice", "owls", "Ben", "dentist"):
        assert word.lower() in said
        assert word in character.only_here


def test_an_unknown_temperament_is_the_usual_one():
    assert Character.of("grim") == Character.of("warm")


def test_the_names_are_the_real_ones():
    other = Persona("Mira", "Jo")
    for text in (other.transcript(), other.system(), other.brief(), other.unknown(), other.note("3 March", "Jo", "x")):
        assert "Ada" not in text
        assert "Theo" not in text
        assert "Mira" in text
