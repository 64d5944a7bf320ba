"""Markup goes, words stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.markup import MarkupRemover, without_markup


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("I do *not* agree with that.", "I do not agree with that."),
        ("You should *never* take both pills.", "You should never take both pills."),
        ("What is 5 * 3 = 15?", "What is 5 * 3 = 15?"),
        ("Use a * b and c * d for it.", "Use a * b and c * d for it."),
        ("5*3*2 = 30", "5*3*2 = 30"),
        ("2**3 = 8", "2**3 = 8"),
        ("Open my_file_name.txt and read issue #5 about C#", "Open my_file_name.txt and read issue #5 about C#"),
        ("See __init__.py.", "See __init__.py."),
        ("It is **very** good.", "It is very good."),
        ("***Really*** good, _truly_.", "Really good, truly."),
        ("**Ada: Hello", "Ada: Hello"),
        ("there.**", "there."),
        ("*I do not know.*", "I do not know."),
        ("*smiles softly* Hello", "Hello"),
        ("*walks over to you* Hi", "Hi"),
        ("(laughs) Oh no.", "Oh no."),
        ("(pause the film first) Yes.", "(pause the film first) Yes."),
        ("Use `x = 1` here.", "Use x = 1 here."),
        ("See [docs](https://x.org).", "See docs (https://x.org)."),
        ("A 5* hotel and a 4* one", "A 5* hotel and a 4* one"),
        ("*terms apply", "*terms apply"),
        (r"\\*literally\\*", "*literally*"),
        ("“Come in.”", "Come in."),
        ("“Come in,” she said, “and sit.”", "“Come in,” she said, “and sit.”"),
        ("***", "***"),
    ],
)
def test_only_marks_are_taken(written: str, shown: str):
    assert without_markup(written.replace("\\\\", "\\")) == shown


def test_numbers_go_only_where_they_number_a_list():
    remover = MarkupRemover()
    told = [
        "1984. I loved that book.",
        "12. I counted.",
        "1. Milk",
        "2. Eggs",
        "## A heading",
        "- Bread",
        "> 5 is more",
    ]
    assert [remover.remove(one) for one in told] == [
        "1984. I loved that book.",
        "12. I counted.",
        "Milk",
        "Eggs",
        "A heading",
        "Bread",
        "> 5 is more",
    ]


@given(
    st.lists(
        st.sampled_from(["*not*", "**bold**", "a*b", "x_y", "_so_", "#5", "C#", "`code`", "5 * 3", "(why)"]),
        min_size=1,
    )
)
def test_no_word_is_lost_whatever_stands_together(pieces: list[str]):
    text = " ".join(pieces)
    assert re.findall(r"[A-Za-z0-9]+", without_markup(text)) == re.findall(r"[A-Za-z0-9]+", text)
