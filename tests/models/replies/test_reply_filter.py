"""Tests that a reply is shown without thoughts, templates' tokens and labels, however it was cut, and with all its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.replies.reply_filter import ReplyFilter
from models.replies.thoughts import Beginning
from tests.models.replies.cuts import NAMES, cut, through

SCRAPS = (
    *(
        "<think>",
        "</think>",
        "<thinking>",
        "</thought>",
        "&lt;think&gt;",
        "&lt;/think&gt;",
        "[THINK]",
        "[/THINK]",
        "◁think▷",
    ),
    *(
        "<|channel|>",
        "<|message|>",
        "<|start|>",
        "<|end|>",
        "analysis",
        "final",
        "assistantfinal",
        "<answer>",
        "</answer>",
    ),
    *(
        "<|im_end|>",
        "</s>",
        "<|eot_id|>",
        "[INST]",
        "<|start_header_id|>",
        "<|end_header_id|>",
        "<｜end▁of▁sentence｜>",
    ),
    *("Ada:", "**Ada:**", "Sam:", "user", "assistant", "Assistant:", "### Response:", "User (quietly):", "model\n"),
    *("<", ">", "|", "&", "&l", "[", "`", "<thi", "nk>", "</", "*", ":", " ", "\n", "\n\n", ".", "?", "(", ")"),
    *("Hello", "you", "the user says", "Okay, ", "1 < 2", "é", "A", "Yes. "),
)
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join)
BEGINNINGS = st.sampled_from(["reply", "thought", "unsure", "held"])


@given(TEXTS, st.lists(st.integers(0, 200)), BEGINNINGS)
def test_the_cuts_make_no_difference(text: str, places: list[int], beginning: Beginning) -> None:
    whole = through([text], beginning)
    assert through(cut(text, places), beginning) == whole
    assert through(list(text), beginning) == whole


@given(st.text(alphabet="abcUs AI<>&;[]|:*#()/.\n`'\"5é", max_size=60))
def test_nothing_is_added_and_the_order_stays(text: str) -> None:
    rest = iter(text)
    assert all(character in rest for character in through([text]))


ORDINARY = (
    "Hello.",
    " Hello",
    "\n\nHello\nthere",
    "I think <b> is bold, and 5 < 7 > 3.",
    "if a<b then c",
    "2 < 3 and <i>",
    "I <3 you",
    "x &amp; y &lt; z &gt; w",
    "ssh <user>@host, then type <name>",
    "See [1] and [IN PRINT].",
    "Write `<think>` and `</s>` in it",
    "The user: somebody. An assistant: somebody else.",
    "Adam: is he your brother?",
    "Response: good",
    "Well\nAdams: a family\nthe model\nusers: many",
    "Friend :)\nSam:) hm",
    "I say user. Then assistant",
    "F# writes x |> f <| y",
    "analysis of a poem",
    "Commentary is free",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay(text: str) -> None:
    assert through([text]) == through(list(text)) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "Hello",
                "there,",
                "it",
                "is",
                "a",
                "fine",
                "day",
                "I",
                "think",
                "you",
                "know",
                "5",
                "<",
                "7",
                "<b>",
                "a&b",
                "(so)",
                "*now*",
                "#1",
                "e.g.",
            ]
        )
    )
)
def test_sentences_without_marks_stay(words: list[str]) -> None:
    assert through([" ".join(words)]) == " ".join(words)


def test_what_can_be_no_mark_is_shown_at_once() -> None:
    reply = ReplyFilter(NAMES)
    assert reply.feed("Hello <") == "Hello "
    assert reply.feed("3") == "<3"
    assert reply.feed(" and <b") == " and "
    assert reply.feed("o") == ""
    assert reply.feed("x") == "<box"
    assert not reply.hidden


def test_the_first_word_waits_only_while_it_may_be_a_label() -> None:
    reply = ReplyFilter(NAMES)
    assert reply.feed("A") == ""
    assert reply.feed("d") == ""
    assert reply.feed("o") == "Ado"
    assert reply.feed(" sits.\n") == " sits.\n"
    assert reply.feed("Sa") == ""
    assert reply.feed("d.") == "Sad."


@pytest.mark.timeout(20)
def test_a_long_reply_takes_time_in_proportion() -> None:
    reply, text = ReplyFilter(NAMES), "word <b>\na\n" * 30_000
    assert reply.feed(text) + reply.finish() == text
