"""What can be asked of a letter is understood, several things at once too; other lines are not."""

from __future__ import annotations

import pytest

from companion.letters.change_grammar import read_changes
from companion.letters.changes import (
    Again,
    Change,
    Greet,
    Handle,
    LeaveOut,
    Length,
    Mention,
    ReadAloud,
    Redraft,
    Save,
    Sign,
    Substitute,
    Tone,
)

TEXT = "Dear Nora,\n\nWe meet on Saturday at noon. The weather is bad.\n\nLove,\nTheo"


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("funnier", [Tone("funnier")]),
        ("Can you make it a bit warmer?", [Tone("warmer")]),
        ("not so formal", [Tone("less formal")]),
        ("it's too stiff", [Tone("less stiff")]),
        ("shorter", [Length(False)]),
        ("too long", [Length(False)]),
        ("half as long", [Length(False, much=True)]),
        ("make the letter longer", [Length(True)]),
        ("mention the goat", [Mention("the goat")]),
        ("tell her that I'm bringing the cake", [Mention("I'm bringing the cake")]),
        ("the second sentence again", [Again(1)]),
        ("rewrite the last sentence", [Again(-1)]),
        ("leave out the bit about the weather", [LeaveOut("the weather")]),
        ("take out the second sentence", [LeaveOut(place=1)]),
        ("change Saturday to Sunday", [Substitute("Saturday", "Sunday")]),
        ("it's Sunday, not Saturday", [Substitute("Saturday", "Sunday")]),
        ("sign it Mum", [Sign("Mum")]),
        ("sign it Love, Mum", [Sign("Mum", "Love")]),
        ("start with Hi Nora", [Greet("Hi Nora,")]),
        ("another version", [Redraft()]),
        ("undo that", [Handle("undo")]),
        ("that's good, thanks", [Handle("finish")]),
        ("send it", [Handle("send")]),
        ("save it as a PDF", [Save(".pdf")]),
        ("export the letter as plain text", [Save(".txt")]),
        ("read it to me", [ReadAloud()]),
        ("read the last sentence", [ReadAloud(-1)]),
        ("funnier, and mention the goat", [Tone("funnier"), Mention("the goat")]),
        ("shorter and warmer", [Length(False), Tone("warmer")]),
    ],
)
def test_a_change_is_understood(line: str, changes: list[Change]):
    assert list(read_changes(line, TEXT)) == changes


@pytest.mark.parametrize(
    "line",
    [
        "the weather is bad",
        "I like the goat",
        "what's the weather like",
        "add milk to the shopping list",
        "make it rhyme",
        "it's Monday, not Tuesday",
        "tell me a joke",
    ],
)
def test_other_lines_are_no_changes(line: str):
    assert read_changes(line, TEXT) == ()
