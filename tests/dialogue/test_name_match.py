"""Whether a word may have been a name: by its letters, and by a coarse code of its sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.dialogue.name_match import sounds_like


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Ada", "ada"),
        ("Aida", "Ada"),
        ("Sofia", "Sophia"),
        ("Cristina", "Christina"),
        ("Zoe", "Zoë"),
        ("Norah", "Nora"),
    ],
)
def test_spellings_of_one_sound_are_the_name(heard: str, name: str):
    assert sounds_like(heard, name)


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Ada's", "Ada"),
        ("Adam", "Ada"),
        ("Idea", "Ada"),
        ("Audio", "Ada"),
        ("Laura", "Nora"),
        ("", "Ada"),
        ("Ada", ""),
        ("", ""),
    ],
)
def test_other_words_are_not(heard: str, name: str):
    assert not sounds_like(heard, name)


def test_a_short_name_is_misspelt_only_after_a_greeting():
    assert not sounds_like("John", "Joan")
    assert sounds_like("John", "Joan", greeted=True)
    assert not sounds_like("Jack", "Joan", greeted=True)


@given(st.text(), st.text())
def test_any_words_can_be_compared(heard: str, name: str):
    if sounds_like(heard, name):
        assert any(letter.isalnum() for letter in heard)


@given(st.text(alphabet="abdeghiklmnoprstuz", min_size=1))
def test_every_name_is_itself_in_any_case(name: str):
    assert sounds_like(name.upper(), name)
