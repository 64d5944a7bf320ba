"""The judge of letters sees what is absent, what nobody gave and what was not obeyed; each brief is understood."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources

import pytest

from benchmarks._letter_judge import Change, absent, invented, obeyed
from companion.letters.change_grammar import read_changes
from companion.letters.request_grammar import read_request

BEFORE = "Dear Nora,\n\nHappy birthday! We will eat the lemon cake on Saturday. You are the best sister.\n\nLove,\nTheo"
GIVEN = "my sister Nora, her thirtieth on Saturday, the lemon cake, Theo"


def test_every_brief_and_every_change_is_understood():
    text = resources.files("benchmarks").joinpath("letter_briefs.toml").read_text(encoding="utf-8")
    letters = tomllib.loads(text)["letter"]
    assert len(letters) == 40
    assert [one["request"] for one in letters if read_request(one["request"], "Ada") is None] == []
    asked = [(change["say"], f"{one['request']} {one['must']}") for one in letters for change in one["changes"]]
    assert [say for say, words in asked if not read_changes(say, words)] == []


def test_what_is_absent_or_invented_is_seen():
    assert absent(BEFORE, ["lemon cake", "goat"]) == ["goat"]
    assert invented(BEFORE, GIVEN) == []
    assert invented(
        "On Sunday we go. Peter is here. I saw Peter. You turn 40. See you tomorrow. Dear [Name].", GIVEN
    ) == [
        "On Sunday we go.",
        "Peter is here.",
        "I saw Peter.",
        "You turn 40.",
        "See you tomorrow.",
        "Dear [Name].",
    ]


@pytest.mark.parametrize(
    ("change", "right", "wrong"),
    [
        (Change("shorter", BEFORE, "", how="shorter"), BEFORE.replace(" You are the best sister.", ""), BEFORE),
        (
            Change("longer", BEFORE, "", how="longer"),
            BEFORE.replace("sister.", "sister. I hope you sing a lot."),
            BEFORE,
        ),
        (
            Change("again", BEFORE, "", how="again", place=1),
            BEFORE.replace("We will", "Let us"),
            BEFORE.replace("best", "dear"),
        ),
        (Change("goat", BEFORE, "", has="goat"), BEFORE.replace("cake", "goat"), BEFORE),
        (Change("cake", BEFORE, "", lacks="cake"), BEFORE.replace("cake", "goat"), BEFORE),
        (Change("undo", BEFORE, "", "Nora!", how="undo"), "Nora!", BEFORE),
        (
            Change("funnier", BEFORE, "", how="tone", asked=("lemon cake",)),
            BEFORE.replace("You are the best sister.", "You old thing, who let you near the lemon cake again?"),
            BEFORE.replace("lemon cake", "pie, with all that cream on top, and more of it"),
        ),
    ],
)
def test_what_was_not_obeyed_is_seen(change: Change, right: str, wrong: str):
    assert obeyed(replace(change, after=right))
    assert not obeyed(replace(change, after=wrong))
