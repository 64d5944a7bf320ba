"""An uncertain answer is quoted only if it bears on the question, and with the line it goes on from."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.memory.retrieved_memory import RetrievedMemory
from companion.retrieval.quotations import is_beside_the_point, with_line_before


def memory(text: str, score: float = 0.2) -> RetrievedMemory:
    return RetrievedMemory(1, 1, "you", text, datetime(2026, 3, 2), "meaning", score)


@pytest.mark.parametrize(
    ("question", "text", "score", "beside"),
    [
        ("What did I study?", "I opened Ines's letter at last.", 0.2, True),
        ("Where did Jonas grow up?", "Jonas rang this morning.", 0.2, True),
        ("What did I study?", "I studied chemistry in Leeds.", 0.2, False),
        ("What did I study?", "I went to university for chemistry.", 0.5, False),
        ("Where does my sister live?", "My sister moved to Faro.", 0.2, False),
        ("Who was that?", "It was Tom.", 0.2, False),
    ],
)
def test_what_shares_nothing_with_what_is_asked_is_beside_the_point(
    question: str, text: str, score: float, beside: bool
) -> None:
    assert is_beside_the_point(question, memory(text, score)) == beside


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        (
            "I got out the cello.",
            "I've played since I was eight.",
            "I got out the cello. … I've played since I was eight.",
        ),
        ("", "I've played since I was eight.", "I've played since I was eight."),
        ("How are you?", "I've played since I was eight.", "I've played since I was eight."),
        (
            "I got out the cello.",
            "I have played the violin every evening since I was eight years old.",
            "I have played the violin every evening since I was eight years old.",
        ),
    ],
)
def test_a_short_line_is_shown_with_the_one_before(before: str, text: str, shown: str) -> None:
    assert with_line_before(memory(text), before).text == shown
