"""Checks where sentences end, whatever the pieces of the text are, and that no word is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
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
    ("1984. I loved that book.", ["1984.", "I loved that book."]),
    ("42. That's the answer.", ["42.", "That's the answer."]),
    ("1. Boil it. It takes long. 2. Pour it.", ["1. Boil it.", "It takes long.", "2. Pour it."]),
    ("... Hello. !!! Yes.", ["... Hello.", "!!! Yes."]),
    ("Dr.\nSmith", ["Dr.", "Smith"]),
]


@pytest.mark.parametrize(("text", "sentences"), TABLE, ids=[text[:20] for text, _ in TABLE])
def test_sentences_end_where_a_reader_would_say(text: str, sentences: list[str]):
    assert split(text) == sentences


def marked(part: int) -> list[list[str]]:
    """One part of the marked sentences: 0, what was looked at while the rules were written; 1, what was kept back."""
    text = (Path(__file__).parent / "sentences_marked.txt").read_text(encoding="utf-8")
    parts = [lines.splitlines()[1:] for lines in text.split("# ")[2:]]
    return [line.split(" | ") for line in parts[part]]


@pytest.mark.parametrize("sentences", marked(0), ids=lambda sentences: sentences[0][:30])
def test_abbreviations_end_no_sentence(sentences: list[str]):
    assert split(" ".join(sentences)) == sentences


def test_sentences_that_no_rule_was_written_for_are_cut_as_well():
    right = [split(" ".join(sentences)) == sentences for sentences in marked(1)]
    assert len(right) > 100
    assert sum(right) / len(right) >= 0.97


@pytest.mark.parametrize("sentences", [*marked(0), *marked(1)], ids=lambda sentences: sentences[0][:30])
def test_marked_sentences_come_out_alike_letter_by_letter(sentences: list[str]):
    growing, text = Sentences(), " ".join(sentences)
    found = [sentence for letter in text for sentence in growing.feed(letter)] + growing.finish()
    assert found == split(text)


def test_a_sentence_waits_only_for_the_next_word():
    sentences = Sentences()
    assert sentences.feed("I live on Main St. I") == []
    assert sentences.pending == "I live on Main St. "
    assert sentences.feed("t's") == []
    assert sentences.feed(" ") == ["I live on Main St."]
    assert sentences.pending.split() == ["It's"]
    assert sentences.finish() == ["It's"]


PIECES = [
    "Dr.", "e.g.", "Hello.", "J.", "3.", "…", "\n", "no", "Yes!", "”", "etc.", "St.", "U.S.", "1.", "2.", "I", "Main", "Inc.",
    "a.m.", "on", ".", "...", "Vol.", "II", "Ltd.", "“", "Anna", "5", "The", "A.", " ",
]  # fmt: skip
TEXT = st.text(st.sampled_from("aB1 .!?…\n\t”\"')*eg") | st.characters(), max_size=60) | st.lists(
    st.sampled_from(PIECES), max_size=20
).map(" ".join)


@settings(deadline=None)
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
