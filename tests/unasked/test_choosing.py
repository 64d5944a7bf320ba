"""She brings up a birthday that was told, a kind line of a year ago, somebody after evenings alone; and nothing that hurts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.memory import Memory
from companion.memory.pieces import NewPiece
from companion.remembering import extract_facts
from companion.remembering.background_jobs import extract_from_message
from companion.unasked.choosing import WhatToBringUp
from companion.unasked.flashbacks import ago, is_kind
from tests.clock import Clock
from tests.core import a_memory

KIND = "The lake was lovely today, and we laughed all afternoon."


class Life:
    """A memory whose clock a test sets."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self.memory, self.clock = memory, clock
        self.what = WhatToBringUp(memory, clock, lambda: ZoneInfo("Europe/Vienna"))

    def say(self, time: str, *lines: str, minutes: float = 1) -> int:
        self.clock.time = datetime.fromisoformat(time)
        talk = self.memory.begin_conversation()
        for line in lines:
            said = self.memory.add(talk, "you", line, "typed")
            self.clock.wait(minutes=minutes)
            extract_from_message(self.memory, said, extract_facts)
        return said.id

    def at(self, time: str) -> str:
        self.clock.time = datetime.fromisoformat(time)
        found = self.what.next()
        if found is not None:
            self.what.note(found)
        return found.text if found is not None else ""


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    clock = Clock()
    with a_memory(tmp_path, clock) as memory:
        yield Life(memory, clock)


def test_a_birthday_once_a_year(life: Life):
    life.say("2026-03-02T20:00", "My sister Nora's birthday is on 5 March.")
    assert life.at("2026-03-04T10:00") == ""
    assert life.at("2026-03-05T10:00") == "It's your sister Nora's birthday today, you told me."
    assert life.at("2026-03-05T18:00") == ""
    assert "Nora" in life.at("2027-03-05T10:00")


def test_the_users_own_birthday(life: Life):
    life.say("2026-03-02T20:00", "My birthday is on the 9th of March.")
    assert life.at("2026-03-09T10:00") == "Happy birthday."


@pytest.mark.parametrize(
    "later", ["Nora died in the autumn.", "Never bring up Nora.", "Nora and I are estranged, she hurt me."]
)
def test_not_where_it_would_hurt(life: Life, later: str):
    life.say("2026-03-02T20:00", "My sister Nora's birthday is on 5 March.")
    life.say("2026-11-02T20:00", later)
    assert life.at("2027-03-05T10:00") == ""


def test_a_kind_line_of_a_year_ago_word_for_word_and_rarely(life: Life):
    life.say("2025-03-02T20:00", KIND)
    life.say("2025-03-10T20:00", "What a lovely, happy day we had at the sea with the boys.")
    assert life.at("2026-03-01T10:00") == ""
    assert life.at("2026-03-02T10:00") == f"A year ago today, on 2 March 2025, you said: “{KIND}”"
    assert life.at("2026-03-02T18:00") == ""
    assert life.at("2026-03-10T10:00") == ""  # not two in a fortnight


@pytest.mark.parametrize(
    "line",
    [
        "My father died today.", "I hate this job and everything in it.", "What a lovely day, isn't it?", "Made soup.",
        "You're lovely, I love talking to you more than to people.", "Tom said the lake was lovely and we laughed.",
        "I love him so much that I want to die.", "If I won the lottery I'd be so happy and free and glad.",
    ],
)  # fmt: skip
def test_what_does_not_come_back(line: str):
    assert not is_kind(line)


def test_days_that_are_like_today():
    assert ago(date(2025, 3, 2), date(2026, 3, 2)) == "a year ago today"
    assert ago(date(2023, 3, 2), date(2026, 3, 2)) == "three years ago today"
    assert ago(date(2025, 9, 2), date(2026, 3, 2)) == "half a year ago today"
    assert ago(date(2026, 2, 2), date(2026, 3, 2)) == ""


def test_a_piece_of_a_year_ago(life: Life):
    line = life.say("2025-03-02T20:00", "Play me something about today.")
    life.clock.time = datetime(2025, 3, 2, 20, 5)
    life.memory.pieces.add(NewPiece("Rain in D minor", "", 5, "calm", "D minor", 60.0, b"MThd"), line)
    assert (
        life.at("2026-03-02T10:00")
        == "A year ago today there was a piano piece, “Rain in D minor”. It's still under Made."
    )


def test_nothing_for_some_days_after_a_death(life: Life):
    life.say("2026-03-02T20:00", "I'll call Amy tomorrow.")
    life.say("2026-03-03T12:00", "My grandmother died.")
    assert life.at("2026-03-03T20:00") == ""
    assert life.at("2026-03-07T20:00") == "Did you call Amy?"


def evenings(life: Life, days: range, *lines: str) -> None:
    for day in days:
        life.say(f"2026-03-{day:02}T20:00", *lines, minutes=9)


def test_somebody_named_warmly_after_many_evenings_alone_once_a_week(life: Life):
    life.say("2026-02-20T12:00", "My friend Amy is wonderful, we laughed so much.")
    evenings(life, range(2, 7), "It was windy.", "I read.", "The radio was on.")
    assert "Amy" in life.at("2026-03-06T21:00")
    evenings(life, range(7, 12), "It was windy.", "I read.", "The radio was on.")
    assert life.at("2026-03-11T21:00") == ""
    evenings(life, range(12, 15), "It was windy.", "I read.", "The radio was on.")
    assert "Amy" in life.at("2026-03-14T21:00")


def test_one_long_evening_is_enough(life: Life):
    life.say("2026-02-20T12:00", "My friend Amy is wonderful, we laughed so much.")
    life.say("2026-03-02T18:00", *["It was windy."] * 20, minutes=9)
    assert "Amy" in life.at("2026-03-02T21:30")


def test_not_when_somebody_was_met(life: Life):
    life.say("2026-02-20T12:00", "My friend Amy is wonderful, we laughed so much.")
    evenings(life, range(2, 7), "It was windy.", "I had dinner with Amy.", "The radio was on.")
    assert life.at("2026-03-06T21:00") == ""


def test_nobody_of_whom_there_was_an_unkind_word(life: Life):
    life.say("2026-02-20T12:00", "My friend Amy is wonderful.", "Amy hurt me badly last year.")
    evenings(life, range(2, 7), "It was windy.", "I read.", "The radio was on.")
    assert life.at("2026-03-06T21:00") == ""
