"""A line of the LLM's may only leave words out; what it adds, turns round or gives to somebody else is found."""

from __future__ import annotations

import pytest

from companion.diary.checking import Fault, faults

TOLD = {
    "letter": "One of them, Ossie, wrote you a letter in 1974 and you never answered.",
    "leftovers": "Your flatmate ate your leftovers again, the good curry you had kept.",
    "mum": "Your mum wants you to come home at the weekend for her birthday.",
    "sister": "You miss your sister Nora very much these days, and you never told her.",
    "walk": "You went for a walk in the park and saw a particularly lovely blooming cherry tree.",
    "nearly": "You were nearly late for the long exam today because of the slow train.",
    "weekend": "Last weekend you went to the mountain with your son, and the view was beautiful.",
    "stress": "Recently you've been feeling a bit stressed out and overwhelmed by the pressures of life.",
    "lie": "Amy told Tom at the big loud party that you had lied.",
}


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("walk", "You went for a walk in the park and saw a cherry tree."),
        ("sister", "You miss Nora, and you never told her."),
        ("sister", "You miss Nora. You never told her."),
        ("lie", "Amy told Tom that you had lied."),
        ("nearly", "You were nearly late for the exam because of the train."),
    ],
)
def test_what_only_leaves_words_out_stands(told: str, line: str) -> None:
    assert faults(line, TOLD[told]) == []


@pytest.mark.parametrize(
    ("told", "line", "fault"),
    [
        ("leftovers", "You ate your leftovers again.", "who"),
        ("mum", "You want to come home at the weekend.", "words"),
        ("mum", "Your mum wants to come home at the weekend.", "who"),
        ("letter", "You wrote Ossie a letter in 1974 and never answered.", "words"),
        ("letter", "Ossie wrote you a letter in 1974 and you answered.", "meaning"),
        ("letter", "Ossie wrote you a letter and you never answered.", "who"),
        ("sister", "Nora is missing, and you never told her.", "words"),
        ("nearly", "You were late for the exam because of the train.", "meaning"),
        ("lie", "Tom had lied.", "who"),
        ("weekend", "You went to the mountain with your son, and the view was beautiful.", "meaning"),
        ("stress", "You've been feeling stressed out and overwhelmed by the pressures of life.", "meaning"),
        ("walk", "You went for a walk in the park and felt free.", "words"),
        ("walk", "I saw a lovely cherry tree with you.", "claim"),
        ("walk", "You went for a walk in the park and saw a particularly lovely blooming cherry tree.", "form"),
        ("walk", "You went for a walk and saw a tree, didn't you?", "form"),
    ],
)
def test_what_says_something_else_is_found(told: str, line: str, fault: Fault) -> None:
    assert fault in faults(line, TOLD[told])
