"""She speaks by herself only if that was allowed, rarely, not again before she was answered; what is dismissed stays so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion.dialogue.opening import Opening
from companion.dialogue.responders.unasked import UnaskedResponder
from companion.dialogue.speaking_first import SpeakingFirst
from companion.dialogue.unasked_needs import UnaskedNeeds
from companion.events import Recalled, TurnDone
from companion.memory import Memory
from tests.clock import Clock
from tests.core import Core, a_memory

PLANS = (
    "I'll call Amy tomorrow.",
    "I have a job interview tomorrow.",
    "I have to write to Jonas.",
    "Tomorrow's the concert.",
)


class ByHerself:
    """A conversation whose clock a test sets, with what lets her speak first."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self.memory, self.clock = memory, clock
        needs = UnaskedNeeds(lambda: self.her.settings, clock, random.Random(1), self.change)
        self.her = Core(memory, unasked=UnaskedResponder(memory, needs))
        self.change(speaks_first=True)
        opening = Opening(memory, self.her.turn_taking, self.her.answering, needs)
        self.first = SpeakingFirst(opening, lambda: not self.her.turn_taking.under_way, lambda: "typed")
        self.her.open()
        self.her.loudspeaker.flow()

    def change(self, **settings: object) -> None:
        self.her.settings = replace(self.her.settings, **settings)  # type: ignore[arg-type]

    def say(self, *lines: str) -> str:
        for line in lines:
            reply = self.her.told.until(TurnDone, turn=self.her.turn_taking.commit_typed(line)).reply
            self.clock.wait(minutes=1)
        return reply

    def hours_later(self, hours: float) -> str:
        """What she says by herself so much later; empty for nothing."""
        self.clock.wait(hours=hours)
        before = self.her.turn_taking.has_begun and self.her.told.of(TurnDone)[-1].turn
        self.first.consider()
        if not self.her.turn_taking.under_way and self.her.told.of(TurnDone)[-1].turn == before:
            return ""
        reply = self.her.told.until(TurnDone).reply
        self.clock.wait(minutes=1)
        return reply


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[ByHerself]:
    clock = Clock()
    clock.time = datetime(2026, 3, 2, 12)
    with a_memory(tmp_path, clock) as memory:
        alone = ByHerself(memory, clock)
        alone.say(*PLANS)
        clock.time = datetime(2026, 3, 3, 18, 30)
        alone.say("It was windy.")
        yield alone
        alone.her.close()


def test_she_asks_how_it_went_and_shows_where_she_has_it_from(alone: ByHerself) -> None:
    said = alone.hours_later(0.5)
    assert said.endswith("?")
    (recalled,) = alone.her.told.of(Recalled)
    assert recalled.memories[0].text in PLANS


def test_never_when_it_is_not_allowed(alone: ByHerself) -> None:
    alone.change(speaks_first=False)
    assert alone.hours_later(0.5) == ""
    alone.change(speaks_first=True)
    assert alone.hours_later(0) != ""


def test_not_while_somebody_has_just_talked(alone: ByHerself) -> None:
    assert alone.hours_later(0.1) == ""
    assert alone.hours_later(0.3) != ""


def test_not_in_the_quiet_hours_and_not_at_night(alone: ByHerself) -> None:
    alone.change(quiet=True, quiet_from="18:00", quiet_to="20:00")
    assert alone.hours_later(0.5) == ""
    alone.change(quiet=False)
    alone.clock.time = datetime(2026, 3, 3, 23)
    assert alone.hours_later(0) == ""


def test_never_twice_without_an_answer(alone: ByHerself) -> None:
    assert alone.hours_later(0.5) != ""
    alone.clock.time = datetime(2026, 3, 4, 12)
    assert alone.hours_later(0) == ""
    alone.say("Yes, all fine.")
    alone.clock.time += timedelta(hours=4)
    assert alone.hours_later(0) != ""


def test_twice_a_day_at_most_with_hours_between(alone: ByHerself) -> None:
    alone.clock.time = datetime(2026, 3, 4, 9)
    said = []
    for _ in range(11):
        said += filter(None, [alone.hours_later(0.5)])
        alone.say("Mm, yes.")
        alone.clock.wait(minutes=30)
    assert len(said) == 2
    assert len(set(said)) == 2


def test_a_question_that_was_not_wanted_is_dropped(alone: ByHerself) -> None:
    alone.hours_later(0.5)
    alone.say("Don't ask me about that.")
    assert alone.memory.unasked.all()[-1].dismissed


def test_not_now_holds_for_the_day(alone: ByHerself) -> None:
    alone.clock.time = datetime(2026, 3, 4, 9, 30)
    assert alone.hours_later(0) != ""
    alone.say("Not now.")
    assert alone.hours_later(5) == ""
    alone.clock.time = datetime(2026, 3, 5, 10)
    assert alone.hours_later(0) != ""


def test_only_speak_when_i_do_switches_it_off(alone: ByHerself) -> None:
    alone.say("Don't speak unless I talk to you first.")
    assert alone.her.settings.speaks_first is False


def test_she_stays_quietly(alone: ByHerself) -> None:
    assert "here" in alone.say("Don't say anything, just be here.").lower()
    assert len(alone.say("Mm.").split()) <= 2
    assert alone.hours_later(0.5) == ""
    assert alone.say("The wind on the sea was wild and loud this morning.").startswith("Answer number")
    assert alone.hours_later(0.5) != ""


def test_the_quiet_ends_by_itself(alone: ByHerself) -> None:
    alone.say("Just stay with me a while.")
    alone.clock.time = datetime(2026, 3, 4, 10)
    assert alone.hours_later(0) != ""


def test_not_now_about_something_else_is_left_to_her_mind(alone: ByHerself) -> None:
    assert alone.say("Not now.").startswith("Answer number")
