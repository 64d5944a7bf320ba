"""Checks that a reply is cut where a speaker would pause, as early as that is certain, and that no word is lost."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.chunks import LONGEST, Chunk, Chunks
from companion.text.sentences import split

TABLE = [
    ("", []),
    ("Hello there.", ["Hello there."]),
    ("You always work hard, I know you do.", ["You always work hard,", "I know you do."]),
    ("It rained all day; the roof held.", ["It rained all day;", "the roof held."]),
    ("I know it now — she told me.", ["I know it now —", "she told me."]),
    ("Well, I think so too, mostly.", ["Well, I think so too,", "mostly."]),
    ("Yes, no, or perhaps.", ["Yes, no, or perhaps."]),
    # before a conjunction, if somebody then does something
    ("I went to the market and I bought oranges.", ["I went to the market", "and I bought oranges."]),
    ("We had bread and butter at night.", ["We had bread and butter at night."]),
    ("He never gave me that book.", ["He never gave me that book."]),
    ("I told her yesterday that she was right.", ["I told her yesterday", "that she was right."]),
    ("I was so glad because the rain stopped.", ["I was so glad", "because the rain stopped."]),
    ("We talked for a while when it rained.", ["We talked for a while", "when it rained."]),
    ("She looked as if nothing but rain came.", ["She looked as if nothing but rain came."]),
    ("I am glad to hear it though.", ["I am glad to hear it though."]),
    # before a preposition, only when nothing better comes
    ("She keeps them in a box.", ["She keeps them in a box."]),
    (
        "She keeps all her old letters in a box under the bed.",
        ["She keeps all her old letters", "in a box under the bed."],
    ),
    (
        "My grandmother's very old green winter coat hung in the hall.",
        ["My grandmother's very old green winter coat hung", "in the hall."],
    ),
    # never inside a name, a date, a number, an abbreviation, a quotation, a bracket
    ("I hear you, Theo. Come in.", ["I hear you, Theo.", "Come in."]),
    ("She lives in Lisbon, Portugal, now.", ["She lives in Lisbon, Portugal,", "now."]),
    ("It was March 3, 2024 at noon.", ["It was March 3, 2024 at noon."]),
    ("Dr. J. R. Smith, who knew, left.", ["Dr. J. R. Smith,", "who knew, left."]),
    ("Bring me fruit, e.g., apples.", ["Bring me fruit,", "e.g., apples."]),
    ("He said “come in, sit down, eat” and went.", ["He said “come in, sit down, eat” and went."]),
    ('He said "come in, sit down, eat," and went.', ['He said "come in, sit down, eat,"', "and went."]),
    ("I did (well, not quite, but nearly) fall, then.", ["I did (well, not quite, but nearly) fall,", "then."]),
    ("See the page [one, two, three](http://a.b/c) here.", ["See the page [one, two, three](http://a.b/c) here."]),
    # a second sentence stays whole, but for when next to nothing was said before it
    (
        "You wrote forty letters for others. I think, if you ask me, that you did well.",
        ["You wrote forty letters for others.", "I think, if you ask me, that you did well."],
    ),
    ("Oh. I was thinking of you, just now.", ["Oh.", "I was thinking of you,", "just now."]),
]


@pytest.mark.parametrize(("text", "chunks"), TABLE, ids=[text[:24] for text, _ in TABLE])
def test_the_first_clause_ends_where_a_speaker_would_breathe(text: str, chunks: list[str]):
    assert [chunk.text for chunk in _all(text)] == chunks


def _all(text: str, first_words: int = 3) -> list[Chunk]:
    chunks = Chunks(first_words)
    return chunks.feed(text) + chunks.finish()


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("You always work hard, ", "I"),
        ("I went to the market but", " "),
        ("I went to the market and I", " "),
        ("Good evening. ", "Y"),
        ("She keeps all her old letters in a box", " "),
    ],
)
def test_a_clause_comes_with_the_letter_that_makes_it_certain(before: str, then: str):
    chunks = Chunks()
    assert chunks.feed(before) == []
    assert len(chunks.feed(then)) == 1


def test_fewer_words_than_asked_for_are_no_first_clause():
    text = "You are right, and I know it, you see."
    assert _all(text)[0].text == "You are right,"
    assert _all(text, 4)[0].text == "You are right, and I know it,"


def test_it_says_which_chunk_ends_the_sentence():
    assert _all("You always work hard, I know you do. Good night.") == [
        Chunk("You always work hard,", ends=False),
        Chunk("I know you do.", ends=True),
        Chunk("Good night.", ends=True),
    ]


def test_a_line_break_before_a_chunk_is_known():
    assert [chunk.new_line for chunk in _all("\nOne. Two.\n\nThree.\r\nFour.")] == [False, False, True, True]


LONG = "The garden was full of roses that year, and the neighbours came to look, and the children ran about, " * 4


def test_a_long_sentence_is_cut_where_a_clause_ends_and_grows_with_what_is_playing():
    chunks = _all(f"Here is what I remember of it. {LONG.strip(', ')}.")
    assert all(len(chunk.text) <= LONGEST for chunk in chunks)
    assert all(chunk.ends or chunk.text.endswith(",") for chunk in chunks)
    said = 0
    for chunk in chunks:
        assert not said or len(chunk.text) <= max(2 * said, 60)
        said += len(chunk.text)


PARTS = (
    'and I but so you that she in with the because , Dr. e.g., well, Theo, — hard; “Come in,” " ( ) 3, 2024 ends. Oh! '
    "\n * ` if which a of really night one"
)
WORDS = st.lists(st.sampled_from(PARTS.split(" ")), max_size=60).map(" ".join)
TEXT = WORDS | st.text(st.sampled_from("aBI ,.!?…\n\t”\"'()*—;3") | st.characters(), max_size=80)


@given(TEXT, st.data())
def test_the_pieces_do_not_matter(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    chunks = Chunks()
    found = [c for a, b in itertools.pairwise([0, *cuts, len(text)]) for c in chunks.feed(text[a:b])] + chunks.finish()
    by_letter = Chunks()
    assert found == [chunk for letter in text for chunk in by_letter.feed(letter)] + by_letter.finish()


@given(TEXT)
def test_the_chunks_are_the_text_and_their_ends_its_sentences(text: str):
    chunks = _all(text)
    assert " ".join(chunk.text for chunk in chunks).split() == text.split()
    sentences, parts = list[str](), list[str]()
    for chunk in chunks:
        parts.append(chunk.text)
        if chunk.ends:
            sentences.append(" ".join(parts))
            parts = []
    assert sentences == split(text)
    assert not parts


@given(TEXT)
def test_what_has_been_said_first_is_long_enough(text: str):
    chunks = _all(text)
    if chunks and not chunks[0].ends:
        assert len(re.findall(r"\S*[^\W_]\S*", chunks[0].text)) >= 3
