"""A question is parsed into its words, whose words they were, when, and a text in the first person."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.query import SpeakerNames, read_query

NOW = datetime(2026, 3, 2, 21, 0)
NAMES = SpeakerNames(her="Ada", you="Theo")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where does my sister live?", ("sister", "live")),
        ("What did Theo say about Nora's flat?", ("nora", "flat")),
        ("Ada, do you remember what I told you about the car?", ("car",)),
        ("Who did I meet last Tuesday at the café?", ("meet", "café")),
        ("dog DOG Dog", ("dog",)),
        ("", ()),
        ("What did you say?", ()),
    ],
)
def test_content_words_are_kept(text, words):
    assert read_query(text, NAMES, NOW).words == words


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("What did I say about the car?", "you"),
        ("Where does my sister live?", "you"),
        ("What did you say about the book?", "her"),
        ("What was the film you recommended to me?", "her"),
        ("When did Theo see Nora?", "you"),
        ("What does Ada like?", "her"),
        ("What did Ada and Theo do in Rome?", None),
        ("Who lives in Lisbon?", None),
    ],
)
def test_whose_words_are_asked_for(text, speaker):
    assert read_query(text, NAMES, NOW).speaker == speaker


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("When did Theo go to Rome?", "When did I go to Rome?"),
        ("What is ADA’s favourite film?", "What is my favourite film?"),
        ("Where is Theodora?", "Where is Theodora?"),
        ("Where did I go?", "Where did I go?"),
    ],
)
def test_the_text_to_embed_is_in_the_first_person(text, meant):
    assert read_query(text, NAMES, NOW).text == meant


def test_a_time_is_no_word():
    wanted = read_query("What did I cook in March 2025?", NAMES, NOW)
    assert wanted.words == ("cook",)
    assert wanted.period is not None
    assert wanted.period.first == datetime(2025, 3, 1)


@given(st.text(max_size=1500), st.text(max_size=8), st.text(max_size=8))
def test_any_text_and_any_names_are_harmless(text, her, you):
    wanted = read_query(text, SpeakerNames(her, you), NOW)
    assert len(wanted.words) <= 24
