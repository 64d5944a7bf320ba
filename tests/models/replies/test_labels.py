"""Tests that a reply loses its speaker's label, and ends where somebody else would speak."""

from __future__ import annotations

import pytest

from tests.models.replies.cuts import through


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("Ada: Hello", "Hello"),
        ("Ada: Ada: Hello", "Hello"),
        ("**Ada:** Hello", "Hello"),
        ("**Ada**: Hello", "Hello"),
        ("**Ada: Hello**", "**Hello**"),
        ("*Ada:* Hello", "Hello"),
        ("ADA: Hello", "Hello"),
        ("[Ada]: Hello", "Hello"),
        ("Ada (smiling): Hello", "Hello"),
        ("\n Ada:\n\nHello", "Hello"),
        ("assistant: Hello", "Hello"),
        ("Assistant: Ada: Hello", "Hello"),
        ("AI: Hello", "Hello"),
        ("### Assistant:\nHello", "Hello"),
        ("### Response:\nHello", "Hello"),
        ("model\nHello", "Hello"),
        ('Ada: "Hello"', '"Hello"'),
    ],
)
def test_her_own_label_goes(reply: str, shown: str) -> None:
    assert through([reply]) == through(list(reply)) == shown


@pytest.mark.parametrize(
    "label",
    [
        "User:",
        "Sam:",
        "Ada:",
        "Human:",
        "Assistant:",
        "**User:**",
        "### User:",
        "### Instruction:",
        "  Sam :",
        "System:",
    ],
)
def test_a_line_that_begins_with_a_label_ends_the_reply(label: str) -> None:
    text = f"I am well.\nAnd more.\n{label} And how are you?\nAssistant: Fine."
    assert through([text]) == through(list(text)) == "I am well.\nAnd more.\n"


def test_a_role_alone_on_its_line_ends_the_reply() -> None:
    assert through(["I am well.\nassistant\n\nHow can I help?"]) == "I am well.\n"


@pytest.mark.parametrize("glued", ["Hello.assistant\n\nHow can I help?", "Hello.assistant", "Hello.user\nMore."])
def test_a_role_glued_to_a_sentence_ends_the_reply(glued: str) -> None:
    assert through([glued]) == through(list(glued)) == "Hello."


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("User: And how are you?\nAssistant: Fine.", "Fine."),
        ("Sam: Hi.\nAda: Hello.\nSam: More", "Hello.\n"),
        ("User: Hello", "Hello"),
        ("User: Hello\nUser: again", "Hello\n"),
    ],
)
def test_a_reply_that_begins_as_somebody_else_waits_for_her(reply: str, shown: str) -> None:
    assert through([reply]) == through(list(reply)) == shown
