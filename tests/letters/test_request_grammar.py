"""A letter is asked for in many ways; lines that only speak of letters ask for none."""

from __future__ import annotations

import pytest

from companion.letters.brief import Brief, brief_from_json
from companion.letters.request_grammar import read_request


@pytest.mark.parametrize(
    ("line", "brief"),
    [
        (
            "Help me write to my sister, it's her thirtieth on Saturday",
            Brief(to="my sister", occasion="it's her thirtieth on Saturday"),
        ),
        ("write a birthday message for Tom", Brief("birthday message", "Tom")),
        ("a complaint to the landlord", Brief("complaint", "the landlord")),
        (
            "Ada, can you help me write a letter to my landlord about the heating?",
            Brief(to="my landlord", occasion="the heating"),
        ),
        (
            "Write a funny birthday card for my brother Ben and mention the goat",
            Brief("birthday card", "my brother Ben", must=("the goat",), tone="funny"),
        ),
        ("Draft an email to my boss to say that I'm quitting", Brief("email", "my boss", must=("I'm quitting",))),
        ("write my sister a letter", Brief(to="my sister")),
        (
            "write a thank you note to Mrs Doyle next door, sign it Theo",
            Brief("thank you note", "Mrs Doyle", sign="Theo"),
        ),
        ("write a letter to my boss from work", Brief(to="my boss")),
        ("Write a letter for Tom's birthday", Brief(to="Tom", occasion="Tom's birthday")),
        (
            "Could you help me write a letter to grandma thanking her for the jumper, sign it Theo",
            Brief(to="Grandma", must=("thank her for the jumper",), sign="Theo"),
        ),
        ("help me write a letter", Brief()),
        (
            "write me a letter of recommendation for Tom",
            Brief("letter of recommendation", occasion="a recommendation for Tom"),
        ),
        (
            "Write a thank-you letter to Mrs Okafor. Make it warm and short",
            Brief("thank-you letter", "Mrs Okafor", tone="warm", length="short"),
        ),
    ],
)
def test_the_brief_holds_what_was_said(line: str, brief: Brief):
    found = read_request(line, "Ada")
    assert found is not None
    assert found.told == (line,)
    assert brief_from_json({**found.as_json(), "told": []}) == brief


@pytest.mark.parametrize(
    "line",
    [
        "I wrote a letter to my sister yesterday",
        "I should write to my sister",
        "Write a note: the boiler man comes on the 5th",
        "write me a story",
        "write to me when you arrive",
        "write down that the key is under the pot",
        "I got a letter from the landlord",
        "How do I write a letter to the bank?",
        "Remind me to write to my sister",
        "Send a letter to Tom",
        "She writes lovely letters",
        "I want to write a book",
    ],
)
def test_a_line_that_only_speaks_of_letters_asks_for_none(line: str):
    assert read_request(line, "Ada") is None
