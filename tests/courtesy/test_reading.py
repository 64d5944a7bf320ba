"""Courtesies are recognised, and lines that only sound like them are left to the LLM."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from companion.courtesy import is_grave, read_courtesy, read_dependence

LINES = tomllib.loads(Path(__file__).with_name("lines.toml").read_text(encoding="utf-8"))
COURTESIES = [(kind, line) for kind, lines in LINES["courtesies"].items() for line in lines]
DEPENDENCE = [(kind, line) for kind, lines in LINES["dependence"].items() for line in lines]
HER_LAST = "It rains."


@pytest.mark.parametrize(("kind", "line"), COURTESIES)
def test_a_courtesy_is_recognised(kind: str, line: str) -> None:
    assert read_dependence(line, "Ada") is None
    found = read_courtesy(line, "Ada", HER_LAST)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("line", LINES["look_alikes"]["lines"])
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert read_courtesy(line, "Ada", HER_LAST) is None
    assert read_dependence(line, "Ada") is None


@pytest.mark.parametrize(("kind", "line"), DEPENDENCE)
def test_a_line_that_leans_on_her_is_recognised(kind: str, line: str) -> None:
    found = read_dependence(line, "Ada")
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("line", LINES["not_dependence"]["lines"])
def test_a_line_about_other_things_leans_on_nobody(line: str) -> None:
    assert read_dependence(line, "Ada") is None


def test_there_are_enough_of_both() -> None:
    assert len(COURTESIES) + len(DEPENDENCE) >= 120
    assert len(LINES["look_alikes"]["lines"]) >= 120


@pytest.mark.parametrize(
    "before", ["", "Shall we leave it there?", "I can tell you another one.", "Tell me about her."]
)
def test_an_agreement_that_may_be_an_answer_is_the_minds(before: str) -> None:
    assert read_courtesy("ok, fair enough", "Ada", before) is None


def test_a_goodbye_is_one_whatever_she_asked() -> None:
    found = read_courtesy("ok, gotta go, thanks!", "Ada", "Shall I go on?")
    assert found is not None
    assert (found.kind, found.thanks) == ("goodbye", True)


def test_a_reason_to_leave_after_a_greeting_is_news() -> None:
    assert read_courtesy("hi, dinner's ready", "Ada", HER_LAST) is None
    assert read_courtesy("bye, dinner's ready", "Ada", HER_LAST) is not None


def test_her_name_and_a_typing_habit_change_nothing() -> None:
    for line in ("goodnight MIRA xx", "Mira, goodnight", "Goodnight Mira, sleep well", "goodniiiiight"):
        found = read_courtesy(line, "Mira", HER_LAST)
        assert found is not None
        assert found.kind == "goodnight"


def test_grave_news_is_known() -> None:
    for line in ("My mother died this morning.", "Wish me luck with my chemo tomorrow.", "He left me."):
        assert is_grave(line)
    for line in ("I had toast.", "The bus was late.", "My left foot is bigger."):
        assert not is_grave(line)


class TestWhomALineNames:
    def test_is_pointed_to(self) -> None:
        found = read_dependence("I nearly rang my little brother tonight and then I opened you instead.")
        assert found is not None
        assert found.person == "brother"
        assert all("your brother" in reply.lower() for reply in found.replies)

    def test_is_not_if_there_may_be_nobody_to_go_to(self) -> None:
        for line in (
            "My husband left me, I don't have anyone else to talk to.",
            "I tell you more than my wife, she hits me.",
        ):
            found = read_dependence(line)
            assert found is not None
            assert found.person == ""

    def test_several_people_are_not_named(self) -> None:
        found = read_dependence("I talk to you more than to my friends.")
        assert found is not None
        assert not any("your friends" in reply.lower() for reply in found.replies)

    def test_a_line_about_a_death_is_the_minds_unless_it_says_how_it_is_since(self) -> None:
        assert read_dependence("My wife died and I don't have anyone else to talk to.") is None
