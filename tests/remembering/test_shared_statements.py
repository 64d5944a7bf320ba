"""What only the two share is read from outright statements; what only sounds like one is left alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.remembering import extract_facts

AT = datetime(2026, 3, 9, 20)


def shared(line: str) -> list[str]:
    return [fact.text for fact in extract_facts(line, AT, "Ada") if fact.subject == "shared"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("I call my car Bertha", "You call your car “Bertha”."),
        ("Ada, we call the old sofa the raft.", "You call the old sofa “the raft”."),
        ("I named my bike Olga because she squeaks.", "You call your bike “Olga”."),
        ("Our word for the neighbour's cat is the inspector.", "You call the neighbour's cat “the inspector”."),
        ("When I say moo, it means I'm tired", "When you say “moo”, it means “you're tired”."),
        ("if i say pineapple i mean change the subject", "When you say “pineapple”, it means “change the subject”."),
        ("I'll call you Captain from now on.", "You call me “Captain”."),
        ("I call myself the night owl.", "You call yourself “the night owl”."),
        ("The haunted kettle is our running joke.", "“Haunted kettle” is a joke of ours."),
        ("Every night I tell you one good thing.", "Every night you tell me one good thing."),
        ("I always tell you one good thing before bed.", "You always tell me one good thing before bed."),
    ],
)
def test_an_outright_statement_is_kept_with_its_words(line: str, text: str):
    (fact,) = [fact for fact in extract_facts(line, AT, "Ada") if fact.subject == "shared"]
    assert fact.text == text
    assert fact.quote in line


@pytest.mark.parametrize(
    "line",
    [
        "I call my mum every Sunday",
        "I call my bank Monday.",
        "I call the doctor tomorrow",
        "I call my boss crazy",
        "I call my brother Tom a fool",
        "I call the shots.",
        "I'll call you later",
        "I'll call you Tuesday.",
        "I'll call you Ada from now on.",
        "Can I call you Cap?",
        "I call my car Bertha, right?",
        "I used to call my car Bertha",
        "I call myself a writer",
        "My wife and I laugh, the soup is our running joke",
        "It is our running joke.",
        "I always tell you everything",
        "When I say that, it means trouble.",
        "Don't remember this, but I call my car Bertha",
        "In the film he says: I call my car Bertha",
    ],
)
def test_what_only_sounds_like_one_is_not(line: str):
    assert shared(line) == []
