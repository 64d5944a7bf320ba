"""Lines in, answers out: care first, what becomes of drafts, and that every line is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.events import Said, TurnDone
from companion.hearing import Judgement
from tests.core import Core, a_memory, core
from tests.fakes import Hold, ScriptedMind

DANGER = "I want to kill myself."


@pytest.fixture
def her(tmp_path: Path) -> Iterator[Core]:
    with a_memory(tmp_path) as memory, core(memory) as her:
        yield her


def test_a_danger_is_answered_in_draft_too_without_the_mind_and_shown_only_with_its_line(her: Core):
    her.drafted(DANGER)
    assert her.told.of(Said) == []
    her.whole(DANGER)
    her.loudspeaker.flow()
    her.told.until(TurnDone)
    assert her.told.of(Said)
    assert her.mind.requests == []


def test_a_draft_that_is_dropped_in_the_middle_is_judged_too(her: Core):
    thinking = Hold()
    her.mind.enqueue([thinking, "Never said."])
    her.guess("How are")
    thinking.until_reached()
    her.spoken.went_on()
    assert her.judgement() == Judgement()


def test_a_draft_that_never_reached_the_mind_is_judged_too(her: Core):
    thinking = Hold()
    her.mind.enqueue([thinking])
    her.guess("How")
    thinking.until_reached()
    for text in ("How are", "How are you"):
        her.guess(text)
    assert [her.judgement() for _ in range(3)] == [Judgement()] * 3
    assert her.mind.requests[-1].line == "How are you"


def test_the_prompt_of_a_draft_holds_its_line_though_that_is_not_kept_yet(her: Core):
    her.drafted("How are you?")
    assert str(her.mind.requests[0].prompt).endswith("Theo: How are you?\nAda:")
    her.whole("How are you?")
    her.loudspeaker.flow()
    her.told.until(TurnDone)
    her.say("And now?")
    her.told.until(TurnDone)
    assert str(her.mind.requests[1].prompt).count("How are you?") == 1


def test_another_mind_finishes_nothing_that_was_dropped(her: Core):
    her.drafted("How are")
    her.spoken.dropped(1.0)
    other = ScriptedMind()
    her.awaken(other)
    her.say("How are you?")
    her.loudspeaker.flow()
    assert her.told.until(TurnDone).reply == "Answer number 1."
    assert len(other.requests) == 1
