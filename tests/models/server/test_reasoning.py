"""Tests that thoughts are never shown, however the reply was cut into pieces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.server.reasoning import ThinkFilter

PARTS = st.lists(
    st.sampled_from(["<think>", "</think>", "<", "think>", "</thi", ">", " ", "\n", "Hello", "1 < 2", "é"])
)


def through(pieces: list[str], inside: bool = False) -> str:
    think = ThinkFilter(inside)
    return "".join([*(think.feed(piece) for piece in pieces), think.finish()])


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted(place % (len(text) + 1) for place in places)
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("Hello.", "Hello."),
        ("<think>Who is this?</think>\n\nHello.", "Hello."),
        ("<think>\n\n</think>\n\nHello.", "Hello."),
        ("Well, <think>hm</think> yes.", "Well, yes."),
        ("<think>one</think><think>two</think>Three.", "Three."),
        ("<think>never ends", ""),
        ("Yes.<think>and then", "Yes."),
        ("Yes.</think> No.", "Yes.No."),
        ("I <thi", "I <thi"),
        ("2 < 3 and <b>", "2 < 3 and <b>"),
        ("<<think>x</think>3", "<3"),
        ("<think>a </thi </think>b", "b"),
        ("", ""),
    ],
)
def test_shows_what_is_meant_to_be_said(reply: str, shown: str) -> None:
    assert through([reply]) == shown
    assert through(list(reply)) == shown


def test_a_reply_may_start_within_a_thought() -> None:
    assert through(["Let me", " see.</thi", "nk>\n", "\nHello."], inside=True) == "Hello."
    assert through(["Let me see."], inside=True) == ""


def test_shows_at_once_what_can_be_no_tag() -> None:
    think = ThinkFilter()
    assert think.feed("Hello <") == "Hello "
    assert think.feed("3") == "<3"
    assert not think.thought


def test_tells_that_something_was_hidden() -> None:
    think = ThinkFilter()
    think.feed("<think>hm")
    assert think.thought


@given(PARTS, st.lists(st.integers(0, 200)), st.booleans())
def test_the_cuts_make_no_difference(parts: list[str], places: list[int], inside: bool) -> None:
    text = "".join(parts)
    assert through(cut(text, places), inside) == through([text], inside)


@given(PARTS)
def test_agrees_with_the_plain_definition(parts: list[str]) -> None:
    text = "".join(parts)
    assert through([text]) == re.sub(r"<think>.*?(?:</think>\s*|\Z)|</think>\s*", "", text, flags=re.DOTALL)
