"""Checks that plain text is spoken as it is, code and long lists are only mentioned, and everything is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.chunks import Chunks
from companion.text.display_and_speech import CODE, LIST, TABLE, DisplayAndSpeech, DisplayPart


def _aloud(text: str) -> list[DisplayPart]:
    chunks, reading = Chunks(), DisplayAndSpeech()
    return [a for c in [*chunks.feed(text), *chunks.finish()] for a in reading.add(c)] + reading.finish()


TABLE_OF_REPLIES = [
    ("I hear you. Come in.", ["I hear you.", "Come in."]),
    ("Two things:\n- eggs\n- milk\nThat is all.", ["Two things:", "- eggs", "- milk", "That is all."]),
    ("Buy these:\n- eggs\n- milk\n- tea\n- rye bread\n- salt\nGood luck.", ["Buy these:", LIST, "Good luck."]),
    ("Do this:\n1. Stand up. Slowly.\n2. Sit.\n3. Lie.\n4. Sleep. Well.\nDone.", ["Do this:", LIST, "Done."]),
    ("Like so:\n```python\nx = 1\n\n# a, b\n```\nIs that clear?", ["Like so:", CODE, "Is that clear?"]),
    ("Like so:\n```\nx = 1", ["Like so:", CODE]),
    ("See:\n| a | b |\n|---|---|\n| 1 | 2 |\nThat's it.", ["See:", TABLE, "That's it."]),
    ("One part is over.\n---\nNow the next.", ["One part is over.", "Now the next."]),
    ("- a\n- b\n- c\n- d\n| 1 |\n| 2 |\n- a\n- b\n- c\n- d", [LIST, TABLE, LIST]),
    ("- one\n- two", ["- one", "- two"]),
    ("1. one\n2. two\n3. three\n4. four", [LIST]),
    ("- a\n- b\n- c\n- d\nAnd then:\n- e\n- f\n- g\n- h", [LIST, "And then:", LIST]),
]


@pytest.mark.parametrize(("text", "spoken"), TABLE_OF_REPLIES, ids=[text[:16] for text, _ in TABLE_OF_REPLIES])
def test_what_is_for_the_eye_is_named_once(text: str, spoken: list[str]):
    assert [aloud.spoken for aloud in _aloud(text) if aloud.spoken] == spoken


def test_a_remark_comes_with_the_first_line_of_what_it_is_about():
    assert _aloud("Like so:\n```\nx = 1\n```")[1] == DisplayPart("```", CODE, ends=True)


def test_talk_is_passed_on_at_once():
    chunks, reading = Chunks(), DisplayAndSpeech()
    (clause,) = chunks.feed("You always work hard, I")
    assert reading.add(clause) == [DisplayPart("You always work hard,", "You always work hard,", ends=False)]


LINES = st.lists(
    st.sampled_from(
        ["- one", "2. two", "Talk, then. More.", "```", "| a | b |", "---", "* x. y", "", "~~~", "so it goes"]
    ),
    max_size=14,
).map("\n".join)


@given(LINES)
def test_everything_is_shown_in_order(text: str):
    assert " ".join(aloud.shown for aloud in _aloud(text)).split() == text.split()


@given(LINES)
def test_nothing_is_said_that_is_not_written_or_named(text: str):
    assert all(a.spoken in ("", a.shown, CODE, LIST, TABLE) for a in _aloud(text))
