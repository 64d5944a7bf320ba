"""What looks like a space or a line break is one, and what can't be seen is not there; facts are drawn all the same."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.dialogue.typed_input import clean
from companion.errors import CompanionError
from companion.remembering import extract_facts
from companion.text.characters import ordinary

SPACES = "\xa0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000"
BREAKS = ["\r", "\n", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]
INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c\u202e\u2066\u2069\u061c\u180e"


@pytest.mark.parametrize("space", [*SPACES, "\t"], ids=lambda c: f"U+{ord(c):04X}")
def test_a_fact_is_drawn_whatever_the_spaces_are(space: str):
    for text in (f"I{space}live{space}in{space}Porto.", clean(f"I{space}live{space}in{space}Porto.")):
        (fact,) = extract_facts(text, datetime(2026, 3, 2))
        assert fact.text.split() == ["You", "live", "in", "Porto."]


@pytest.mark.parametrize("mark", INVISIBLE, ids=lambda c: f"U+{ord(c):04X}")
def test_what_can_not_be_seen_hides_no_fact(mark: str):
    text = clean(f"{mark}I li{mark}ve in {mark}Por{mark}to{mark}.{mark}")
    assert text == "I live in Porto."
    assert [fact.text for fact in extract_facts(text, datetime(2026, 3, 2))] == ["You live in Porto."]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_every_line_break_is_one(line_break: str):
    text = clean(f"I live in Porto{line_break}I have a cat.")
    assert text == "I live in Porto\nI have a cat."
    for said in (text, f"I live in Porto.{line_break}I have a cat."):
        found = [fact.text for fact in extract_facts(said, datetime(2026, 3, 2))]
        assert found == ["You live in Porto.", "You have a cat."]


@pytest.mark.parametrize(
    "text",
    ["👩‍💻 and 👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "क्‍ष", "❤️", "naïve café", "日本語", "e\u0301", "a\tb"],
)
def test_what_belongs_to_emoji_and_other_scripts_stays(text: str):
    assert ordinary(text) == text


def test_hidden_tags_are_dropped():
    assert ordinary("Hello\U000e0001\U000e0049\U000e0067 there") == "Hello there"


@pytest.mark.parametrize("text", ["\u200b\ufeff", "\xa0\u3000", "\r\r", "\u2028", "\xad", "\u3164"])
def test_what_looks_empty_is_empty(text: str):
    with pytest.raises(CompanionError, match="nothing to read"):
        clean(text)


@given(st.text())
def test_once_is_enough(text: str):
    once = ordinary(text)
    assert ordinary(once) == once
    assert len(once) <= len(text)
