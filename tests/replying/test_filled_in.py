"""What a terse line leaves out is filled in before it, for the LLM; its own words stay."""

from __future__ import annotations

import pytest

from companion.replying.filled_in import filled_in
from companion.replying.persona import Persona
from companion.replying.prompt import Form, PromptBuilder, PromptLine


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("Rewired half a school.", "I "),
        ("Knee's playing up.", "My "),
        ("Wife left me some stew.", "My "),
        ("Don't talk much, us two, these days.", "I "),
        ("Used to go dancing Thursdays.", "I "),
        ("Think she'd laugh if I asked.", "I "),
        ("Might get an early night.", "I "),
        ("gonna make noodles brb", "I'm "),
        ("Van wouldn't start this morning.", "My "),
        ("Been told to write a speech.", "I've "),
        ("Kids are asleep.", "My "),
        ("Can't sleep tonight.", "I "),
    ],
)
def test_a_terse_line_gets_its_subject(line: str, before: str):
    assert filled_in(line) == before + line


@pytest.mark.parametrize(
    "line",
    [
        "I rewired half a school.",
        "Don't worry about me.",
        "Back again.",
        "Did you sleep?",
        "Don't you think so?",
        "Might it rain?",
        "Tell me a story.",
        "Used?",
        "Hundred people came.",
        "Long day.",
        "Should I go.",
        "",
        "Think.",
        "Never mind.",
        "Must be nice.",
        "Read me a poem about the sea.",
        "Put the kettle on.",
    ],
)
def test_any_other_line_stays_as_it_is(line: str):
    assert filled_in(line) == line


@pytest.mark.parametrize(
    ("form", "read"), [("chat", "I Rewired half a school."), ("transcript", "Rewired half a school.")]
)
def test_the_chat_form_tells_the_line_so_and_her_own_words_never(form: Form, read: str):
    prompts = PromptBuilder(Persona("Ada", "Theo"), form, 4096, lambda text: len(text.split()))
    lines = [
        PromptLine("you", "Hm."),
        PromptLine("her", "Used to dance?"),
        PromptLine("her", "Left it."),
        PromptLine("you", "Rewired half a school."),
    ]
    built = prompts.build(lines)
    texts = built if isinstance(built, str) else "\n".join(message.content for message in built)
    assert read in texts
    assert ("I Rewired" in texts) is (form == "chat")
    assert "I Left it" not in texts
