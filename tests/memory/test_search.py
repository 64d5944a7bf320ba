"""A search for words finds the messages that contain them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.memory import Hit, Memory


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[first:last] for first, last in hit.marks]


@pytest.fixture
def lines(memory: Memory) -> Memory:
    conversation = memory.begin_conversation()
    for text in (
        "I don't like Zürich in winter.",
        "The rehearsal went well; the rehearsal room is warm.",
        "我昨天去了上海，今天在家。",
        "That made me happy 😀!",
        "A very long story. " * 40 + "The rehearsal was on Tuesday." + " And so on." * 40,
        "100% of what_is said",
    ):
        memory.add(conversation, "you", text, "typed")
    return memory


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("winter", ["winter"]),
        ("ZURICH", ["Zürich"]),
        ("don't", ["don't"]),
        ("wint", ["winter"]),
        ("zürich wint", ["Zürich", "winter"]),
        ("上海", ["上海"]),
        ("😀", ["😀"]),
        ("happy 😀", ["happy"]),
        ("%", ["%"]),
        ("Tuesday", ["Tuesday"]),
    ],
)
def test_words_find_their_message_and_are_marked(lines: Memory, words: str, shown: list[str]) -> None:
    found = lines.search(words)
    assert found.total == len(found.hits) == 1
    assert marked(found.hits[0]) == shown


@pytest.mark.parametrize("words", ["", "  ", "\0", "wint zürich", "nothing of the kind", "OR", '"', "上 山", "😀😀"])
def test_what_nobody_said_is_not_found(lines: Memory, words: str) -> None:
    assert lines.search(words).total == 0


def test_the_best_comes_first_and_a_page_at_a_time(lines: Memory) -> None:
    found = lines.search("rehearsal", limit=1)
    assert found.total == 2
    assert marked(found.hits[0]) == ["rehearsal", "rehearsal"]
    second = lines.search("rehearsal", limit=1, skip=1)
    assert "Tuesday" in second.hits[0].snippet
    assert len(second.hits[0].snippet) < 300
    assert second.hits[0].conversation.title.startswith("I don't like")


def test_a_word_as_long_as_a_message_is_shown_shortened(memory: Memory) -> None:
    memory.add(memory.begin_conversation(), "you", "x" * 100_000, "typed")
    (hit,) = memory.search("xxx").hits
    assert len(hit.snippet) <= 300
    assert len(memory.search("海" * 1000).hits) == 0


def test_words_that_look_like_our_own_marks_are_not_marked(memory: Memory) -> None:
    memory.add(memory.begin_conversation(), "you", "\x02sea\x03 <b>sea</b> [sea]", "typed")
    (hit,) = memory.search("sea").hits
    assert hit.snippet == "\x02sea\x03 <b>sea</b> [sea]"
    assert marked(hit) == ["sea"] * 3


NASTY = st.text(alphabet=st.sampled_from("ab \"'*^():{}-+,.\0😀上é\u0301\u202e\ud800%_\\NEAR"), max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.one_of(NASTY, st.text(max_size=30), st.sampled_from(["a " * 9000, "a.b" * 9000, "NEAR(a b, 2)", "text:a"]))
)
def test_no_text_breaks_the_search(lines: Memory, words: str) -> None:
    for hit in lines.search(words).hits:
        assert all(0 <= first < last <= len(hit.snippet) for first, last in hit.marks)
