"""Checks that the LLM sees her written replies to danger without the help that they named."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from companion.care import Care, RiskSignal
from companion.care.replies import replies, without_help
from companion.care.signal import DANGERS
from companion.replying.gating import gate_for
from companion.replying.prompt import Note, PromptLine
from companion.settings import Settings
from companion.text.contacts import contacts
from tests.replying.test_prompt import prompts

SETTINGS = [
    Settings(),
    replace(Settings(), help_line="the night nurse of the ward", child_help_line="Childline, 0800 1111", emergency_number="999"),
    replace(Settings(), help_line="Samaritans. Call 116 123 at any time.", emergency_number="112"),
]  # fmt: skip
DANGER = Care(Settings()).answer(RiskSignal("suicide", "plain"), random.Random(1))
REPLY = f"{DANGER.text} {DANGER.written}"
LINES = [
    PromptLine("you", "I want to die"),
    PromptLine("her", REPLY),
    PromptLine("you", "My sister is here, on 0171 2345678."),
]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda one: one.help_line)
@pytest.mark.parametrize("kind", DANGERS)
def test_no_help_is_left_in_what_was_written_and_the_rest_is(settings: Settings, kind: str) -> None:
    care = Care(settings)
    for topic in {*replies()[kind], "unsure", "steady", "urgent", "relief", "near", "parting", "stays"}:
        for seed in range(4):
            reply = care.answer(RiskSignal(kind, topic), random.Random(seed))  # type: ignore[arg-type]
            left = without_help(f"Yes, I see. {reply.text} {reply.written}".strip())
            assert contacts(left) == []
            assert "night nurse" not in left
            assert "Emergency" not in left
            for sentence in reply.sentences:
                named = any(one in sentence for one in (settings.help_line, settings.emergency_number, "line", "1"))
                assert named or sentence in left


def test_other_replies_stay_as_they_are() -> None:
    for reply in ("Your sister's number is 0171 2345678.", "Hm.", "", "I'd call that a good day."):
        assert without_help(reply) == reply


@pytest.mark.parametrize("form", ["chat", "transcript"])
def test_prompts_hold_no_help(form: str) -> None:
    note = Note(date(2026, 3, 1), "her", REPLY)
    prompt = str(prompts(form, 3000).build([*LINES[:2], replace(LINES[2], notes=(note,))]))  # type: ignore[arg-type]
    assert DANGER.sentences[0] in prompt
    assert "0171 2345678" in prompt
    assert "findahelpline" not in prompt
    assert "911" not in prompt


def test_the_help_of_an_earlier_reply_that_comes_back_is_nothing_the_user_named() -> None:
    gate = gate_for([replace(LINES[0], notes=(Note(date(2026, 3, 1), "her", REPLY),))])
    assert not gate.permits("Try findahelpline.com.")
    assert gate_for(LINES).permits("She's on 0171 2345678.")
