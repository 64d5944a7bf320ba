"""A topic is found by whole words, in its forms, and by the other names of relatives."""

from __future__ import annotations

import pytest

from companion.text.topics import bare_topic, mentions, pronoun


@pytest.mark.parametrize(
    ("topic", "text", "found"),
    [
        ("art", "we had a party", False),
        ("art", "He loves art.", True),
        ("father", "Your dad's car", True),
        ("my father", "Is your father well?", True),
        ("the divorce", "She divorced him.", False),
        ("spiders", "A spider bit me.", True),
        ("war", "toward the sea", False),
        ("family", "Big families eat late.", True),
        ("driving test", "your driving-tests", True),
        ("", "anything", False),
    ],
)
def test_mentions(topic: str, text: str, found: bool):
    assert mentions(topic, text) is found


def test_the_topic_is_bare():
    assert bare_topic(" My Father. ") == "father"


@pytest.mark.parametrize(
    ("topic", "word"), [("father", "him"), ("my aunt", "her"), ("exams", "them"), ("work", "that")]
)
def test_the_pronoun_is_the_topics(topic: str, word: str):
    assert pronoun(topic) == word
