"""Checks where sentences end, whatever the pieces of the text are, and that no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.sentences import Sentences, split

TABLE = [
    ("", []),
    ("   \n ", []),
    ("Hello", ["Hello"]),
    ("Hello. There.", ["Hello.", "There."]),
    ("Really?! Yes… No!", ["Really?!", "Yes…", "No!"]),
    ("“Come in.” He did.", ["“Come in.”", "He did."]),
    ("(It rained.) We stayed.", ["(It rained.)", "We stayed."]),
    ("*Hm.* Well.", ["*Hm.*", "Well."]),
    ("Dr. Smith met Mrs. Jones.", ["Dr. Smith met Mrs. Jones."]),
    ("It is 3.5 miles, at 10 a.m. on a good day.", ["It is 3.5 miles, at 10 a.m. on a good day."]),
    ("Bring fruit, e.g. Apples.", ["Bring fruit, e.g. Apples."]),
    ("Tea, bread, etc. and a book.", ["Tea, bread, etc. and a book."]),
    ("Well... maybe. So… perhaps.", ["Well... maybe.", "So… perhaps."]),
    ("J. R. R. Tolkien wrote it. I read it.", ["J. R. R. Tolkien wrote it.", "I read it."]),
    ("No. I like it at No. 5.", ["No.", "I like it at No. 5."]),
    ("It was I. Then you came.", ["It was I.", "Then you came."]),
    ("First line\nsecond line", ["First line", "second line"]),
    ("1. Eggs\n2. Milk", ["1. Eggs", "2. Milk"]),
    ("One.\n\n\nTwo.", ["One.", "Two."]),
    ("Hello.\r\nYou.", ["Hello.", "You."]),
    ("See www.example.org today.", ["See www.example.org today."]),
    ("yes. no. maybe.", ["yes.", "no.", "maybe."]),
]


@pytest.mark.parametrize(("text", "sentences"), TABLE, ids=[text[:20] for text, _ in TABLE])
def test_sentences_end_where_a_reader_would_say(text: str, sentences: list[str]):
    assert split(text) == sentences


TEXT = st.text(st.sampled_from("aB1 .!?…\n\t”\"')*eg") | st.characters(), max_size=60) | st.lists(
    st.sampled_from(["Dr.", "e.g.", "Hello.", "J.", "3.", "…", "\n", "no", "Yes!", "”", "etc.", " "]), max_size=20
).map(" ".join)


@given(TEXT, st.data())
def test_the_pieces_do_not_matter(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    sentences, found = Sentences(), list[str]()
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        found += sentences.feed(text[start:end])
    assert found + sentences.finish() == split(text)


@given(TEXT)
def test_no_text_is_lost(text: str):
    assert " ".join(split(text)).split() == text.split()


@given(TEXT)
def test_a_sentence_is_one_line_and_never_empty(text: str):
    assert all(sentence and sentence == " ".join(sentence.split()) for sentence in split(text))


def test_a_sentence_comes_as_soon_as_the_next_one_begins():
    sentences = Sentences()
    assert sentences.feed("Hello.") == []
    assert sentences.feed(" ") == []
    assert sentences.feed("W") == ["Hello."]
    assert sentences.finish() == ["W"]
    assert sentences.finish() == []
