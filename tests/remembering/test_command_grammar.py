"""Memory commands are recognised, and ordinary talk about remembering and forgetting is left alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.remembering.command_grammar import MemoryCommand, facts_to_remember, parse_memory_command

AT = datetime(2026, 11, 22, 20, 0)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("remember that my flight is on the 12th", MemoryCommand("remember", "my flight is on the 12th")),
        ("Please remember I'm allergic to nuts.", MemoryCommand("remember", "I'm allergic to nuts")),
        ("Can you remember that Nora's birthday is in May?", MemoryCommand("remember", "Nora's birthday is in May")),
        ("Don't forget I'm vegetarian!", MemoryCommand("remember", "I'm vegetarian")),
        ("That's not right, she lives in Porto.", MemoryCommand("correct", "she lives in Porto")),
        ("no, my sister's name is Nora, not Laura", MemoryCommand("correct", "my sister's name is Nora", "Laura")),
        ("No, it's Porto, not Lisbon.", MemoryCommand("correct", "it's Porto", "Lisbon")),
        ("I said Thursday, not Tuesday.", MemoryCommand("correct", "Thursday", "Tuesday")),
        ("Forget that.", MemoryCommand("forget", "")),
        ("don't remember this", MemoryCommand("forget", "")),
        ("forget what I said about Tom", MemoryCommand("forget", "Tom", what="about")),
        ("Please forget everything about Marek.", MemoryCommand("forget", "Marek", what="about")),
        ("Forget that my sister lives in Porto.", MemoryCommand("forget", "my sister lives in Porto", what="said")),
    ],
)
def test_a_memory_command_is_recognised(said: str, wanted: MemoryCommand) -> None:
    assert parse_memory_command(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "I remember that summer.",
        "Remember that summer?",
        "Remember when we went to Rome?",
        "Do you remember my sister?",
        "I'll never forget that.",
        "I forget what I wanted to say.",
        "Forget it, let's talk about something else.",
        "Forget that, what's for dinner?",
        "Forget about it.",
        "Don't forget your umbrella.",
        "Remember to breathe.",
        "Remind me to call Tom.",
        "No, I don't.",
        "No, it's raining.",
        "You're right, she's lovely.",
        "You're wrong, I think he's great.",
        "It's late, not too late though.",
        "That's wrong, isn't it?",
        "It's not you, it's me.",
        "",
    ],
)
def test_talk_about_remembering_is_no_command(said: str) -> None:
    assert parse_memory_command(said) is None


def test_facts_to_remember_are_extracted_with_the_origin_told() -> None:
    (fact,) = facts_to_remember(MemoryCommand("remember", "my sister Nora lives in Lisbon"), AT)
    assert (fact.slot, fact.name, fact.origin) == ("home", "Nora", "told")


def test_what_no_rule_knows_is_remembered_as_it_is() -> None:
    (fact,) = facts_to_remember(MemoryCommand("remember", "the plumber comes on Tuesday"), AT)
    assert (fact.text, fact.quote, fact.origin) == (
        "The plumber comes on Tuesday 24 November 2026.",
        "the plumber comes on Tuesday",
        "told",
    )


def test_a_command_to_forget_gives_no_facts() -> None:
    assert list(facts_to_remember(MemoryCommand("forget", "the operation"), AT)) == []
