"""Checks which tokens end a line, and which part of a line is judged."""

from __future__ import annotations

import pytest

from models.line_end import end_tokens, without_end_marks


@pytest.mark.parametrize(
    ("line", "judged"),
    [
        ("How are you?", "How are you"),
        ("I was going to…", "I was going to"),
        ("“Come in.”", "“Come in"),
        ("It costs 3.50", "It costs 3.50"),
        ("Well —", "Well"),
        ("Stop!!", "Stop"),
        ("don't", "don't"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_line_is_judged_without_its_own_end(line: str, judged: str):
    assert without_end_marks(line) == judged


def test_only_marks_that_are_one_token_count():
    tokens = {b".": [1], b"?": [2], b"\n": [3], b".\n": [4], b"!": [5, 6]}
    assert end_tokens(lambda text: tokens.get(text, [8, 9])) == [1, 2, 3, 4]
