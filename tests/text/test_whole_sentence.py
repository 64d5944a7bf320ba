"""The beginning of a sentence is called whole only where a person could stop there."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.text.whole_sentence import breaks_off, stands_alone, stutters

_LINES = Path(__file__).with_name("cut_sentences.txt").read_text(encoding="utf-8").splitlines()
CUT = [line[2:] for line in _LINES if line.startswith("- ")]
WHOLE = [line[2:] for line in _LINES if line.startswith("+ ")]


@pytest.mark.parametrize("text", CUT)
def test_a_stump_is_not_called_whole(text: str):
    assert not stands_alone(text)
    assert not stands_alone(f"{text},")


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_sentence_is_called_so(text: str):
    assert stands_alone(text)
    assert stands_alone(f"{text},")


@pytest.mark.parametrize(
    "sentence",
    [
        "That's fine, but remember.",
        "I'd rather spend time.",
        "You could always make.",
        "Just give.",
        "He found it in the.",
        "It was nice, because.",
        "I think you should bring.",
        "Go on, and enjoy.",
    ],
)
def test_a_sentence_that_says_less_than_it_set_out_to_breaks_off(sentence: str):
    assert breaks_off(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        *(f"{text}." for text in WHOLE),
        "Of course.",
        "Long day.",
        "Enjoy!",
        "Remember?",
        "Not that I remember.",
        "That's the best thing you could make.",
        "And he would have given us the best food he could find.",
        "What would you take?",
        "Something to remember.",
        "She has a lot to give.",
        "And you?",
    ],
)
def test_a_whole_sentence_does_not_break_off(sentence: str):
    assert not breaks_off(sentence)


@pytest.mark.parametrize(
    ("sentence", "twice"),
    [
        ("And you did split up last last year?", True),
        ("It's the the best of it.", True),
        ("She had had enough.", False),
        ("I know that that hurts.", False),
        ("It's very very late.", False),
        ("I think you you know.", True),
        ("Bye bye, then.", False),
    ],
)
def test_a_word_that_comes_twice(sentence: str, twice: bool):
    assert stutters(sentence) is twice
